#pragma once

#include "session/chatsession.h"

#include <QPointer>
#include <QWidget>

namespace bobbin {

class Composer;
class ConversationHeader;
class NoticeBar;
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
    /// Keeps what stands in the composer now, and where the reader is.
    void flush();
    void stop();
    /// Goes to the next message with `text`, from the end of the conversation or, if it is looked for again,
    /// from where it was found; found() follows.
    void find(const QString &text, int step, bool isAgain);
    /// Marks nothing any more.
    void endFinding();

Q_SIGNALS:
    /// The session that is shown from now on.
    void sessionShown(bobbin::ChatSession *session);
    void renamed(const bobbin::ConversationId &id, const QString &title);
    void found(bool isFound);
    /// How many messages have the text, and which of them is shown, from 1; 0 if none is.
    void counted(int messages, int shown);
    void servicesWanted();
    void modelChosen(const bobbin::ServiceId &service, const QString &model);
    void linkHovered(const QString &text);
    /// The user wants to see what was sent for `reply`.
    void sentWanted(bobbin::ChatSession *session, const bobbin::MessageId &reply);

private:
    void connectParts();
    void show(ChatSession *session);
    void showMessage(const MessageId &hit);
    void findAll(const QString &text);
    void countFound();
    void updateState();
    void send(const QString &text);
    void takeBack(const QString &text);
    void keepDraft(const QString &text);
    void showDraft();
    void editLastMessage();
    void beginEditing(const MessageId &message);
    void endEditing();
    void perform(Notice::Action action);

    ConversationHeader *m_header;
    TranscriptView *m_transcript;
    NoticeBar *m_notice;
    Composer *m_composer;
    QPointer<ChatSession> m_session;
    QPointer<ChatSession> m_awaited; // is being opened
    MessageId m_hit;
    MessageId m_found; // by find()
    QString m_wantedText; // of find()
    QList<int> m_foundRows; // all that have it
};

} // namespace bobbin
