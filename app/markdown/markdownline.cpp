#include "markdown/markdownline.h"

namespace bobbin {

MarkdownLine measureLine(QStringView line, int column)
{
    MarkdownLine result;
    const int start = column;
    for (const QChar c : line) {
        if (c == u' ')
            ++column;
        else if (c == u'\t')
            column += 4 - column % 4;
        else
            break;
        ++result.first;
    }
    result.indent = column - start;
    result.isBlank = result.first == line.size() || line.sliced(result.first) == u"\r";
    return result;
}

static bool isBlankAt(QStringView text, qsizetype offset)
{
    return offset >= text.size() || text[offset] == u' ' || text[offset] == u'\t' || text[offset] == u'\r';
}

ListMark listMarkAt(QStringView text)
{
    ListMark mark;
    if (text.isEmpty())
        return {};
    if (const QChar c = text.first(); c == u'-' || c == u'+' || c == u'*') {
        mark.type = c;
        mark.length = 1;
    } else {
        constexpr qsizetype MaximalDigits = 9;
        int number = 0;
        qsizetype digits = 0;
        while (digits < text.size() && digits <= MaximalDigits && text[digits] >= u'0'
               && text[digits] <= u'9')
            ++digits;
        if (digits == 0 || digits > MaximalDigits || digits == text.size())
            return {};
        if (text[digits] != u'.' && text[digits] != u')')
            return {};
        number = text.first(digits).toInt();
        mark.type = text[digits];
        mark.number = number;
        mark.length = digits + 1;
    }
    if (!isBlankAt(text, mark.length))
        return {};
    mark.isEmpty = text.sliced(mark.length).trimmed().isEmpty();
    return mark;
}

qsizetype fenceLengthAt(QStringView text)
{
    if (text.isEmpty() || (text.first() != u'`' && text.first() != u'~'))
        return 0;
    qsizetype length = 0;
    while (length < text.size() && text[length] == text.first())
        ++length;
    if (length < 3 || (text.first() == u'`' && text.sliced(length).contains(u'`')))
        return 0;
    return length;
}

bool isThematicBreak(QStringView trimmed)
{
    if (trimmed.size() < 3 || !QStringView(u"-_*").contains(trimmed.first()))
        return false;
    qsizetype marks = 0;
    for (const QChar c : trimmed) {
        if (c == trimmed.first())
            ++marks;
        else if (c != u' ' && c != u'\t')
            return false;
    }
    return marks >= 3;
}

bool isSetextUnderline(QStringView trimmed)
{
    if (trimmed.isEmpty() || (trimmed.first() != u'=' && trimmed.first() != u'-'))
        return false;
    for (const QChar c : trimmed) {
        if (c != trimmed.first())
            return false;
    }
    return true;
}

bool isHeading(QStringView trimmed)
{
    qsizetype level = 0;
    while (level < trimmed.size() && trimmed[level] == u'#')
        ++level;
    return level >= 1 && level <= 6 && isBlankAt(trimmed, level);
}

bool isTableDelimiterRow(QStringView trimmed)
{
    bool hasPipe = false;
    bool hasDash = false;
    for (const QChar c : trimmed) {
        if (c == u'|')
            hasPipe = true;
        else if (c == u'-')
            hasDash = true;
        else if (c != u':' && c != u' ' && c != u'\t')
            return false;
    }
    return hasPipe && hasDash;
}

QStringView withoutIndent(QStringView line, int columns)
{
    int column = 0;
    qsizetype offset = 0;
    while (offset < line.size() && column < columns) {
        if (line[offset] == u' ')
            ++column;
        else if (line[offset] == u'\t')
            column += 4 - column % 4;
        else
            break;
        ++offset;
    }
    return line.sliced(offset);
}

} // namespace bobbin
