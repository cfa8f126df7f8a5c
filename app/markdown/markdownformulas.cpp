#include "markdownformulas_p.h"

#include "markdown/markdownline.h"

#include <QRegularExpression>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestFormula = 5000; // characters; also how far the end of one is looked for

QStringView lineAt(QStringView text, qsizetype begin)
{
    const qsizetype end = text.indexOf(u'\n', begin);
    return text.sliced(begin, (end < 0 ? text.size() : end) - begin);
}

// How much of the start of a line belongs to the quotes and list items that it is in.
qsizetype containerLength(QStringView line)
{
    qsizetype length = 0;
    while (length < line.size()) {
        if (line[length].isSpace() || line[length] == u'>')
            ++length;
        else if (const ListMark mark = listMarkAt(line.sliced(length)))
            length += mark.length;
        else
            break;
    }
    return length;
}

bool isBlank(QStringView line)
{
    return std::all_of(line.begin(), line.end(), [](QChar c) { return c.isSpace() || c == u'>'; });
}

bool hasBlankLine(QStringView text)
{
    qsizetype lineBreak = text.indexOf(u'\n');
    while (lineBreak >= 0) {
        const qsizetype next = text.indexOf(u'\n', lineBreak + 1);
        if (next >= 0 && isBlank(text.sliced(lineBreak + 1, next - lineBreak - 1)))
            return true;
        lineBreak = next;
    }
    return false;
}

qsizetype runLength(QStringView text, qsizetype begin)
{
    qsizetype end = begin;
    while (end < text.size() && text[end] == text[begin])
        ++end;
    return end - begin;
}

// Where the run of backticks at `begin` is closed, behind the closing run; -1 if it is not.
qsizetype codeSpanEnd(QStringView text, qsizetype begin)
{
    const qsizetype length = runLength(text, begin);
    qsizetype i = begin + length;
    while ((i = text.indexOf(u'`', i)) >= 0) {
        const qsizetype other = runLength(text, i);
        if (other == length)
            return i + other;
        i += other;
    }
    return -1;
}

// Whether a code span begins in `text` between `begin` and `end`, and ends behind that.
bool codeSpanCrosses(QStringView text, qsizetype begin, qsizetype end)
{
    qsizetype i = begin;
    while ((i = text.indexOf(u'`', i)) >= 0 && i < end) {
        const qsizetype close = codeSpanEnd(text, i);
        if (close > end)
            return true;
        i = close < 0 ? i + runLength(text, i) : close;
    }
    return false;
}

// Where `closing` stands first behind `from`, passing over what a backslash escapes; -1 if it does not.
qsizetype findClosing(QStringView text, qsizetype from, QStringView closing)
{
    const qsizetype limit = std::min(text.size(), from + LongestFormula);
    for (qsizetype i = from; i < limit; ++i) {
        if (text.sliced(i).startsWith(closing))
            return i;
        if (text[i] == u'\\')
            ++i;
    }
    return -1;
}

QStringView closingOf(DisplayMath display) { return display == DisplayMath::Dollars ? u"$$" : u"\\]"; }

// "$5 and 10$ more": a number with words behind it and nothing that formulas consist of.
bool isProse(QStringView content)
{
    static const QRegularExpression words(u"^[0-9][^\\\\^_={}+<>|]*\\s[^\\\\^_={}+<>|]*\\p{L}{2}"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    return words
        .match(content, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption)
        .hasMatch();
}

// "\[1\]" is a reference.
bool isReference(QStringView content)
{
    return std::all_of(content.begin(), content.end(), [](QChar c) {
        return c.isDigit() || c.isSpace() || c == u',' || c == u'-' || c == u'–';
    });
}

class Scanner
{
public:
    explicit Scanner(QStringView source) : m_source(source) { }

    std::vector<MarkdownFormula> scan()
    {
        while (m_at < m_source.size()) {
            const bool isLineStart = m_at == 0 || m_source[m_at - 1] == u'\n';
            if (isLineStart && skipFencedCode())
                continue;
            switch (m_source[m_at].unicode()) {
            case u'`': {
                const qsizetype end = codeSpanEnd(m_source, m_at);
                m_at = end < 0 ? m_at + runLength(m_source, m_at) : end;
                break;
            }
            case u'\\':
                takeBackslash();
                break;
            case u'$':
                takeDollars();
                break;
            default:
                ++m_at;
                break;
            }
        }
        return std::move(m_formulas);
    }

private:
    bool skipFencedCode()
    {
        const QStringView line = lineAt(m_source, m_at);
        const QStringView fence = line.sliced(containerLength(line));
        const qsizetype length = fenceLengthAt(fence);
        if (length == 0)
            return false;
        const QStringView mark = fence.first(length);
        m_at = std::min(m_source.size(), m_at + line.size() + 1);
        while (m_at < m_source.size()) {
            const QStringView next = lineAt(m_source, m_at);
            m_at = std::min(m_source.size(), m_at + next.size() + 1);
            const QStringView rest = next.sliced(containerLength(next)).trimmed();
            if (rest.startsWith(mark) && runLength(rest, 0) == rest.size())
                break;
        }
        return true;
    }

    void takeBackslash()
    {
        const QChar next = m_at + 1 < m_source.size() ? m_source[m_at + 1] : QChar();
        if (next == u'(') {
            const qsizetype close = findClosing(m_source, m_at + 2, u"\\)");
            const qsizetype nested = findClosing(m_source, m_at + 2, u"\\(");
            if (close >= 0 && (nested < 0 || nested > close) && take(2, close, false))
                return;
        } else if (next == u'[' && takeDisplay(DisplayMath::Brackets)) {
            return;
        }
        m_at += 2;
    }

    void takeDollars()
    {
        const qsizetype length = runLength(m_source, m_at);
        const bool isTaken = length == 1 ? takeInline()
            : length == 2                ? takeDisplay(DisplayMath::Dollars)
                                         : false;
        if (!isTaken)
            m_at += length;
    }

    bool takeInline()
    {
        const qsizetype first = m_at + 1;
        const bool isWord = m_at > 0 && m_source[m_at - 1].isLetterOrNumber();
        if (isWord || first >= m_source.size() || m_source[first].isSpace())
            return false;
        const qsizetype close = findClosing(m_source, first, u"$");
        if (close <= first || m_source[close - 1].isSpace())
            return false;
        const QChar last = m_source[close - 1];
        const QChar behind = close + 1 < m_source.size() ? m_source[close + 1] : QChar(u' ');
        const bool endsAWord = last.isLetterOrNumber() || last == u'}' || last == u')';
        // "the $n$th": letters may follow, but not those of another variable of a shell
        const bool isSuffix = behind.isLower() && endsAWord;
        if (behind.isDigit() || behind == u'_' || behind == u'$' || (behind.isLetter() && !isSuffix))
            return false;
        if (isProse(m_source.sliced(first, close - first)) || codeSpanCrosses(m_source, first, close))
            return false;
        return take(1, close, false);
    }

    bool takeDisplay(DisplayMath display)
    {
        const qsizetype first = m_at + 2;
        const qsizetype close = findClosing(m_source, first, closingOf(display));
        if (close < 0 || hasBlankLine(m_source.sliced(first, close - first)))
            return takeHalfWritten();
        const QStringView content = m_source.sliced(first, close - first);
        const bool isMoney =
            display == DisplayMath::Dollars && close + 2 < m_source.size() && m_source[close + 2].isDigit();
        const bool isOther = display == DisplayMath::Brackets && isReference(content);
        return !isMoney && !isOther && take(2, close, true);
    }

    // A displayed formula at the start of a line whose end is still to come.
    bool takeHalfWritten()
    {
        const qsizetype lineBegin = m_at == 0 ? 0 : m_source.lastIndexOf(u'\n', m_at - 1) + 1;
        const bool isFirst = containerLength(m_source.sliced(lineBegin)) >= m_at - lineBegin;
        const QStringView rest = m_source.sliced(m_at);
        if (!isFirst || hasBlankLine(rest) || rest.size() > LongestFormula)
            return false;
        m_formulas.push_back({m_at, m_source.size(), withoutMarks(rest), {}, true, false});
        m_at = m_source.size();
        return true;
    }

    // The formula whose content is between a delimiter of `length` characters here and one at `close`.
    bool take(qsizetype length, qsizetype close, bool isDisplay)
    {
        const QStringView content = m_source.sliced(m_at + length, close - m_at - length);
        if (content.trimmed().isEmpty() || hasBlankLine(content))
            return false;
        const QString source = withoutMarks(m_source.sliced(m_at, close + length - m_at));
        const QString tex = source.sliced(length, source.size() - 2 * length).trimmed();
        m_formulas.push_back({m_at, close + length, source, tex, isDisplay, true});
        m_at = close + length;
        return true;
    }

    // In a quote, each line of a formula has the quote's mark.
    [[nodiscard]] QString withoutMarks(QStringView formula) const
    {
        QString result = formula.toString();
        const qsizetype lineBegin = m_at == 0 ? 0 : m_source.lastIndexOf(u'\n', m_at - 1) + 1;
        const QStringView before = m_source.sliced(lineBegin, m_at - lineBegin);
        const qsizetype depth = before.first(containerLength(before)).count(u'>');
        if (depth > 0 && result.contains(u'\n')) {
            const QRegularExpression marks(u"\n[ \t]*(?:>[ \t]?){1,%1}"_s.arg(depth));
            result.replace(marks, u"\n"_s);
        }
        return result;
    }

    QStringView m_source;
    qsizetype m_at = 0;
    std::vector<MarkdownFormula> m_formulas;
};

} // namespace

std::vector<MarkdownFormula> formulasIn(QStringView source)
{
    if (!source.contains(u'$') && !source.contains(u"\\(") && !source.contains(u"\\["))
        return {};
    return Scanner(source).scan();
}

DisplayMath displayOpenedBy(QStringView line)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        const bool isDollars = line[i] == u'$' && runLength(line, i) == 2;
        const bool isBracket = line.sliced(i).startsWith(u"\\[");
        if (isDollars || isBracket) {
            const DisplayMath display = isDollars ? DisplayMath::Dollars : DisplayMath::Brackets;
            const qsizetype close = findClosing(line, i + 2, closingOf(display));
            if (close < 0)
                return display;
            i = close + 1;
        } else if (line[i] == u'`') {
            const qsizetype end = codeSpanEnd(line, i);
            i = end < 0 ? i + runLength(line, i) - 1 : end - 1;
        } else if (line[i] == u'$') {
            i += runLength(line, i) - 1;
        } else if (line[i] == u'\\') {
            ++i;
        }
    }
    return DisplayMath::None;
}

bool closesDisplay(QStringView line, DisplayMath display)
{
    const qsizetype close = findClosing(line, 0, closingOf(display));
    return close >= 0 && displayOpenedBy(line.sliced(close + 2)) == DisplayMath::None;
}

} // namespace bobbin
