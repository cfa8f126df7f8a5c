#include "words.h"

#include <QSet>

#include <array>
#include <cmath>

namespace bobbin {
namespace {

constexpr qsizetype VocabularySize = 50'000;
constexpr std::array consonants {"b", "d", "f", "g", "h", "k", "l",  "m",
                                 "n", "p", "r", "s", "t", "v", "st", "tr"};
constexpr std::array vowels {"a", "e", "i", "o", "u", "ai", "ou"};

} // namespace

Words::Words(quint64 seed) : m_engine(seed)
{
    constexpr quint64 VocabularySeed = 20'261'120; // the vocabulary is the same whatever the text
    std::mt19937_64 engine(VocabularySeed);
    QSet<QByteArray> known;
    m_vocabulary.reserve(VocabularySize);
    while (m_vocabulary.size() < VocabularySize) {
        const int syllables = m_vocabulary.size() < 60 ? 1
            : m_vocabulary.size() < 3000               ? 2
                                                       : 3 + int(engine() % 2);
        QByteArray word;
        for (int i = 0; i < syllables; ++i) {
            word += consonants[engine() % consonants.size()];
            word += vowels[engine() % vowels.size()];
        }
        word.truncate(12);
        if (!known.contains(word)) {
            known.insert(word);
            m_vocabulary.append(word);
        }
    }
}

// The logarithm of the rank is distributed evenly: the frequency of a word is inverse to its rank.
void Words::appendWord(QByteArray &text)
{
    const double rank = std::exp2(fraction() * std::log2(double(VocabularySize)));
    text += m_vocabulary.at(qMin(VocabularySize, qsizetype(rank)) - 1);
}

void Words::appendSentence(QByteArray &text)
{
    const qsizetype start = text.size();
    const quint64 count = 5 + below(14);
    for (quint64 i = 0; i < count; ++i) {
        if (i > 0)
            text += below(12) == 0 ? ", " : " ";
        appendWord(text);
    }
    text[start] = char(text.at(start) - 'a' + 'A');
    text += ". ";
}

void Words::appendParagraph(QByteArray &text, int sentences)
{
    for (int i = 0; i < sentences; ++i) {
        if (below(9) == 0) {
            text += "**";
            appendWord(text);
            text += "** ";
        }
        appendSentence(text);
    }
    text += "\n\n";
}

void Words::appendList(QByteArray &text)
{
    const bool isNumbered = below(2) == 0;
    const quint64 count = 3 + below(4);
    for (quint64 i = 1; i <= count; ++i) {
        text += isNumbered ? QByteArray::number(i) + ". `" : QByteArray("- `");
        appendWord(text);
        text += "` ";
        appendSentence(text);
        text += '\n';
    }
    text += '\n';
}

void Words::appendTable(QByteArray &text)
{
    for (int row = 0; row < 5; ++row) {
        for (int column = 0; column < 3; ++column) {
            text += "| ";
            appendWord(text);
            text += ' ';
        }
        text += "|\n";
        if (row == 0)
            text += "| --- | --- | ---: |\n";
    }
    text += '\n';
}

void Words::appendCode(QByteArray &text)
{
    text += "```cpp\n";
    const quint64 lines = 4 + below(12);
    for (quint64 i = 0; i < lines; ++i) {
        text += "    const auto ";
        appendWord(text);
        text += " = ";
        appendWord(text);
        text += "(\"";
        appendWord(text);
        text += "\", " + QByteArray::number(below(1000)) + "); // ";
        appendWord(text);
        text += '\n';
    }
    text += "```\n\n";
}

QByteArray Words::title(qsizetype size)
{
    QByteArray text;
    while (text.size() < size) {
        if (!text.isEmpty())
            text += ' ';
        appendWord(text);
    }
    return text;
}

QByteArray Words::question(qsizetype size)
{
    QByteArray text;
    while (text.size() < size)
        appendParagraph(text, 1 + int(below(3)));
    return text.trimmed();
}

QByteArray Words::answer(qsizetype size)
{
    QByteArray text;
    appendParagraph(text, 2);
    while (text.size() < size) {
        switch (below(8)) {
        case 0:
            text += "## ";
            appendSentence(text);
            text += "\n\n";
            break;
        case 1:
            appendList(text);
            break;
        case 2:
            appendCode(text);
            break;
        case 3:
            appendTable(text);
            break;
        default:
            appendParagraph(text, 2 + int(below(4)));
        }
    }
    return text.trimmed();
}

QList<QByteArray> tokensOfAnswer(int count)
{
    constexpr quint64 LongestToken = 7; // bytes; 4 on the average, as the usual vocabularies cut English
    Words words(42);
    const QByteArray text = words.answer(qsizetype(count) * qsizetype(LongestToken));
    QList<QByteArray> tokens;
    for (qsizetype at = 0; tokens.size() < count; at += tokens.constLast().size())
        tokens.append(text.mid(at, 1 + qsizetype(words.below(LongestToken))));
    return tokens;
}

} // namespace bobbin
