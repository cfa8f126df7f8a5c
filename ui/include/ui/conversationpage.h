#pragma once

#include "session/chatsession.h"
#include "session/textfinder.h"

#include <QPointer>
#include <QWidget>

#include <functional>

namespace bobbin {

class Composer;
class ConversationHeader;
class NoticeBar;
class TemporaryBar;
class TranscriptView;

/// One conversation in the window: header, transcript, notice and composer, and what connects them.
class ConversationPage final : public QWidget
{
    Q_OBJECT
public:
    /// `services` must live longer than the page.
    explicit ConversationPage(ServiceRegistry &services, QWidget *parent = nullptr);

    /// Shows `session` as soon as it is open; what was shown before stays until then. With a valid `hit`
    /// that message is brought into sight.
    void setSession(ChatSession *session, const MessageId &hit = {});
    [[nodiscard]] ChatSession *session() const { return m_session; }

    [[nodiscard]] TranscriptView *transcript() const { return m_transcript; }
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] ConversationHeader *header() const { return m_header; }
    /// Shown with temporary conversations only.
    [[nodiscard]] TemporaryBar *temporaryBar() const { return m_temporary; }
    /// Keeps what stands in the composer and the title now, and where the reader is.
    void flush();
    void stop();
    /// Brings a message into sight, which may be on another branch.
    void showMessage(const MessageId &message);
    /// Looks for text in the conversation that is shown, and shows what it finds.
    [[nodiscard]] TextFinder *finder() { return &m_finder; }

Q_SIGNALS:
    /// The session that is shown from now on.
    void sessionShown(bobbin::ChatSession *session);
    /// What was asked for is in another conversation, which is open.
    void sessionWanted(bobbin::ChatSession *session);
    void renamed(const bobbin::ConversationId &id, const QString &title);
    void servicesWanted();
    void networkSettingsWanted();
    /// The user wants `contents` in a file; `name` is a proposal.
    void saveRequested(const QString &name, const QByteArray &contents);
    void modelChosen(const bobbin::ServiceId &service, const QString &model);
    void linkHovered(const QString &text);
    /// Something was done, and what can be done about it.
    void told(const QString &message, const QString &action, const std::function<void()> &perform);
    /// The user wants to see what was sent for `reply`.
    void sentWanted(bobbin::ChatSession *session, const bobbin::MessageId &reply);

private:
    void connectParts();
    void show(ChatSession *session);
    void updateState();
    void send(const QString &text);
    void takeBack(const QString &text);
    void keepDraft(const QString &text);
    void showDraft();
    void editLastMessage();
    void beginEditing(const MessageId &message);
    void takeUpEdit(ChatSession *session, const ChatSession::Edit &edit);
    void offerWayBack(ChatSession *session);
    void cancelEditing();
    void endEditing();
    void perform(Notice::Action action);
    void saveLastMessage();
    void showCertificate();

    ServiceRegistry &m_services;
    ConversationHeader *m_header;
    TranscriptView *m_transcript;
    NoticeBar *m_notice;
    TemporaryBar *m_temporary;
    Composer *m_composer;
    QPointer<ChatSession> m_session;
    QPointer<ChatSession> m_awaited; // is being opened
    MessageId m_hit;
    TextFinder m_finder;
};

} // namespace bobbin
