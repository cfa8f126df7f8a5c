#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace bobbin {

/// A text that is far larger or deeper than people write, but that a model may send or a user paste.
struct MarkdownShape {
    QString name;
    QByteArray (*text)();
};

/// The message of a megabyte that an answer could be: paragraphs, lists and code.
[[nodiscard]] inline QByteArray longMessage()
{
    QByteArray text;
    for (int i = 0; text.size() < 1'000'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "## Part " + number + "\n\n"
            + QByteArray("Some words that **fill** a `paragraph`. ").repeated(12)
            + "\n\n- one\n- two\n- three\n\n```cpp\nconst int i" + number + " = " + number + ";\nreturn i"
            + number + ";\n```\n\n";
    }
    return text;
}

[[nodiscard]] inline QByteArray longTable(int rows, int columns)
{
    const QByteArray row = QByteArray("| a word ").repeated(columns) + "|\n";
    return row + QByteArray("| --- ").repeated(columns) + "|\n" + row.repeated(rows);
}

[[nodiscard]] inline QByteArray longCode(int lines)
{
    QByteArray text = "```cpp\n";
    for (int i = 0; i < lines; ++i)
        text += "    const auto value" + QByteArray::number(i) + " = compute(\"some text\", 42); // a line\n";
    return text + "```\n";
}

[[nodiscard]] inline QList<MarkdownShape> markdownShapes()
{
    const auto name = [](const char *text) { return QString::fromLatin1(text); };
    return {
        {name("a message of 1 MB"), longMessage},
        {name("a line of 1 MB"), [] { return QByteArray("some words ").repeated(91'000); }},
        {name("a table of 2,000 rows"), [] { return longTable(2'000, 5); }},
        {name("code of 20,000 lines"), [] { return longCode(20'000); }},
        {name("10,000 nested quotes"), [] { return QByteArray(10'000, '>').append(" deep"); }},
        {name("100,000 backticks"), [] { return QByteArray(100'000, '`').append("code"); }},
        {name("a word of 1,000,000 letters"), [] { return QByteArray(1'000'000, 'w'); }},
        {name("a table of 2,000 columns"), [] { return longTable(3, 2'000); }},
        {name("100,000 opening brackets"), [] { return QByteArray(100'000, '['); }},
    };
}

} // namespace bobbin
