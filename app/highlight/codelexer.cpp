#include "codelexer_p.h"

#include "language_p.h"

namespace bobbin {

static constexpr int NestingFactor = 64; // state = rule + 1 + NestingFactor * (depth - 1)

// One line's way through the lexer.
class CodeLexer::Run
{
public:
    Run(const Language &language, QStringView line, std::vector<CodeSpan> &spans)
        : m_language(language), m_line(line), m_spans(spans)
    {
    }

    int from(int state)
    {
        if (state > 0) {
            const int rule = (state - 1) % NestingFactor;
            const int open = takeDelimited(0, rule, (state - 1) / NestingFactor + 1);
            if (open > 0)
                return open;
        } else if (takeWholeLine()) {
            return 0;
        }
        while (m_at < m_line.size()) {
            if (const int open = takeToken(); open > 0)
                return open;
        }
        return 0;
    }

private:
    [[nodiscard]] bool has(Language::Feature feature) const { return m_language.features & feature; }
    [[nodiscard]] QChar charAt(qsizetype i) const
    {
        return i >= 0 && i < m_line.size() ? m_line[i] : QChar();
    }
    [[nodiscard]] static bool startsName(QChar c) { return c.isLetter() || c == u'_'; }
    [[nodiscard]] bool continuesName(QChar c) const
    {
        return c.isLetterOrNumber() || c == u'_' || (c == u'-' && has(Language::DashesInNames));
    }

    void add(qsizetype begin, qsizetype end, CodeToken token)
    {
        if (token != CodeToken::Plain && end > begin)
            m_spans.push_back({begin, end - begin, token});
        m_at = end;
    }

    bool takeWholeLine()
    {
        const QStringView trimmed = m_line.trimmed();
        if (has(Language::HasSections) && trimmed.startsWith(u'[') && trimmed.endsWith(u']')) {
            add(0, m_line.size(), CodeToken::Tag);
            return true;
        }
        return false;
    }

    int takeToken()
    {
        const QChar c = m_line[m_at];
        if (c.isSpace()) {
            ++m_at;
            return 0;
        }
        const bool isFirst = m_line.first(m_at).trimmed().isEmpty();
        if (c == u'#' && isFirst && has(Language::HasPreprocessor)) {
            takePreprocessor();
            return 0;
        }
        for (int rule = 0; rule < static_cast<int>(m_language.delimited.size()); ++rule) {
            if (beginsHere(m_language.delimited[static_cast<size_t>(rule)]))
                return takeDelimited(m_at, rule, 0);
        }
        if (c == u'$' && has(Language::HasVariables))
            takeVariable();
        else if (c == u'@' && has(Language::HasDecorators) && startsName(charAt(m_at + 1)))
            add(m_at, nameEnd(m_at + 1), CodeToken::Preprocessor);
        else if (c.isDigit() || (c == u'.' && charAt(m_at + 1).isDigit()))
            takeNumber();
        else if (startsName(c) || ((c == u'-' || c == u'!') && has(Language::DashesInNames)))
            takeName(isFirst);
        else
            ++m_at;
        return 0;
    }

    bool beginsHere(const Delimited &delimited) const
    {
        if (!m_line.sliced(m_at).startsWith(delimited.begin))
            return false;
        if (delimited.isComment && has(Language::CommentsAfterSpace) && m_at > 0
            && !charAt(m_at - 1).isSpace())
            return false;
        if (delimited.begin == u"'" && has(Language::HasLifetimes))
            return charAt(m_at + 1) == u'\\' || charAt(m_at + 2) == u'\'';
        return true;
    }

    // From `begin`, where the rule begins (depth 0) or is open already. Returns the state, 0 if it ends in
    // the line.
    int takeDelimited(qsizetype begin, int rule, int depth)
    {
        const Delimited &delimited = m_language.delimited[static_cast<size_t>(rule)];
        qsizetype i = begin;
        if (depth == 0) {
            i += delimited.begin.size();
            depth = 1;
        }
        bool isOpen = true;
        while (i < m_line.size() && isOpen && !delimited.end.isEmpty()) {
            const QStringView rest = m_line.sliced(i);
            if (delimited.hasEscapes && rest.front() == u'\\') {
                i += 2;
            } else if (rest.startsWith(delimited.end)) {
                i += delimited.end.size();
                isOpen = --depth > 0;
            } else if (delimited.nests && rest.startsWith(delimited.begin)) {
                i += delimited.begin.size();
                ++depth;
            } else {
                ++i;
            }
        }
        const qsizetype end = isOpen ? m_line.size() : i;
        const bool isKey = !isOpen && !delimited.isComment && has(Language::KeysBeforeColon)
            && m_line.sliced(end).trimmed().startsWith(u':');
        add(begin, end,
            delimited.isComment ? CodeToken::Comment
                : isKey         ? CodeToken::Attribute
                                : CodeToken::String);
        return isOpen && delimited.spansLines ? rule + 1 + NestingFactor * (depth - 1) : 0;
    }

    void takePreprocessor()
    {
        qsizetype end = m_at + 1;
        while (charAt(end).isSpace())
            ++end;
        const bool isAttribute = charAt(end) == u'[' || (charAt(end) == u'!' && charAt(end + 1) == u'[');
        if (isAttribute) { // of Rust
            const qsizetype close = m_line.indexOf(u']', end);
            add(m_at, close < 0 ? m_line.size() : close + 1, CodeToken::Preprocessor);
            return;
        }
        end = nameEnd(end);
        const bool isInclude = m_line.first(end).endsWith(u"include");
        add(m_at, end, CodeToken::Preprocessor);
        const qsizetype open = m_line.indexOf(u'<', end);
        const qsizetype close = m_line.indexOf(u'>', open + 1);
        if (isInclude && open >= 0 && close > open)
            add(open, close + 1, CodeToken::String);
    }

    void takeVariable()
    {
        const QChar next = charAt(m_at + 1);
        if (next == u'{' || next == u'(') {
            const qsizetype close = m_line.indexOf(next == u'{' ? u'}' : u')', m_at);
            add(m_at, close < 0 ? m_at + 2 : close + 1, CodeToken::Variable);
            return;
        }
        qsizetype end = m_at + 1;
        while (charAt(end).isLetterOrNumber() || charAt(end) == u'_')
            ++end;
        if (end == m_at + 1 && !next.isNull() && QStringView(u"@*#?$!-").contains(next))
            ++end;
        const QStringView name = m_line.sliced(m_at, end - m_at);
        const bool isConstant = m_language.constants.contains(name.toString().toLower());
        add(m_at, end,
            isConstant           ? CodeToken::Constant
                : end > m_at + 1 ? CodeToken::Variable
                                 : CodeToken::Plain);
    }

    void takeNumber()
    {
        qsizetype end = m_at + 1;
        while (end < m_line.size()) {
            const QChar c = m_line[end];
            const bool isExponentSign = (c == u'+' || c == u'-') && charAt(end - 1).toLower() == u'e'
                && !m_line.sliced(m_at).startsWith(u"0x");
            const bool isPoint = c == u'.' && charAt(end + 1) != u'.';
            const bool isSeparator = c == u'_' || (c == u'\'' && charAt(end + 1).isDigit());
            if (!c.isLetterOrNumber() && !isExponentSign && !isPoint && !isSeparator && c != u'%')
                break;
            ++end;
        }
        add(m_at, end, CodeToken::Number);
    }

    qsizetype nameEnd(qsizetype begin) const
    {
        qsizetype end = begin;
        while (continuesName(charAt(end)) || (end == begin && charAt(end) == u'!'))
            ++end;
        return end;
    }

    CodeToken nameToken(const QString &name, qsizetype end, bool isFirst) const
    {
        qsizetype after = end;
        while (charAt(after).isSpace())
            ++after;
        const QString key = has(Language::IgnoresCase) ? name.toLower() : name;
        if (has(Language::KeysBeforeEquals) && isFirst && charAt(after) == u'=')
            return CodeToken::Attribute;
        if (has(Language::KeysBeforeColon) && charAt(after) == u':' && charAt(after + 1) != u':')
            return CodeToken::Attribute;
        if (has(Language::TargetsBeforeColon) && isFirst && charAt(end) == u':' && charAt(end + 1) != u'=')
            return CodeToken::Call;
        if (m_language.keywords.contains(key) && (isFirst || !has(Language::FirstWordOnly)))
            return CodeToken::Keyword;
        if (m_language.types.contains(key))
            return CodeToken::Type;
        if (m_language.constants.contains(key))
            return CodeToken::Constant;
        if (has(Language::HasCalls)
            && (charAt(after) == u'(' || (charAt(end) == u'!' && charAt(end + 1) == u'(')))
            return CodeToken::Call;
        if (has(Language::CapitalsAreTypes) && name.front().isUpper() && name.size() > 1)
            return CodeToken::Type;
        return CodeToken::Plain;
    }

    void takeName(bool isFirst)
    {
        const qsizetype end = qMax(m_at + 1, nameEnd(m_at));
        const QString name = m_line.sliced(m_at, end - m_at).toString();
        add(m_at, end, nameToken(name, end, isFirst));
    }

    const Language &m_language;
    const QStringView m_line;
    std::vector<CodeSpan> &m_spans;
    qsizetype m_at = 0;
};

int CodeLexer::highlight(QStringView line, int state, std::vector<CodeSpan> &spans)
{
    spans.clear();
    return Run(m_language, line, spans).from(state);
}

} // namespace bobbin
