#include "fragmentwriter_p.h"

#include "core/linktarget.h"
#include "formulaobject_p.h"
#include "ui/textpart.h"

#include <QTextBlock>
#include <QTextDocument>

#include <functional>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

using WriteBlock = std::function<void(const QTextBlock &block, const QString &contents)>;
using WriteRun = std::function<QString(const QString &text, const QTextCharFormat &format)>;

// The characters of a fragment from `from` to `to`; those that stand for a formula as its source.
QString textOf(const QTextFragment &fragment, int from, int to)
{
    if (FormulaObject::isFormula(fragment.charFormat()))
        return FormulaObject::source(fragment.charFormat()).repeated(to - from);
    return fragment.text().mid(from - fragment.position(), to - from);
}

void forEachBlock(const QTextDocument &document, int begin, int end, const WriteRun &writeRun,
                  const WriteBlock &writeBlock)
{
    for (QTextBlock block = document.findBlock(begin); block.isValid() && block.position() < end;
         block = block.next()) {
        QString contents;
        const int markEnd = block.position() + block.blockFormat().intProperty(TextPart::MarkLength);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const int from = qMax(qMax(begin, markEnd), fragment.position());
            const int to = qMin(end, fragment.position() + fragment.length());
            if (from < to)
                contents += writeRun(textOf(fragment, from, to), fragment.charFormat());
        }
        writeBlock(block, contents);
    }
}

QString mark(const QTextBlock &block)
{
    return block.text().left(qMax(0, block.blockFormat().intProperty(TextPart::MarkLength) - 1));
}

bool isKeptLink(const QTextCharFormat &format)
{
    return format.isAnchor() && isLinkToKeep(format.anchorHref());
}

} // namespace

QString htmlOf(const QTextDocument &document, int begin, int end)
{
    QString html;
    const auto run = [](const QString &text, const QTextCharFormat &format) {
        QString result = text.toHtmlEscaped().replace(QChar::LineSeparator, "<br>"_L1);
        const auto wrap = [&result](bool isWanted, QLatin1StringView tag) {
            if (isWanted)
                result = u'<' + tag + u'>' + result + u"</"_s + tag + u'>';
        };
        wrap(format.fontFixedPitch(), "code"_L1);
        wrap(format.fontWeight() >= QFont::Bold, "strong"_L1);
        wrap(format.fontItalic(), "em"_L1);
        wrap(format.fontStrikeOut(), "del"_L1);
        if (isKeptLink(format))
            result = u"<a href=\""_s + format.anchorHref().toHtmlEscaped() + u"\">"_s + result + u"</a>"_s;
        return result;
    };
    forEachBlock(document, begin, end, run, [&html](const QTextBlock &block, const QString &contents) {
        const int level = block.blockFormat().intProperty(TextPart::HeadingLevel);
        const QString tag = level > 0 ? u"h"_s + QString::number(level) : u"p"_s;
        const QString prefix = mark(block).isEmpty() ? QString() : mark(block).toHtmlEscaped() + u' ';
        html += u'<' + tag + u'>' + prefix + contents + u"</"_s + tag + u">\n"_s;
    });
    return html;
}

QString markdownOf(const QTextDocument &document, int begin, int end)
{
    QString markdown;
    const auto run = [](const QString &text, const QTextCharFormat &format) {
        QString result = text;
        result.replace(QChar::LineSeparator, u'\n');
        if (format.fontFixedPitch())
            return QString(u'`' + result + u'`');
        if (format.fontItalic())
            result = u'*' + result + u'*';
        if (format.fontWeight() >= QFont::Bold)
            result = u"**"_s + result + u"**"_s;
        if (format.fontStrikeOut())
            result = u"~~"_s + result + u"~~"_s;
        if (isKeptLink(format))
            result = u'[' + result + u"]("_s + format.anchorHref() + u')';
        return result;
    };
    forEachBlock(document, begin, end, run, [&markdown](const QTextBlock &block, const QString &contents) {
        QString prefix = QString(block.blockFormat().intProperty(TextPart::HeadingLevel), u'#');
        if (const QString itemMark = mark(block); !itemMark.isEmpty())
            prefix = itemMark.endsWith(u'.') ? itemMark : u"-"_s;
        if (!markdown.isEmpty())
            markdown += u"\n\n"_s;
        markdown += (prefix.isEmpty() ? prefix : prefix + u' ') + contents;
    });
    return markdown;
}

} // namespace bobbin
