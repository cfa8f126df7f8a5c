#pragma once

#include "charactertable_p.h"

#include "tokens/encoding.h"

#include <QStringView>

namespace bobbin {

/// Cuts a text into the pieces that are encoded one by one: words, groups of digits, punctuation, white
/// space.
///
/// It does by hand, and several times as fast, what the regular expressions of the encodings do; U is short
/// for
/// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]` and L for `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`:
///
///     o200k_base   [^\r\n\p{L}\p{N}]?U*L+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
///                 |[^\r\n\p{L}\p{N}]?U+L*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
///                 |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
///     cl100k_base  (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+
///                 |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
class TextSplitter final
{
public:
    /// The text must outlive the splitter.
    TextSplitter(Encoding encoding, QStringView text);

    /// The next piece, at least one character; empty at the end. All pieces together are the text.
    [[nodiscard]] QStringView next();

private:
    struct Character {
        CharacterClass characterClass;
        qsizetype length; ///< In UTF-16 units: 1 or 2.
    };

    [[nodiscard]] Character characterAt(qsizetype position) const;
    [[nodiscard]] bool isAt(qsizetype position, CharacterClasses classes) const;
    [[nodiscard]] qsizetype endOfRun(qsizetype begin, CharacterClasses classes) const;
    [[nodiscard]] qsizetype contractionEnd(qsizetype begin) const;
    [[nodiscard]] qsizetype wordEnd(qsizetype begin) const;
    [[nodiscard]] qsizetype o200kWordEnd(qsizetype begin) const;
    [[nodiscard]] qsizetype lowerWordEnd(qsizetype begin) const;
    [[nodiscard]] qsizetype numberEnd(qsizetype begin) const;
    [[nodiscard]] qsizetype punctuationEnd(qsizetype begin) const;
    [[nodiscard]] qsizetype whiteSpaceEnd(qsizetype begin) const;

    const CharacterTable &m_table;
    const Encoding m_encoding;
    const QStringView m_text;
    qsizetype m_position = 0;
};

} // namespace bobbin
