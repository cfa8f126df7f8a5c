#include "context/contextbuilder.h"

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 TokensPerMessage = 4; // three, and the role
constexpr qint64 TokensPerAnswer = 3;
constexpr qint64 SummaryShare = 4; // a summary takes a quarter of the limit at the most

// These are for the model, hence not translated.
QString summaryHeading()
{
    return u"Summary of the earlier part of this conversation, which is not repeated:\n\n"_s;
}
QString earlierHint() { return u"(Earlier in this conversation:)"_s; }
// Ending with the reply itself would be understood by some servers only, and some of those repeat it.
QString continueRequest()
{
    return u"Continue your last message exactly where it stopped. Do not repeat anything of it and do not comment on this request."_s;
}

void add(QList<ChatMessage> &messages, Role role, const QString &content)
{
    if (content.isEmpty())
        return;
    if (!messages.isEmpty() && messages.last().role == role && role != Role::Tool)
        messages.last().content += u"\n\n"_s + content;
    else
        messages.append({role, content});
}

// A choice in the making.
class Choice
{
public:
    Choice(const ContextSource &source, const TokenCounter &counter, qint64 limit)
        : m_source(source), m_counter(counter), m_limit(limit), m_isKept(source.branch.size(), false)
    {
    }

    Context make();

private:
    [[nodiscard]] qint64 cost(qsizetype entry);
    [[nodiscard]] qint64 costOf(const QList<qsizetype> &entries);
    [[nodiscard]] QList<qsizetype> turnOf(qsizetype entry) const;
    [[nodiscard]] bool fits(qint64 more) const
    {
        return m_limit == 0 || m_counter.corrected(m_used + more) <= m_limit;
    }
    void keep(const QList<qsizetype> &entries);
    void keepMilestones(qsizetype before);
    [[nodiscard]] bool keepNewest(qsizetype before);
    [[nodiscard]] qint64 summaryCost();
    [[nodiscard]] QList<Context::Range> ranges() const;

    const ContextSource &m_source;
    const TokenCounter &m_counter;
    const qint64 m_limit;
    QList<bool> m_isKept;
    qint64 m_used = 0;
    QHash<MessageId, qint64> m_counted;
};

// What an entry adds to a request; nothing if it has no text.
qint64 Choice::cost(qsizetype entry)
{
    const ContextEntry &e = m_source.branch.at(entry);
    qint64 tokens = 0;
    if (e.tokens) {
        tokens = *e.tokens;
    } else if (const auto known = m_counted.constFind(e.id); known != m_counted.constEnd()) {
        tokens = *known;
    } else {
        tokens = m_counter.count(m_source.content(e.id));
        if (!e.isGrowing)
            m_counted.insert(e.id, tokens);
    }
    return tokens > 0 ? tokens + TokensPerMessage : 0;
}

// Of those that are not kept yet.
qint64 Choice::costOf(const QList<qsizetype> &entries)
{
    qint64 sum = 0;
    for (const qsizetype entry : entries)
        sum += m_isKept.at(entry) ? 0 : cost(entry);
    return sum;
}

// A message by the user and everything up to the next one: replies, and tool calls with their results.
QList<qsizetype> Choice::turnOf(qsizetype entry) const
{
    qsizetype first = entry;
    while (first > 0 && m_source.branch.at(first).role != Role::User)
        --first;
    QList<qsizetype> turn {first};
    for (qsizetype i = first + 1; i < m_source.branch.size() && m_source.branch.at(i).role != Role::User; ++i)
        turn.append(i);
    return turn;
}

void Choice::keep(const QList<qsizetype> &entries)
{
    m_used += costOf(entries);
    for (const qsizetype entry : entries)
        m_isKept[entry] = true;
}

// The newest ones first. A tool call is not torn from its result: such a turn is kept as a whole.
void Choice::keepMilestones(qsizetype before)
{
    for (qsizetype i = before - 1; i >= 0; --i) {
        if (!m_source.branch.at(i).isMilestone || m_isKept.at(i))
            continue;
        const QList<qsizetype> turn = turnOf(i);
        const bool hasTools = std::any_of(turn.begin(), turn.end(), [this](qsizetype entry) {
            return m_source.branch.at(entry).role == Role::Tool;
        });
        const QList<qsizetype> wanted = hasTools ? turn : QList<qsizetype> {i};
        if (fits(costOf(wanted)))
            keep(wanted);
    }
}

// Whole turns above `before` as long as they fit; returns whether all of them do.
bool Choice::keepNewest(qsizetype before)
{
    while (before > 0) {
        const QList<qsizetype> turn = turnOf(before - 1);
        if (!fits(costOf(turn)))
            return false;
        keep(turn);
        before = turn.first();
    }
    return true;
}

qint64 Choice::summaryCost()
{
    if (!m_source.summary)
        return 0;
    return m_counter.count(QString(summaryHeading() + m_source.summary->text)) + TokensPerMessage;
}

QList<Context::Range> Choice::ranges() const
{
    QList<Context::Range> ranges;
    for (qsizetype i = 0; i < m_isKept.size(); ++i) {
        if (!m_isKept.at(i))
            continue;
        if (!ranges.isEmpty() && ranges.last().second == i - 1)
            ranges.last().second = i;
        else
            ranges.append({i, i});
    }
    return ranges;
}

Context Choice::make()
{
    Context context;
    context.isExact = m_counter.isExact();
    context.isContinuation = m_source.isContinuation;
    m_used = TokensPerAnswer;
    if (!m_source.instructions.isEmpty())
        m_used += m_counter.count(m_source.instructions) + TokensPerMessage;
    if (m_source.isContinuation)
        m_used += m_counter.count(continueRequest()) + TokensPerMessage;

    qsizetype current = m_source.branch.size();
    if (current > 0 && m_source.isAsked) {
        const QList<qsizetype> turn = turnOf(current - 1);
        keep(turn);
        current = turn.first();
    }
    if (m_source.isAsked && !fits(0)) {
        context.excess = m_counter.corrected(m_used) - m_limit;
        context.tokens = m_counter.corrected(m_used);
        context.counted = m_counted;
        return context;
    }

    const QList<bool> before = m_isKept;
    const qint64 usedBefore = m_used;
    if (!keepNewest(current)) {
        m_isKept = before;
        m_used = usedBefore;
        const qint64 summary = summaryCost();
        context.hasSummary = summary > 0 && m_counter.corrected(summary) <= m_limit / SummaryShare
            && fits(summary + TokensPerMessage);
        if (context.hasSummary)
            m_used += summary;
        m_used += m_counter.count(earlierHint()) + TokensPerMessage; // in case it is needed
        keepMilestones(current);
        (void)keepNewest(current);
    }
    context.kept = ranges();
    for (qsizetype i = 0; i < m_isKept.size(); ++i)
        context.leftOut += m_isKept.at(i) || m_source.branch.at(i).tokens == 0 ? 0 : 1;
    context.messages = rebuildMessages(m_source, context.kept, context.hasSummary, context.isContinuation);
    context.tokens = m_counter.corrected(countRequest(m_source.instructions, context.messages, m_counter));
    context.counted = m_counted;
    return context;
}

} // namespace

Context buildContext(const ContextSource &source, const TokenCounter &counter, qint64 limit)
{
    return Choice(source, counter, limit).make();
}

QList<ChatMessage> rebuildMessages(const ContextSource &source, const QList<Context::Range> &kept,
                                   bool hasSummary, bool isContinuation)
{
    QList<ChatMessage> messages;
    if (hasSummary && source.summary)
        add(messages, Role::System, summaryHeading() + source.summary->text);
    bool isFirst = true;
    for (const auto &[first, last] : kept) {
        for (qsizetype i = first; i <= last && i < source.branch.size(); ++i) {
            const ContextEntry &entry = source.branch.at(i);
            const QString content = source.content(entry.id);
            if (content.isEmpty())
                continue;
            // Many chat templates want the user to begin.
            if (std::exchange(isFirst, false) && entry.role == Role::Assistant && i > 0)
                add(messages, Role::User, earlierHint());
            add(messages, entry.role, content);
        }
    }
    if (isContinuation)
        add(messages, Role::User, continueRequest());
    return messages;
}

qint64 countRequest(const QString &instructions, const QList<ChatMessage> &messages,
                    const TokenCounter &counter)
{
    QList<ChatMessage> all;
    add(all, Role::System, instructions);
    for (const ChatMessage &message : messages)
        add(all, message.role, message.content);
    qint64 tokens = TokensPerAnswer;
    for (const ChatMessage &message : std::as_const(all))
        tokens += counter.count(message.content) + TokensPerMessage;
    return tokens;
}

} // namespace bobbin
