#pragma once

#include <QByteArray>
#include <QList>

#include <random>

namespace bobbin {

/// Writes text that costs a search index and a Markdown parser what real text does, from a seed alone.
///
/// The words follow Zipf's law over an invented vocabulary of 50,000 words of 2 to 12 letters, the
/// most frequent ones the shortest. The same seed gives the same text on every machine: nothing here
/// depends on how a standard library draws its numbers.
class Words final
{
public:
    explicit Words(quint64 seed);

    /// A number from 0 to `end` - 1.
    [[nodiscard]] quint64 below(quint64 end) { return m_engine() % end; }
    /// A number from 0 to 1.
    [[nodiscard]] double fraction() { return double(m_engine() >> 11) / double(quint64(1) << 53); }
    /// The word of this rank; 0 is the most frequent one.
    [[nodiscard]] const QByteArray &word(qsizetype rank) const { return m_vocabulary.at(rank); }
    [[nodiscard]] qsizetype count() const { return m_vocabulary.size(); }

    /// Words up to about `size` bytes, without Markdown.
    [[nodiscard]] QByteArray title(qsizetype size);
    /// Paragraphs, as a person writes.
    [[nodiscard]] QByteArray question(qsizetype size);
    /// Paragraphs, headings, lists, tables and code, as a model writes.
    [[nodiscard]] QByteArray answer(qsizetype size);

private:
    void appendWord(QByteArray &text);
    void appendSentence(QByteArray &text);
    void appendParagraph(QByteArray &text, int sentences);
    void appendList(QByteArray &text);
    void appendTable(QByteArray &text);
    void appendCode(QByteArray &text);

    std::mt19937_64 m_engine;
    QList<QByteArray> m_vocabulary;
};

/// An answer in `count` tokens, as a service streams it: the same for the same count.
[[nodiscard]] QList<QByteArray> tokensOfAnswer(int count);

} // namespace bobbin
