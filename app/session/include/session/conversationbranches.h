#pragma once

#include "models/branchtreemodel.h"

#include <QObject>
#include <QPointer>

namespace bobbin {

class ChatSession;
struct StoreError;

/// Keeps a BranchTreeModel in step with the conversation of a ChatSession.
///
/// All reading, and the layout of the tree, happens in the reader's thread, and only while somebody looks.
class ConversationBranches final : public QObject
{
    Q_OBJECT
public:
    explicit ConversationBranches(QObject *parent = nullptr);

    [[nodiscard]] BranchTreeModel *model() { return &m_model; }
    [[nodiscard]] ChatSession *session() const { return m_session; }
    void setSession(ChatSession *session);
    /// Whether somebody looks.
    void setWatched(bool isWatched);

Q_SIGNALS:
    void failed(const bobbin::StoreError &error);

private:
    void read();
    void readPreviews(const QList<MessageId> &messages);

    BranchTreeModel m_model;
    QPointer<ChatSession> m_session;
    bool m_isWatched = false;
    bool m_isReading = false;
    bool m_isStale = false; // changed since the last reading began
};

} // namespace bobbin
