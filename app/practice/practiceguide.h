#pragma once

#include "core/chatmessage.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace bobbin {

/// Answers questions about the program, from topics that are written down.
///
/// It is no language model and says so: it looks for the topic whose words the question has, and knows a
/// little about the conversation it is in, so that one can see that earlier messages were sent.
/// Values only; can be used from any thread.
class PracticeGuide
{
public:
    struct Topic {
        QString title {};
        QStringList keywords {}; ///< Words and phrases in lower case.
        QString text {}; ///< Markdown, with the title as its heading.
    };

    /// The guide with the topics that the program carries.
    PracticeGuide();

    /// The answer to the last message by the user; without one, a list of what can be asked.
    [[nodiscard]] QString answer(const QList<ChatMessage> &messages) const;

    [[nodiscard]] const QList<Topic> &topics() const { return m_topics; }

private:
    [[nodiscard]] QString answerFromTopics(const QString &question) const;
    [[nodiscard]] QString listOfTopics() const;

    QList<Topic> m_topics; // in the order in which they are offered
};

} // namespace bobbin
