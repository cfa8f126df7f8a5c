#pragma once

#include "session/chatsession.h"

#include <QObject>

#include <memory>
#include <vector>

namespace bobbin {

struct ServerThread;
struct WholeConversation;

/// A conversation that is in memory alone: not in the database, its log, its backups or its index, and gone
/// when it is closed or the program ends. There is one at a time.
///
/// Requests carry the full history, so that services need not keep it, and Responses are asked not to. What
/// it uses is not in the book of usage.
class TemporaryConversation final : public QObject
{
    Q_OBJECT
public:
    /// `history` is where it goes when it is kept; all of it must live longer than this.
    explicit TemporaryConversation(const ChatSession::Context &history, QObject *parent = nullptr);
    ~TemporaryConversation() override;

    /// The conversation that there is, or a new one. It belongs to this object.
    Result<ChatSession *, StoreError> begin(const ServiceId &service, const QString &model);
    [[nodiscard]] ChatSession *session() const { return m_session; }
    /// Whether something would be lost.
    [[nodiscard]] bool hasContent() const;
    /// Lets it go, whatever is in it, and has services delete the threads that they had to make for it, as
    /// far as the program still runs then. Nobody is to show it any more.
    void close();
    /// Puts it into the history, with all its branches; kept() or failed() follows. It stays here until it is
    /// closed. Does nothing while a reply is on its way.
    void keep();

Q_SIGNALS:
    /// It is about to be kept: what is being written to it counts as far as the session has it now.
    void settling();
    void kept(const bobbin::ConversationId &id);
    void failed(const QString &message);

private:
    void store(const WholeConversation &whole);
    void takeStored(const Conversation &stored);
    void forgetOnServer(const ServerThread &thread);

    const ChatSession::Context m_history;
    std::unique_ptr<StoreThread> m_store;
    std::vector<std::unique_ptr<StoreThread>> m_left; // until their sessions are gone
    ChatSession *m_session = nullptr;
    bool m_isKeeping = false;
    QString m_draftToKeep;
};

/// Whether `session` is one of a TemporaryConversation.
[[nodiscard]] bool isTemporary(const ChatSession &session);

} // namespace bobbin
