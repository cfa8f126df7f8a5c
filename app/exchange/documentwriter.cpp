#include "documentwriter_p.h"

#include "core/title.h"
#include "markdown/markdownclosing.h"
#include "markdown/markdownhtml.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QLocale>
#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::DocumentWriter)
};

QString authorOf(const Message &message)
{
    switch (message.role) {
    case Role::User:
        return Tr::tr("You");
    case Role::Assistant:
        return message.model.isEmpty() ? Tr::tr("Assistant") : Tr::tr("Assistant (%1)").arg(message.model);
    case Role::System:
        return Tr::tr("System");
    case Role::Tool:
        return Tr::tr("Tool");
    }
    Q_UNREACHABLE();
}

QString timeOf(Timestamp time) { return QLocale().toString(toLocalTime(time), QLocale::ShortFormat); }

// What is below a message: that it is not whole, and the names of its files, which are not in the document.
QStringList linesBelow(const BranchMessage &entry)
{
    QStringList lines;
    if (const QString shortfall = shortfallOf(entry.message); !shortfall.isEmpty())
        lines << shortfall;
    for (const AttachmentInfo &file : entry.attachments)
        lines << Tr::tr("File: %1 (%2)", "name and size")
                     .arg(file.name, QLocale().formattedDataSize(file.size));
    for (QString &line : lines)
        line = plainTitle(line);
    return lines;
}

QString escapedMarkdown(const QString &text)
{
    static const QRegularExpression special(u"([\\\\`*_{}\\[\\]<>()#&!|~$])"_s);
    return QString(text).replace(special, u"\\\\1"_s);
}

class Output
{
public:
    explicit Output(QIODevice &device) : m_device(device) { }
    void write(const QByteArray &bytes) { m_failed = m_device.write(bytes) != bytes.size() || m_failed; }
    void write(const QString &text) { write(text.toUtf8()); }
    [[nodiscard]] bool hasFailed() const { return m_failed; }

private:
    QIODevice &m_device;
    bool m_failed = false;
};

class MarkdownWriter final : public DocumentWriter
{
public:
    explicit MarkdownWriter(QIODevice &device) : m_output(device) { }

    void begin() override { }
    void writeConversation(const Conversation &conversation, const QList<BranchMessage> &branch) override
    {
        const QString title = escapedMarkdown(conversation.title.simplified());
        m_output.write((m_isFirst ? QString() : u"\n"_s) + u"# "_s + title + u'\n');
        m_isFirst = false;
        if (!conversation.instructions.isEmpty())
            m_output.write(u"\n> "_s + QString(conversation.instructions).replace(u'\n', u"\n> "_s) + u'\n');
        for (const BranchMessage &entry : branch) {
            const Message &message = entry.message;
            m_output.write(
                u"\n## %1 · %2\n\n"_s.arg(escapedMarkdown(authorOf(message)), timeOf(message.createdAt)));
            for (const ContextNotice &notice : message.notices)
                m_output.write(u"*%1*\n\n"_s.arg(escapedMarkdown(describe(notice))));
            writeWhole(message.content);
            for (const QString &line : linesBelow(entry))
                m_output.write(u"\n*%1*\n"_s.arg(escapedMarkdown(line)));
        }
    }
    bool end() override { return !m_output.hasFailed(); }

private:
    // What stands behind it is no part of it, wherever it was cut off.
    void writeWhole(const QString &content)
    {
        m_output.write(content + (content.endsWith(u'\n') ? QString() : u"\n"_s));
        if (const QString closing = closingOf(content); !closing.isEmpty())
            m_output.write(closing + u'\n');
    }

    Output m_output;
    bool m_isFirst = true;
};

class HtmlWriter final : public DocumentWriter
{
public:
    explicit HtmlWriter(QIODevice &device) : m_output(device) { }

    void begin() override
    {
        m_output.write(
            u"<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
            "style-src "
            "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<title>Bobbin</title>\n<style>\n"
            ":root { color-scheme: light dark; }\n"
            "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; "
            "}\n"
            "h2 { font-size: 0.9rem; opacity: 0.75; margin-top: 2em; }\n"
            "pre { overflow-x: auto; padding: 0.75em; border: 1px solid; border-radius: 0.4em; }\n"
            "table { border-collapse: collapse; } td, th { border: 1px solid; padding: 0.25em 0.5em; }\n"
            "</style>\n</head>\n<body>\n"_s);
    }
    void writeConversation(const Conversation &conversation, const QList<BranchMessage> &branch) override
    {
        m_output.write(u"<article>\n<h1 dir=\"auto\">"_s + conversation.title.toHtmlEscaped() + u"</h1>\n"_s);
        if (!conversation.instructions.isEmpty())
            m_output.write(u"<blockquote dir=\"auto\">"_s + conversation.instructions.toHtmlEscaped()
                           + u"</blockquote>\n"_s);
        for (const BranchMessage &entry : branch) {
            const Message &message = entry.message;
            m_output.write(u"<section dir=\"auto\">\n<h2>%1 · %2</h2>\n"_s.arg(
                authorOf(message).toHtmlEscaped(), timeOf(message.createdAt).toHtmlEscaped()));
            for (const ContextNotice &notice : message.notices)
                m_output.write(u"<p><em>%1</em></p>\n"_s.arg(describe(notice).toHtmlEscaped()));
            m_output.write(toHtml(parseMarkdown(message.content)));
            for (const QString &line : linesBelow(entry))
                m_output.write(u"<p><em>%1</em></p>\n"_s.arg(line.toHtmlEscaped()));
            m_output.write(u"</section>\n"_s);
        }
        m_output.write(u"</article>\n"_s);
    }
    bool end() override
    {
        m_output.write(u"</body>\n</html>\n"_s);
        return !m_output.hasFailed();
    }

private:
    Output m_output;
};

} // namespace

DocumentWriter::~DocumentWriter() = default;

std::unique_ptr<DocumentWriter> createMarkdownWriter(QIODevice &device)
{
    return std::make_unique<MarkdownWriter>(device);
}

std::unique_ptr<DocumentWriter> createHtmlWriter(QIODevice &device)
{
    return std::make_unique<HtmlWriter>(device);
}

} // namespace bobbin
