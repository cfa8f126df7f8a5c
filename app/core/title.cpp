#include "core/title.h"

#include <QRegularExpression>

namespace bobbin {

using namespace Qt::StringLiterals;

QString titleFromWords(const QString &text)
{
    constexpr qsizetype Longest = 60;
    static const QRegularExpression marks(u"[`*_#>\\[\\]]+"_s);
    const QString beginning = text.left(Longest * 10);
    QString title = QString(beginning).remove(marks).simplified();
    if (title.isEmpty())
        title = beginning.simplified();
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
