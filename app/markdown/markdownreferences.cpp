#include "markdownreferences_p.h"

#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestLabel = 999; // CommonMark 0.31, section 4.7

QString normalized(QStringView label) { return label.toString().simplified().toCaseFolded(); }

} // namespace

std::set<QString> labelsUsedBy(QStringView text)
{
    std::set<QString> labels;
    qsizetype open = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'[') {
            open = i;
        } else if (text[i] == u']' && open >= 0) {
            const QStringView label = text.sliced(open + 1, i - open - 1);
            const bool isInline = i + 1 < text.size() && text[i + 1] == u'(';
            if (!isInline && label.size() <= LongestLabel && !label.trimmed().isEmpty())
                labels.insert(normalized(label));
            open = -1;
        }
    }
    forEachDefinition(text, [&labels](const QString &label, QStringView) { labels.erase(label); });
    return labels;
}

void forEachDefinition(QStringView text, const std::function<void(const QString &, QStringView)> &found)
{
    static const QRegularExpression definition(
        uR"(^ {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*))"
        uR"((?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\r?$)"_s);
    while (text.startsWith(u'[') || text.startsWith(u' ')) {
        const qsizetype lineBreak = text.indexOf(u'\n');
        const QStringView line = lineBreak < 0 ? text : text.first(lineBreak);
        if (line.size() > 4 * LongestLabel)
            return;
        const QRegularExpressionMatch match = definition.match(line);
        if (!match.hasMatch() || match.capturedView(1).trimmed().isEmpty())
            return;
        found(normalized(match.capturedView(1)), line);
        if (lineBreak < 0)
            return;
        text = text.sliced(lineBreak + 1);
    }
}

} // namespace bobbin
