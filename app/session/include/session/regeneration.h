#pragma once

#include "core/ids.h"
#include "session/modelchoice.h"

#include <QList>
#include <QObject>

namespace bobbin {

class ChatSession;
struct Message;

/// Has several models answer the same message, one after the other, each with an alternative of its own.
///
/// Belongs to its session and deletes itself when the last one has answered, when a turn cannot be kept, or
/// when the user stops one or does something else with the conversation.
class Regeneration final : public QObject
{
    Q_OBJECT
public:
    /// Begins at once. `reply` is the alternative that is shown.
    Regeneration(ChatSession *session, const MessageId &reply, const QList<ModelChoice> &models);

Q_SIGNALS:
    /// All have been asked, and at least one has answered; `newest` is the last answer, `first` the one that
    /// was there before.
    void finished(const bobbin::MessageId &first, const bobbin::MessageId &newest);

private:
    void askNext();
    void takeEnd(const Message &reply);

    ChatSession *const m_session;
    const MessageId m_first;
    MessageId m_shown;
    MessageId m_newest; // that is an answer
    QList<ModelChoice> m_models; // that are still to be asked
};

} // namespace bobbin
