#include "roughtokens.h"

#include <QRegularExpression>

namespace bobbin {

using namespace Qt::StringLiterals;

QStringList roughTokens(const QString &text)
{
    static const QRegularExpression token(
        u"\\s?[\\p{L}\\p{M}\\p{N}_]{1,6}|\\s?[^\\s\\p{L}\\p{M}\\p{N}_]|\\s+"_s);
    QStringList tokens;
    auto matches = token.globalMatch(text);
    while (matches.hasNext())
        tokens << matches.next().captured();
    return tokens;
}

} // namespace bobbin
