#include "core/title.h"

#include "core/hiddencharacters.h"
#include "core/wholecharacters.h"

#include <QRegularExpression>

namespace bobbin {

using namespace Qt::StringLiterals;

QString plainTitle(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isSpace())
            plain += u' ';
        else if (!isHidden(text, i))
            plain += text[i];
    }
    return plain.simplified();
}

QString titleFromWords(const QString &text)
{
    constexpr qsizetype Longest = 60;
    static const QRegularExpression marks(u"[`*_#>\\[\\]]+"_s);
    const QString beginning = text.left(Longest * 10);
    QString title = plainTitle(QString(beginning).remove(marks));
    if (title.isEmpty())
        title = plainTitle(beginning);
    if (title.size() > Longest) {
        const qsizetype space = title.lastIndexOf(u' ', Longest);
        title = wholeBeginning(title, space > Longest / 2 ? space : Longest) + u'…';
    }
    return title;
}

QString beginningOf(const QString &title)
{
    constexpr qsizetype Longest = 1000;
    return wholeBeginning(title, Longest);
}

QString cleanName(const QString &text)
{
    constexpr qsizetype LongestToClean = 10'000; // there may be much in it that is not kept
    return beginningOf(plainTitle(wholeBeginning(text, LongestToClean)));
}

} // namespace bobbin
