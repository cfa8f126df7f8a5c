#include "diff/textdiff.h"

#include "diff/sequencediff.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestLine = 2000; // UTF-16 units
constexpr qsizetype MostWords = 100'000; // of both sides of a place where they differ

bool standsAlone(QChar c)
{
    switch (c.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
        return true; // written without spaces between words
    default:
        return !c.isLetterOrNumber() && !c.isSpace() && !c.isMark();
    }
}

// The end of the word that begins at `from`: letters, or white space, or one character of any other kind.
qsizetype endOfWord(const QString &line, qsizetype from)
{
    const QChar first = line.at(from);
    qsizetype end = from + 1;
    if (first.isHighSurrogate() && end < line.size())
        return end + 1;
    if (standsAlone(first))
        return end;
    while (end < line.size() && !standsAlone(line.at(end)) && !line.at(end).isSurrogate()
           && line.at(end).isSpace() == first.isSpace())
        ++end;
    return end;
}

QList<LineRange> wordsOf(const QString &line)
{
    QList<LineRange> words;
    for (qsizetype at = 0; at < line.size();) {
        const qsizetype end = endOfWord(line, at);
        words.append({static_cast<int>(at), static_cast<int>(end - at)});
        at = end;
    }
    return words;
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    // All that ends a line where it is shown.
    static const QRegularExpression lineEnd(u"\r\n|[\n\r\\x{2028}\\x{2029}]"_s);
    const QStringList all = text.split(lineEnd);
    for (const QString &line : all) {
        QStringView rest(line);
        while (rest.size() > LongestLine) {
            const qsizetype space = rest.left(LongestLine).lastIndexOf(u' ');
            qsizetype end = space > LongestLine / 2 ? space + 1 : LongestLine;
            if (rest.at(end - 1).isHighSurrogate())
                --end;
            lines.append(rest.left(end).toString());
            rest = rest.mid(end);
        }
        lines.append(rest.toString());
    }
    return lines;
}

// Numbers for texts: equal ones for equal texts. The texts have to outlive it.
class Numbers
{
public:
    int of(QStringView text)
    {
        const auto it = m_numbers.constFind(text);
        return it != m_numbers.constEnd() ? *it : *m_numbers.insert(text, static_cast<int>(m_numbers.size()));
    }

private:
    QHash<QStringView, int> m_numbers;
};

// Lines of one side where the sides differ, cut into words.
struct Side {
    QList<int> words; // as numbers
    QList<int> lines; // of each word
    QList<int> weights; // of each word: its letters
    QList<int> lineWeights; // of each line, which stand in `first` and behind
    qsizetype first = 0;

    Side(const QStringList &texts, qsizetype from, qsizetype to, Numbers &numbers) : first(from)
    {
        for (qsizetype line = from; line < to && words.size() <= MostWords; ++line) {
            const QString &text = texts.at(line);
            int sum = 0;
            for (const LineRange &word : wordsOf(text)) {
                const bool isSpace = text.at(word.from).isSpace();
                words.append(numbers.of(QStringView(text).mid(word.from, word.length)));
                lines.append(static_cast<int>(line - from));
                weights.append(isSpace ? 0 : word.length);
                sum += weights.last();
            }
            lineWeights.append(sum);
        }
    }
};

struct LinePair {
    int left = 0;
    int right = 0;
    int weight = 0; // letters of the words that they have in common
};

// Lines that share words, in the order of the words, where a line can stand in several pairs.
QList<LinePair> findRelated(const Side &left, const Side &right)
{
    QList<LinePair> pairs;
    const SequenceDiff diff = diffSequences(left.words, right.words);
    qsizetype r = 0;
    for (qsizetype l = 0; l < left.words.size(); ++l) {
        if (diff.left.at(l))
            continue;
        while (diff.right.at(r))
            ++r;
        const LinePair pair {left.lines.at(l), right.lines.at(r), left.weights.at(l)};
        if (!pairs.isEmpty() && pairs.last().left == pair.left && pairs.last().right == pair.right)
            pairs.last().weight += pair.weight;
        else
            pairs.append(pair);
        ++r;
    }
    return pairs;
}

// Which lines are versions of each other: each in one pair, in order, and with much in common.
QList<LinePair> pairLines(const Side &left, const Side &right)
{
    QList<LinePair> chosen;
    if (left.words.size() + right.words.size() > MostWords)
        return chosen;
    for (const LinePair &pair : findRelated(left, right)) {
        const int both = left.lineWeights.at(pair.left) + right.lineWeights.at(pair.right);
        if (pair.weight == 0 || pair.weight * 5 < both)
            continue;
        const bool isTaken =
            !chosen.isEmpty() && (chosen.last().left == pair.left || chosen.last().right == pair.right);
        if (!isTaken)
            chosen.append(pair);
        else if (pair.weight > chosen.last().weight)
            chosen.last() = pair;
    }
    return chosen;
}

// The words that are marked, joined where only white space is between them.
QList<LineRange> rangesOf(const QString &line, const QList<LineRange> &words, const QBitArray &isMarked)
{
    QList<LineRange> ranges;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (!isMarked.at(i))
            continue;
        const LineRange &word = words.at(i);
        const bool goesOn = !ranges.isEmpty()
            && QStringView(line)
                   .mid(ranges.last().from + ranges.last().length,
                        word.from - ranges.last().from - ranges.last().length)
                   .trimmed()
                   .isEmpty();
        if (goesOn)
            ranges.last().length = word.from + word.length - ranges.last().from;
        else
            ranges.append(word);
    }
    return ranges;
}

DiffRow compareByWords(const QString &left, const QString &right)
{
    Numbers numbers;
    const auto numbersOf = [&numbers](const QString &line, const QList<LineRange> &words) {
        QList<int> result;
        for (const LineRange &word : words)
            result.append(numbers.of(QStringView(line).mid(word.from, word.length)));
        return result;
    };
    const QList<LineRange> leftWords = wordsOf(left);
    const QList<LineRange> rightWords = wordsOf(right);
    const SequenceDiff diff = diffSequences(numbersOf(left, leftWords), numbersOf(right, rightWords));
    return {.kind = DiffRow::Kind::Changed,
            .left = left,
            .right = right,
            .leftRanges = rangesOf(left, leftWords, diff.left),
            .rightRanges = rangesOf(right, rightWords, diff.right)};
}

QList<LineRange> wholeLine(const QString &line)
{
    if (line.isEmpty())
        return {};
    return {{0, static_cast<int>(line.size())}};
}

class TextComparison
{
public:
    TextComparison(const QString &left, const QString &right) : m_left(linesOf(left)), m_right(linesOf(right))
    {
    }

    QList<DiffRow> run();

private:
    void addDifference(qsizetype left, qsizetype leftEnd, qsizetype right, qsizetype rightEnd);
    void addUnpaired(qsizetype left, qsizetype leftEnd, qsizetype right, qsizetype rightEnd);

    const QStringList m_left;
    const QStringList m_right;
    Numbers m_words;
    QList<DiffRow> m_rows;
};

QList<DiffRow> TextComparison::run()
{
    Numbers numbers;
    const auto numbersOf = [&numbers](const QStringList &lines) {
        QList<int> result;
        for (const QString &line : lines)
            result.append(numbers.of(line));
        return result;
    };
    const SequenceDiff diff = diffSequences(numbersOf(m_left), numbersOf(m_right));
    qsizetype left = 0;
    qsizetype right = 0;
    while (left < m_left.size() || right < m_right.size()) {
        const qsizetype leftBegin = left;
        const qsizetype rightBegin = right;
        while (left < m_left.size() && diff.left.at(left))
            ++left;
        while (right < m_right.size() && diff.right.at(right))
            ++right;
        addDifference(leftBegin, left, rightBegin, right);
        if (left < m_left.size() && right < m_right.size())
            m_rows.append(
                {.kind = DiffRow::Kind::Same, .left = m_left.at(left++), .right = m_right.at(right++)});
    }
    return m_rows;
}

void TextComparison::addDifference(qsizetype left, qsizetype leftEnd, qsizetype right, qsizetype rightEnd)
{
    if (left < leftEnd && right < rightEnd) {
        const Side leftSide(m_left, left, leftEnd, m_words);
        const Side rightSide(m_right, right, rightEnd, m_words);
        for (const LinePair &pair : pairLines(leftSide, rightSide)) {
            const qsizetype nextLeft = leftSide.first + pair.left;
            const qsizetype nextRight = rightSide.first + pair.right;
            addUnpaired(left, nextLeft, right, nextRight);
            m_rows.append(compareByWords(m_left.at(nextLeft), m_right.at(nextRight)));
            left = nextLeft + 1;
            right = nextRight + 1;
        }
    }
    addUnpaired(left, leftEnd, right, rightEnd);
}

// Lines that have nothing in common stand side by side all the same, as far as there are such on both sides.
void TextComparison::addUnpaired(qsizetype left, qsizetype leftEnd, qsizetype right, qsizetype rightEnd)
{
    while (left < leftEnd || right < rightEnd) {
        DiffRow row;
        row.kind = left == leftEnd ? DiffRow::Kind::RightOnly
            : right == rightEnd    ? DiffRow::Kind::LeftOnly
                                   : DiffRow::Kind::Changed;
        if (left < leftEnd)
            row.left = m_left.at(left++);
        if (right < rightEnd)
            row.right = m_right.at(right++);
        row.leftRanges = wholeLine(row.left);
        row.rightRanges = wholeLine(row.right);
        m_rows.append(row);
    }
}

} // namespace

QList<DiffRow> diffTexts(const QString &left, const QString &right)
{
    return TextComparison(left, right).run();
}

} // namespace bobbin
