#include "textsplitter_p.h"

#include <QChar>

namespace bobbin {
namespace {

constexpr CharacterClasses Letter = CharacterClass::Upper | CharacterClass::Lower | CharacterClass::Caseless;
constexpr CharacterClasses UpperPart =
    CharacterClass::Upper | CharacterClass::Caseless | CharacterClass::Mark;
constexpr CharacterClasses LowerPart =
    CharacterClass::Lower | CharacterClass::Caseless | CharacterClass::Mark;
// What a word may have in front: [^\r\n\p{L}\p{N}].
constexpr CharacterClasses WordPrefix = CharacterClass::Other | CharacterClass::Mark | CharacterClass::Space;
constexpr CharacterClasses Punctuation = CharacterClass::Other | CharacterClass::Mark; // [^\s\p{L}\p{N}]
constexpr CharacterClasses WhiteSpace = CharacterClass::Space | CharacterClass::LineEnd;

constexpr int LongestNumber = 3;

// As case-insensitive regular expressions see it; the long s is an s to them.
char16_t folded(QChar letter)
{
    const char16_t unit = letter.unicode();
    if (unit == u'\u017F')
        return u's';
    return unit >= u'A' && unit <= u'Z' ? char16_t(unit | 0x20) : unit;
}

} // namespace

TextSplitter::TextSplitter(Encoding encoding, QStringView text)
    : m_table(CharacterTable::get()), m_encoding(encoding), m_text(text)
{
}

QStringView TextSplitter::next()
{
    if (m_position == m_text.size())
        return {};
    const qsizetype begin = m_position;
    // Each gives its own beginning where it does not match, and the first that matches counts.
    m_position = wordEnd(begin);
    if (m_position == begin)
        m_position = numberEnd(begin);
    if (m_position == begin)
        m_position = punctuationEnd(begin);
    if (m_position == begin)
        m_position = whiteSpaceEnd(begin);
    Q_ASSERT(m_position > begin);
    return m_text.sliced(begin, m_position - begin);
}

inline TextSplitter::Character TextSplitter::characterAt(qsizetype position) const
{
    const QChar unit = m_text[position];
    if (unit.isHighSurrogate() && position + 1 < m_text.size() && m_text[position + 1].isLowSurrogate())
        return {CharacterTable::classBeyondPlane0(QChar::surrogateToUcs4(unit, m_text[position + 1])), 2};
    return {m_table.classOf(unit.unicode()), 1};
}

inline bool TextSplitter::isAt(qsizetype position, CharacterClasses classes) const
{
    return position < m_text.size() && (classes & characterAt(position).characterClass);
}

inline qsizetype TextSplitter::endOfRun(qsizetype begin, CharacterClasses classes) const
{
    qsizetype end = begin;
    while (end < m_text.size()) {
        const Character character = characterAt(end);
        if (!(classes & character.characterClass))
            break;
        end += character.length;
    }
    return end;
}

// (?i:'s|'t|'re|'ve|'m|'ll|'d)
qsizetype TextSplitter::contractionEnd(qsizetype begin) const
{
    if (begin + 1 >= m_text.size() || m_text[begin] != u'\'')
        return begin;
    const char16_t first = folded(m_text[begin + 1]);
    if (first == u's' || first == u't' || first == u'm' || first == u'd')
        return begin + 2;
    const char16_t second = begin + 2 < m_text.size() ? folded(m_text[begin + 2]) : u'\0';
    const bool isLong =
        (second == u'e' && (first == u'r' || first == u'v')) || (second == u'l' && first == u'l');
    return isLong ? begin + 3 : begin;
}

qsizetype TextSplitter::wordEnd(qsizetype begin) const
{
    if (m_encoding == Encoding::O200k) {
        const qsizetype end = o200kWordEnd(begin);
        return end == begin ? begin : contractionEnd(end);
    }
    if (const qsizetype end = contractionEnd(begin); end != begin)
        return end;
    const Character first = characterAt(begin);
    const qsizetype word = (WordPrefix & first.characterClass) ? begin + first.length : begin;
    const qsizetype end = endOfRun(word, Letter);
    return end == word ? begin : end;
}

// [^\r\n\p{L}\p{N}]?U*L+ or else [^\r\n\p{L}\p{N}]?U+L*
qsizetype TextSplitter::o200kWordEnd(qsizetype begin) const
{
    const Character first = characterAt(begin);
    const bool hasPrefix = bool(WordPrefix & first.characterClass);
    const qsizetype word = hasPrefix ? begin + first.length : begin;
    if (const qsizetype end = lowerWordEnd(word); end != word)
        return end;
    // A mark can be the prefix or the word. It is the prefix where that makes the first alternative match.
    if (first.characterClass == CharacterClass::Mark)
        return word;
    const qsizetype end = endOfRun(word, UpperPart); // no L can follow, or the first would have matched
    return end == word ? begin : end;
}

// U*L+, where U and L share the letters without case and the marks: U* gives back as little as it can.
qsizetype TextSplitter::lowerWordEnd(qsizetype begin) const
{
    qsizetype end = begin;
    qsizetype sharedEnd = begin; // where the last character that is both U and L ends
    while (end < m_text.size()) {
        const Character character = characterAt(end);
        if (character.characterClass == CharacterClass::Lower)
            return endOfRun(end, LowerPart);
        if (!(UpperPart & character.characterClass))
            break;
        end += character.length;
        if (character.characterClass != CharacterClass::Upper)
            sharedEnd = end;
    }
    return sharedEnd;
}

// \p{N}{1,3}
qsizetype TextSplitter::numberEnd(qsizetype begin) const
{
    qsizetype end = begin;
    for (int count = 0; count < LongestNumber && isAt(end, CharacterClass::Number); ++count)
        end += characterAt(end).length;
    return end;
}

//  ?[^\s\p{L}\p{N}]+[\r\n/]*, in cl100k_base without the slash
qsizetype TextSplitter::punctuationEnd(qsizetype begin) const
{
    const qsizetype first = m_text[begin] == u' ' ? begin + 1 : begin;
    qsizetype end = endOfRun(first, Punctuation);
    if (end == first)
        return begin;
    while (isAt(end, CharacterClass::LineEnd)
           || (m_encoding == Encoding::O200k && end < m_text.size() && m_text[end] == u'/'))
        ++end;
    return end;
}

// \s*[\r\n]+|\s+(?!\S)|\s+
qsizetype TextSplitter::whiteSpaceEnd(qsizetype begin) const
{
    const qsizetype end = endOfRun(begin, WhiteSpace);
    for (qsizetype i = end; i > begin; --i) {
        if (m_table.classOf(m_text[i - 1].unicode()) == CharacterClass::LineEnd)
            return i;
    }
    // The last one belongs to what follows, which may yet take it or not.
    return end < m_text.size() && end - begin > 1 ? end - 1 : end;
}

} // namespace bobbin
