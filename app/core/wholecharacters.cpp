#include "core/wholecharacters.h"

#include <algorithm>
#include <utility>

namespace bobbin {

static bool isPairAt(const QString &text, qsizetype i)
{
    return text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
}

QString wholeCharacters(const QString &text)
{
    const auto isHalf = [](QChar c) { return c.isSurrogate(); };
    if (std::none_of(text.cbegin(), text.cend(), isHalf))
        return text;
    QString whole = text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isPairAt(text, i))
            ++i;
        else if (text[i].isSurrogate())
            whole[i] = QChar::ReplacementCharacter;
    }
    return whole;
}

QString wholeBeginning(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    return text.left(most > 0 && isPairAt(text, most - 1) ? most - 1 : most);
}

QString CharacterJoiner::feed(const QString &piece)
{
    if (piece.isEmpty())
        return piece;
    QString text = std::exchange(m_half, {}) + piece;
    if (text.back().isHighSurrogate()) {
        m_half = text.back();
        text.chop(1);
    }
    return wholeCharacters(text);
}

QString CharacterJoiner::finish() { return wholeCharacters(std::exchange(m_half, {})); }

} // namespace bobbin
