#include "session/conversationbranches.h"

#include "session/chatsession.h"
#include "store/storethread.h"

namespace bobbin {

ConversationBranches::ConversationBranches(QObject *parent) : QObject(parent)
{
    connect(&m_model, &BranchTreeModel::previewsWanted, this, &ConversationBranches::readPreviews);
}

void ConversationBranches::setSession(ChatSession *session)
{
    if (session == m_session)
        return;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_model.setRows({});
    if (session) {
        connect(session, &ChatSession::branchesChanged, this, &ConversationBranches::read);
        connect(session, &ChatSession::conversationChanged, this,
                [this] { m_model.setLeaf(m_session->conversation().leaf); });
        connect(session, &ChatSession::branchShown, this,
                [this] { m_model.setLeaf(m_session->conversation().leaf); });
        connect(session, &ChatSession::milestoneChanged, &m_model, &BranchTreeModel::setMilestone);
        connect(session, &ChatSession::replyEnded, this, [this](const Message &reply) {
            m_model.forgetPreview(reply.id);
            read();
        });
    }
    read();
}

void ConversationBranches::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    if (m_isWatched && m_isStale)
        read();
}

// One reading at a time: what changes meanwhile is read when it is over.
void ConversationBranches::read()
{
    m_isStale = true;
    if (!m_isWatched || m_isReading || !m_session || !m_session->isStored())
        return;
    m_isReading = true;
    m_isStale = false;
    const auto work =
        [id = m_session->id()](ConversationStore &store) -> Result<QList<BranchRow>, StoreError> {
        const auto tree = store.branches().tree(id);
        if (!tree)
            return Failure {tree.error()};
        return layOutBranches(tree.value());
    };
    m_session->context().reader.run(
        this, work, [this, session = m_session](const Result<QList<BranchRow>, StoreError> &rows) {
            m_isReading = false;
            if (session != m_session) {
                read();
                return;
            }
            if (!rows) {
                Q_EMIT failed(rows.error());
                return;
            }
            m_model.setLeaf(m_session->conversation().leaf);
            m_model.setRows(rows.value());
            if (m_isStale)
                read();
        });
}

void ConversationBranches::readPreviews(const QList<MessageId> &messages)
{
    if (!m_session)
        return;
    m_session->context().reader.run(
        this, [messages](ConversationStore &store) { return store.branches().previews(messages); },
        [this, session = m_session](const Result<QList<MessagePreview>, StoreError> &previews) {
            if (session != m_session)
                return;
            if (previews)
                m_model.setPreviews(previews.value());
            else
                Q_EMIT failed(previews.error());
        });
}

} // namespace bobbin
