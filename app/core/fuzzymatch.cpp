#include "core/fuzzymatch.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace bobbin {
namespace {

constexpr int Letter = 16; // for each letter that is found
constexpr int Together = 12; // more, if it follows the one before
constexpr int WordBegins = 10; // more, at the beginning of a word
constexpr int TextBegins = 14;
constexpr int PartBegins = 7; // inside a word, as in camelCase
constexpr int GapBegins = -4;
constexpr int GapGoesOn = -1;
constexpr int FarthestGap = 20; // what is skipped beyond that counts no more
constexpr qsizetype LongestText = 200; // further letters are not looked at
constexpr qsizetype LongestWord = 40;
constexpr int Nothing = std::numeric_limits<int>::min() / 2;

QChar folded(QChar c)
{
    if (c.unicode() < 0x80)
        return c.toLower();
    QString parts = c.decomposition();
    while (!parts.isEmpty() && c.decompositionTag() == QChar::Canonical) {
        c = parts.front();
        parts = c.decomposition();
    }
    return c.toCaseFolded();
}

int bonusAt(const QString &text, qsizetype at)
{
    if (at == 0)
        return TextBegins;
    const QChar before = text.at(at - 1);
    const QChar here = text.at(at);
    if (!before.isLetterOrNumber() && !before.isMark())
        return WordBegins;
    const bool isPart = (before.isLower() && here.isUpper()) || (before.isLetter() && here.isDigit());
    return isPart ? PartBegins : 0;
}

bool hasInOrder(const QString &text, const QString &word)
{
    qsizetype at = 0;
    for (const QChar c : word) {
        at = text.indexOf(c, at) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

// The best way to find a word in a text: best[i][j] is what is reached with letter i of the word at place j
// of the text, from[i][j] the place of the letter before it.
class Alignment
{
public:
    Alignment(const QString &text, const QString &foldedText, const QString &word)
        : m_width(std::min(foldedText.size(), LongestText)), m_height(word.size()),
          m_best(size_t(m_width * m_height), Nothing), m_from(m_best.size(), -1)
    {
        for (qsizetype i = 0; i < m_height; ++i)
            fillRow(i, text, foldedText, word.at(i));
    }

    [[nodiscard]] int score() const
    {
        const auto row = m_best.begin() + m_width * (m_height - 1);
        return m_width == 0 ? Nothing : *std::max_element(row, row + m_width);
    }

    [[nodiscard]] QList<int> positions() const
    {
        const auto row = m_best.begin() + m_width * (m_height - 1);
        qsizetype at = std::max_element(row, row + m_width) - row;
        QList<int> positions;
        for (qsizetype i = m_height - 1; i >= 0; --i) {
            positions.prepend(int(at));
            at = m_from[index(i, at)];
        }
        return positions;
    }

private:
    [[nodiscard]] size_t index(qsizetype i, qsizetype j) const { return size_t(i * m_width + j); }

    void fillRow(qsizetype i, const QString &text, const QString &foldedText, QChar letter)
    {
        int reach = Nothing; // the best end of the row above that a gap can begin at, less what the gap costs
        qsizetype reachFrom = -1;
        for (qsizetype j = i; j < m_width; ++j) {
            if (i > 0 && j > 1 && m_best[index(i - 1, j - 2)] + GapBegins > reach) {
                reach = m_best[index(i - 1, j - 2)] + GapBegins;
                reachFrom = j - 2;
            } else if (reach > Nothing && j - reachFrom < FarthestGap) {
                reach += GapGoesOn;
            }
            if (foldedText.at(j) != letter)
                continue;
            const int bonus = bonusAt(text, j);
            int &best = m_best[index(i, j)];
            if (i == 0) {
                best = Letter + bonus + std::max<int>(-FarthestGap / 2, int(-j) / 2);
                continue;
            }
            const int together =
                j > 0 ? m_best[index(i - 1, j - 1)] + Letter + std::max(Together, bonus) : Nothing;
            const int apart = reach + Letter + bonus;
            if (std::max(together, apart) <= Nothing / 2)
                continue;
            best = std::max(together, apart);
            m_from[index(i, j)] = together >= apart ? j - 1 : reachFrom;
        }
    }

    const qsizetype m_width;
    const qsizetype m_height;
    std::vector<int> m_best;
    std::vector<qsizetype> m_from;
};

} // namespace

QString foldedForMatching(const QString &text)
{
    QString result = text;
    for (QChar &c : result)
        c = folded(c);
    return result;
}

FuzzyPattern::FuzzyPattern(const QString &typed)
{
    const QString composed = typed.normalized(QString::NormalizationForm_C);
    for (const QString &word : foldedForMatching(composed).split(u' ', Qt::SkipEmptyParts))
        m_words.append(word.left(LongestWord));
}

std::optional<int> FuzzyPattern::score(const QString &text, const QString &folded) const
{
    const auto isThere = [&folded](const QString &word) { return hasInOrder(folded, word); };
    if (!std::all_of(m_words.begin(), m_words.end(), isThere))
        return {};
    int sum = 0;
    for (const QString &word : m_words) {
        const int score = Alignment(text, folded, word).score();
        if (score <= Nothing / 2)
            return {};
        sum += score;
    }
    constexpr int LengthShare = 8; // of two texts that match as well, the shorter one
    return sum - int(std::min(text.size(), LongestText)) / LengthShare;
}

std::optional<FuzzyMatch> FuzzyPattern::match(const QString &text) const
{
    const QString folded = foldedForMatching(text);
    const auto scored = score(text, folded);
    if (!scored)
        return {};
    FuzzyMatch match {*scored, {}};
    for (const QString &word : m_words)
        match.positions += Alignment(text, folded, word).positions();
    std::sort(match.positions.begin(), match.positions.end());
    match.positions.erase(std::unique(match.positions.begin(), match.positions.end()), match.positions.end());
    return match;
}

} // namespace bobbin
