#include "thinksplitter.h"

#include <QStringView>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr QStringView openingTag = u"<think>";
constexpr QStringView closingTag = u"</think>";
constexpr QStringView closingLine = u"\n</think>";

// The length of the longest end of `text` that `tag` may go on from.
qsizetype partialTagLength(QStringView text, QStringView tag)
{
    for (qsizetype length = std::min(text.size(), tag.size() - 1); length > 0; --length) {
        if (text.endsWith(tag.first(length)))
            return length;
    }
    return 0;
}

qsizetype leadingSpace(QStringView text)
{
    const auto it = std::find_if(text.begin(), text.end(), [](QChar c) { return !c.isSpace(); });
    return it - text.begin();
}

bool endsLine(QChar c) { return c == u'\n' || c == u'\r'; }

} // namespace

void CompletionDelta::append(const CompletionDelta &next)
{
    if (next.textWasReasoning) {
        textWasReasoning = true;
        reasoning += std::exchange(text, {});
    }
    if (next.replacesText) {
        replacesText = true;
        text.clear();
    }
    text += next.text;
    reasoning += next.reasoning;
}

CompletionDelta ThinkSplitter::feed(QStringView content)
{
    CompletionDelta delta;
    if (m_state == State::Answer && m_held.isEmpty()) {
        delta.text = content.toString();
        return delta;
    }
    m_held += content;
    while (step(delta)) { }
    return delta;
}

CompletionDelta ThinkSplitter::finish()
{
    CompletionDelta delta;
    if (m_state == State::Thinking)
        delta.reasoning = std::exchange(m_held, {});
    else if (m_state == State::MaybeThinking && m_held.trimmed() == closingTag)
        delta.textWasReasoning = m_hasGivenText;
    else if (m_state != State::AfterThinking)
        delta.text = std::exchange(m_held, {});
    m_held.clear();
    m_state = State::Answer;
    return delta;
}

// Decides about some of what is held; returns whether there may be more to decide.
bool ThinkSplitter::step(CompletionDelta &delta)
{
    switch (m_state) {
    case State::Start:
        return stepStart();
    case State::Thinking:
        return stepThinking(delta);
    case State::AfterThinking:
        m_held.remove(0, leadingSpace(m_held));
        if (m_held.isEmpty())
            return false;
        m_state = State::Answer;
        return true;
    case State::MaybeThinking:
        return stepMaybeThinking(delta);
    case State::Answer:
        delta.text += std::exchange(m_held, {});
        return false;
    }
    Q_UNREACHABLE();
}

bool ThinkSplitter::stepStart()
{
    const qsizetype space = leadingSpace(m_held);
    const QStringView start = QStringView(m_held).sliced(space);
    if (start.startsWith(openingTag)) {
        m_held.remove(0, space + openingTag.size());
        m_state = State::Thinking;
        return true;
    }
    if (openingTag.startsWith(start))
        return false;
    m_state = State::MaybeThinking;
    return true;
}

bool ThinkSplitter::stepThinking(CompletionDelta &delta)
{
    if (const qsizetype end = m_held.indexOf(closingTag); end >= 0) {
        delta.reasoning += QStringView(m_held).first(end);
        m_held.remove(0, end + closingTag.size());
        m_state = State::AfterThinking;
        return true;
    }
    const qsizetype decided = m_held.size() - partialTagLength(m_held, closingTag);
    delta.reasoning += QStringView(m_held).first(decided);
    m_held.remove(0, decided);
    return false;
}

bool ThinkSplitter::stepMaybeThinking(CompletionDelta &delta)
{
    const qsizetype tag = m_held.indexOf(closingTag);
    if (tag < 0) {
        const qsizetype held = m_hasGivenText
            ? partialTagLength(m_held, closingLine)
            : std::max(partialTagLength(m_held, closingLine), partialTagLength(m_held, closingTag));
        giveText(m_held.size() - held, delta);
        return false;
    }

    // A line break before the tag was held back with it, so that it is here if there is one.
    const bool beginsLine = tag == 0 ? !m_hasGivenText : m_held.at(tag - 1) == u'\n';
    const qsizetype afterTag = tag + closingTag.size();
    if (beginsLine && afterTag == m_held.size()) {
        giveText(std::max<qsizetype>(tag - 1, 0), delta);
        return false;
    }
    giveText(tag, delta);
    if (beginsLine && endsLine(m_held.at(closingTag.size())) && !m_isInFence) {
        delta.append({.text = {}, .reasoning = {}, .textWasReasoning = true});
        m_held.remove(0, closingTag.size());
        m_state = State::AfterThinking;
    } else {
        giveText(closingTag.size(), delta);
    }
    return true;
}

void ThinkSplitter::giveText(qsizetype length, CompletionDelta &delta)
{
    const QStringView text = QStringView(m_held).first(length);
    for (const QChar c : text) {
        m_backticks = c == u'`' ? m_backticks + 1 : 0;
        if (m_backticks == 3)
            m_isInFence = !m_isInFence;
    }
    m_hasGivenText = m_hasGivenText || length > 0;
    delta.text += text;
    m_held.remove(0, length);
}

} // namespace bobbin
