#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace bobbin {

/// Text as FuzzyPattern compares it: without case and accents, each character where it was.
[[nodiscard]] QString foldedForMatching(const QString &text);

/// How well a text has the letters of a pattern, and where.
struct FuzzyMatch {
    int score = 0;
    QList<int> positions; ///< In the text, ascending.

    friend bool operator==(const FuzzyMatch &, const FuzzyMatch &) = default;
};

/// What is typed to find something by a few of its letters. A text matches that has the letters of each word
/// in their order; the words may come in any order.
///
/// The score is higher the more letters stand together and at the beginnings of words, and the less is
/// skipped between them. Of the many ways to find the letters in a text the best one counts.
class FuzzyPattern final
{
public:
    explicit FuzzyPattern(const QString &typed);

    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    /// `folded` is foldedForMatching(text), which a caller with many patterns for one text keeps.
    [[nodiscard]] std::optional<int> score(const QString &text, const QString &folded) const;
    [[nodiscard]] std::optional<FuzzyMatch> match(const QString &text) const;

private:
    QStringList m_words;
};

} // namespace bobbin
