#include "markdown/markdownclosing.h"

#include "markdown/markdownblocks.h"

#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// What ends the raw HTML that begins in a line and goes on over blank lines, see section 4.6 of CommonMark;
// empty if none does.
QString endOfHtmlIn(QStringView line)
{
    static const QRegularExpression begin(
        u"^ {0,3}<(?:(!--)|(\\?)|(!\\[CDATA\\[)|(![a-z])|(script|pre|style|textarea)(?:[\\s>]|$))"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = begin.match(line);
    if (!match.hasMatch())
        return {};
    const auto isA = [&match](int kind) { return !match.capturedView(kind).isEmpty(); };
    return isA(1) ? u"-->"_s
        : isA(2)  ? u"?>"_s
        : isA(3)  ? u"]]>"_s
        : isA(4)  ? u">"_s
                  : u"</"_s + match.captured(5).toLower() + u'>';
}

// Any of the closing tags ends any of the elements.
bool endsHtml(QStringView line, const QString &end)
{
    static const QRegularExpression tag(u"</(?:script|pre|style|textarea)>"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    return end.startsWith("</"_L1) ? tag.match(line).hasMatch() : line.contains(end);
}

} // namespace

QString closingOf(QStringView markdown)
{
    MarkdownBlocks blocks;
    QString outside; // what is not in raw HTML, which the blocks know nothing of
    QString htmlEnd;
    for (qsizetype begin = 0; begin < markdown.size();) {
        const qsizetype lineBreak = markdown.indexOf(u'\n', begin);
        const qsizetype end = lineBreak < 0 ? markdown.size() : lineBreak;
        const QStringView line = markdown.sliced(begin, end - begin);
        begin = end + 1;
        if (htmlEnd.isEmpty()) {
            outside += line + u'\n';
            blocks.update(outside, false);
            if (blocks.closingFence().isEmpty())
                htmlEnd = endOfHtmlIn(line);
        }
        if (!htmlEnd.isEmpty() && endsHtml(line, htmlEnd))
            htmlEnd.clear();
    }
    return htmlEnd.isEmpty() ? blocks.closingFence() : htmlEnd;
}

} // namespace bobbin
