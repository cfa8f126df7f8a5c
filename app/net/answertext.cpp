#include "answertext.h"

#include <QStringList>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto paragraphBreak = "\n\n"_L1;

} // namespace

void AnswerText::add(const QString &key, int part, const QString &piece, CompletionDelta &delta)
{
    if (piece.isEmpty())
        return;
    Message &target = message(key);
    const bool isAtEnd =
        &target == &m_messages.last() && (target.parts.isEmpty() || target.parts.lastKey() <= part);
    const bool begins = target.parts.isEmpty() && !m_said.isEmpty();
    target.parts[part] += piece;
    if (!isAtEnd) {
        settle(delta);
        return;
    }
    const QString next = begins ? paragraphBreak + piece : piece;
    m_said += next;
    delta.append(m_splitter.feed(next));
}

void AnswerText::setPart(const QString &key, int part, const QString &text, CompletionDelta &delta)
{
    if (text.isEmpty())
        return;
    spokenMessage(key).parts[part] = text;
    settle(delta);
}

void AnswerText::setMessage(const QString &key, const QString &text, CompletionDelta &delta)
{
    if (text.isEmpty())
        return;
    Message &target = spokenMessage(key);
    target.parts = {{0, text}};
    target.isWhole = true;
    settle(delta);
}

void AnswerText::setAll(const QStringList &texts, CompletionDelta &delta)
{
    if (std::all_of(texts.begin(), texts.end(), [](const QString &text) { return text.isEmpty(); }))
        return;
    m_messages.clear();
    for (const QString &text : texts) {
        if (!text.isEmpty())
            m_messages << Message {.key = {}, .parts = {{0, text}}, .isWhole = true};
    }
    settle(delta);
}

void AnswerText::finish(CompletionDelta &delta) { delta.append(m_splitter.finish()); }

AnswerText::Message &AnswerText::message(const QString &key)
{
    const auto it = std::find_if(m_messages.begin(), m_messages.end(),
                                 [&key](const Message &message) { return message.key == key; });
    if (it != m_messages.end())
        return *it;
    if (m_messages.isEmpty() || !key.isEmpty())
        m_messages << Message {.key = key, .parts = {}};
    return m_messages.last();
}

// The message that is said as a whole. Some services give it another key then than its pieces had.
AnswerText::Message &AnswerText::spokenMessage(const QString &key)
{
    const bool isKnown = std::any_of(m_messages.begin(), m_messages.end(),
                                     [&key](const Message &message) { return message.key == key; });
    if (!isKnown && !m_messages.isEmpty() && !m_messages.last().isWhole)
        return m_messages.last();
    return message(key);
}

// Gives out the difference between what is known now and what was said.
void AnswerText::settle(CompletionDelta &delta)
{
    QStringList texts;
    for (const Message &message : std::as_const(m_messages)) {
        QString text;
        for (const QString &part : message.parts)
            text += part;
        if (!text.isEmpty())
            texts << text;
    }
    const QString whole = texts.join(paragraphBreak);
    if (whole.startsWith(m_said)) {
        delta.append(m_splitter.feed(QStringView(whole).sliced(m_said.size())));
    } else {
        m_splitter = ThinkSplitter();
        CompletionDelta all = m_splitter.feed(whole);
        all.append(m_splitter.finish());
        delta.append({.text = all.text, .reasoning = {}, .textWasReasoning = false, .replacesText = true});
    }
    m_said = whole;
}

} // namespace bobbin
