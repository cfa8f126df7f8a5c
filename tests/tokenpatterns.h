#pragma once

#include "tokens/encoding.h"

#include <QStringBuilder>

namespace bobbin {

/// The regular expression that the reference cuts text with, for QRegularExpression.
inline QString tokenPattern(Encoding encoding)
{
    using namespace Qt::StringLiterals;

    const QString contraction = u"(?i:'s|'t|'re|'ve|'m|'ll|'d)"_s;
    const QString prefix = u"[^\\r\\n\\p{L}\\p{N}]?"_s;
    const QString number = u"|\\p{N}{1,3}"_s;
    const QString space = u"|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"_s;
    if (encoding == Encoding::Cl100k)
        return contraction % u'|' % prefix % u"\\p{L}+" % number % u"| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" % space;
    const QString upper = u"[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]"_s;
    const QString lower = u"[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]"_s;
    return prefix % upper % u'*' % lower % u'+' % contraction % u"?|" % prefix % upper % u'+' % lower % u'*'
        % contraction % u'?' % number % u"| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" % space;
}

} // namespace bobbin
