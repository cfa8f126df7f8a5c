#include "session/regeneration.h"

#include "session/chatsession.h"

namespace bobbin {

Regeneration::Regeneration(ChatSession *session, const MessageId &reply, const QList<ModelChoice> &models)
    : QObject(session), m_session(session), m_first(reply), m_shown(reply), m_models(models)
{
    connect(session, &ChatSession::replyEnded, this, &Regeneration::takeEnd);
    connect(session, &ChatSession::turnAbandoned, this, &QObject::deleteLater);
    askNext();
}

void Regeneration::askNext()
{
    if (m_models.isEmpty()) {
        if (m_newest.isValid())
            Q_EMIT finished(m_first, m_newest);
        deleteLater();
        return;
    }
    m_session->regenerate(m_shown, m_models.takeFirst());
    if (!m_session->isBusy())
        deleteLater(); // another branch is shown, or the service is gone
}

// A model that fails does not keep the others from being asked.
void Regeneration::takeEnd(const Message &reply)
{
    if (reply.state == ReplyState::Stopped) {
        deleteLater();
        return;
    }
    m_shown = reply.id;
    if (reply.state != ReplyState::Failed)
        m_newest = reply.id;
    QMetaObject::invokeMethod(this, &Regeneration::askNext,
                              Qt::QueuedConnection); // when all have heard of it
}

} // namespace bobbin
