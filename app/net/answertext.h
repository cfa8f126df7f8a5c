#pragma once

#include "thinksplitter.h"

#include <QList>
#include <QMap>
#include <QString>

namespace bobbin {

/// The text of an answer that consists of messages, each of parts, that arrive in pieces and are said once
/// more as a whole.
///
/// What is said later counts more: where it goes on from what was given out, the rest is given out, and
/// where it differs, all of it in place of what was. Messages are joined by an empty line. The keys of
/// messages are the service's, or empty for the message that is being received.
class AnswerText
{
public:
    /// The next piece of a part.
    void add(const QString &message, int part, const QString &piece, CompletionDelta &delta);
    /// A whole part, a whole message, and all messages; an empty text tells nothing.
    void setPart(const QString &message, int part, const QString &text, CompletionDelta &delta);
    void setMessage(const QString &message, const QString &text, CompletionDelta &delta);
    void setAll(const QStringList &texts, CompletionDelta &delta);
    /// At the end of the answer: what was held back.
    void finish(CompletionDelta &delta);

    /// The service sends the thinking apart, so that all text is answer.
    void thinkingIsApart() { m_splitter.disable(); }
    [[nodiscard]] bool isEmpty() const { return m_said.isEmpty(); }

private:
    struct Message {
        QString key;
        QMap<int, QString> parts;
        bool isWhole = false;
    };

    Message &message(const QString &key);
    Message &spokenMessage(const QString &key);
    void settle(CompletionDelta &delta);

    QList<Message> m_messages;
    QString m_said; // with the thinking that may be in it
    ThinkSplitter m_splitter;
};

} // namespace bobbin
