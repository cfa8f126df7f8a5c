#pragma once

#include <QFlags>
#include <QtGlobal>

#include <array>
#include <span>

namespace bobbin {

/// What the patterns of the encodings tell characters apart by. Each character is of one class.
enum class CharacterClass : quint8 {
    Other = 0x01, ///< Punctuation, symbols, and what Unicode has not assigned.
    Upper = 0x02, ///< Lu and Lt.
    Lower = 0x04, ///< Ll.
    Caseless = 0x08, ///< Lm and Lo.
    Mark = 0x10, ///< M.
    Number = 0x20, ///< N.
    Space = 0x40, ///< White space without the line ends.
    LineEnd = 0x80, ///< CR and LF.
};
Q_DECLARE_FLAGS(CharacterClasses, CharacterClass)
Q_DECLARE_OPERATORS_FOR_FLAGS(CharacterClasses)

/// The class of every Unicode character.
///
/// It is a table of its own and not QChar::category(), since counts are to be those of the models: with the
/// version of Unicode that the reference has, whatever that of Qt is.
class CharacterTable final
{
public:
    [[nodiscard]] static const CharacterTable &get(); ///< Can be called from any thread.

    /// Of a character of the Basic Multilingual Plane. Of half a surrogate pair it is that of U+FFFD.
    [[nodiscard]] CharacterClass classOf(char16_t unit) const { return m_plane0[unit]; }
    /// Of any other character.
    [[nodiscard]] static CharacterClass classBeyondPlane0(char32_t character);

private:
    CharacterTable();

    std::array<CharacterClass, 0x10000> m_plane0;
};

/// In ascending order: where a new class begins (times 8), and the number of its bit in CharacterClass.
[[nodiscard]] std::span<const quint32> characterRanges();

} // namespace bobbin
