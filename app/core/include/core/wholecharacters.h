#pragma once

#include <QChar>
#include <QString>

namespace bobbin {

/// `text` with U+FFFD for each half of a surrogate pair that stands alone. What takes UTF-16 unchecked, as
/// SQLite does, would take the next character for the other half, and spoil it.
[[nodiscard]] QString wholeCharacters(const QString &text);

/// The beginning of `text`: no more than `most` UTF-16 units, and no half of a pair that is whole in it.
[[nodiscard]] QString wholeBeginning(const QString &text, qsizetype most);

/// Makes the characters of a text whole that comes in pieces, which may be cut between the halves of a pair.
class CharacterJoiner
{
public:
    /// The next piece; a half at its end is held back.
    [[nodiscard]] QString feed(const QString &piece);
    /// At the end: what was held back.
    [[nodiscard]] QString finish();

private:
    QString m_half; // empty, or one unit
};

} // namespace bobbin
