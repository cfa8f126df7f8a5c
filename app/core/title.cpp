#include "core/title.h"

#include "core/hiddencharacters.h"

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
        qsizetype end = space > Longest / 2 ? space : Longest;
        if (title.at(end - 1).isHighSurrogate())
            --end;
        title = title.left(end) + u'…';
    }
    return title;
}

} // namespace bobbin
