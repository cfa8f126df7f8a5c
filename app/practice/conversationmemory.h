#pragma once

#include "core/chatmessage.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace bobbin {

/// What the practice service can say about the conversation that a request carries.
class ConversationMemory
{
public:
    explicit ConversationMemory(const QList<ChatMessage> &messages);

    /// The user's last message.
    [[nodiscard]] QString question() const { return m_userTexts.isEmpty() ? QString() : m_userTexts.last(); }

    /// The answer, if the question is about what was said earlier.
    [[nodiscard]] std::optional<QString> recollection() const;

    /// Three to six words, if the request asks for a title of the conversation.
    [[nodiscard]] std::optional<QString> titleIfAsked() const;

    /// An extract of what the user said, if the last message asks for a summary of the conversation.
    [[nodiscard]] std::optional<QString> summaryIfAsked() const;

private:
    [[nodiscard]] QString userName() const;
    [[nodiscard]] QStringList textsToSummarize() const;

    QString m_instructions;
    QStringList m_userTexts; // oldest first
    qsizetype m_messageCount = 0;
};

} // namespace bobbin
