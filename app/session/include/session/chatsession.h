#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "core/readingposition.h"
#include "models/transcriptmodel.h"
#include "session/contextmeter.h"
#include "session/modelchoice.h"
#include "session/notice.h"
#include "session/replydisplay.h"
#include "session/sentturn.h"
#include "session/turn.h"
#include "store/serverthreadtable.h"
#include "store/usagetable.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace bobbin {

class ConversationStore;
struct TextHits;
struct Opening; // of the layer itself
struct TurnQuestion;

/// What the user has said of a model, and what would hold without that.
struct ModelFigures {
    ModelDetails chosen;
    ModelFacts known;
};

/// One conversation in use: shows its active branch as a TranscriptModel, takes its turns one at a time,
/// and keeps every change in the store before anything leaves the computer.
///
/// A conversation that has not begun exists here only; its first message stores it.
class ChatSession final : public QObject
{
    Q_OBJECT
public:
    struct Context {
        StoreThread &writer;
        StoreThread &reader;
        ServiceRegistry &services;
        QNetworkAccessManager &network;
        const Clock &clock;
    };

    /// A conversation that has not begun.
    static ChatSession *create(const Context &context, const ServiceId &service, const QString &model,
                               QObject *parent);
    /// The stored conversation `id`; opened() or openFailed() follows.
    static ChatSession *open(const Context &context, const ConversationId &id, QObject *parent);
    ~ChatSession() override;

    [[nodiscard]] const Context &context() const { return m_context; }
    [[nodiscard]] const Conversation &conversation() const { return m_conversation; }
    [[nodiscard]] ConversationId id() const { return m_conversation.id; }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isStored() const { return m_isStored; }
    [[nodiscard]] TranscriptModel *transcript() { return &m_transcript; }
    /// A reply is on its way or awaited.
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// There is something that the disk does not take: of a reply, or what is in the composer. It is tried again
    /// and again.
    [[nodiscard]] bool isHeld() const;
    [[nodiscard]] Notice notice() const { return m_notice; }
    [[nodiscard]] QString draft() const { return m_draft; }
    /// Why nothing can be sent, in the user's language; empty if it can.
    [[nodiscard]] QString whyNotSend() const;
    /// Shows whyNotSend() as a notice, with what the user can do about it.
    void explainRefusal();
    /// The model that will be asked: the conversation's, or its service's default.
    [[nodiscard]] QString model() const;
    /// How the next request will give the model its context.
    [[nodiscard]] Strategy strategy() const;
    [[nodiscard]] ContextMeter *meter() { return &m_meter; }

    enum class Origin {
        Draft, ///< What was sent is no draft any more; it is one again if it cannot be stored.
        Elsewhere, ///< The draft stays as it is.
    };
    /// Adds a message by the user and asks for the reply. Requires whyNotSend() to be empty.
    void send(const QString &text, Origin origin = Origin::Draft);
    /// Also gives up asking again when the network is back.
    void stop();
    /// Asks again for the reply `id`: in its place if it is empty and nothing follows it, else as another
    /// alternative. With `wanted` that model is asked, this once, and again if it fails; what the
    /// conversation itself uses stays as it is.
    void regenerate(const MessageId &id, const std::optional<ModelChoice> &wanted = {});
    /// Goes on with the reply `id` where it stopped, if it is unfinished and nothing follows it.
    void continueReply(const MessageId &id);
    /// Adds another wording of the user's message `id` and asks for the reply to that.
    /// False if that message is not on the branch that is shown; nothing is changed then.
    [[nodiscard]] bool edit(const MessageId &id, const QString &text);
    /// Shows the alternative `step` places after the one that is shown, with what follows it.
    void showAlternative(const MessageId &id, int step);
    /// Shows the branch that the message `id` is on; branchShown() says where it is.
    void showMessage(const MessageId &id);
    /// Finds `text`, whatever the case, on all branches. `answer` is not called if `context` is gone by then.
    void findAll(const QString &text, QObject *context, std::function<void(const TextHits &)> answer);
    /// The messages from row `first` to row `last` of the branch that ends with `leaf`; nothing if they
    /// cannot be read. `answer` is not called if `context` is gone by then.
    void readRows(const MessageId &leaf, int first, int last, QObject *context,
                  std::function<void(const std::optional<QList<BranchMessage>> &)> answer);
    void setMilestone(const MessageId &id, bool milestone);

    /// The request of the reply; empty if none was kept. `answer` is not called if `context` is gone by then.
    void readSent(const MessageId &reply, QObject *context,
                  std::function<void(const std::optional<SentTurn> &)> answer);
    /// The request that `draft` would make.
    void readComing(const QString &draft, QObject *context, std::function<void(const SentTurn &)> answer);
    /// What requests for the conversation have cost.
    void readUsage(QObject *context, std::function<void(const Result<UsageSum, StoreError> &)> answer);

    /// What servers hold and held of the conversation, the newest last.
    void readThreads(QObject *context, std::function<void(const QList<ServerThread> &)> answer);
    /// Deletes the thread on the server; `answer` gets the reason if that was not possible, else nothing.
    void forgetOnServer(const ServerThread &thread, QObject *context,
                        std::function<void(const QString &)> answer);
    /// Lets the next turn go as if the server had deleted the thread long ago.
    void pretendExpired(const ServerThread &thread);

    /// What is known of the model that will be asked.
    void readModel(QObject *context, std::function<void(const ModelFigures &)> answer);
    /// Keeps the user's own figures of that model.
    void setModelFigures(qint64 window, double promptPrice, double completionPrice);

    /// Where the reader left the conversation; empty for its end.
    [[nodiscard]] const std::optional<ReadingPosition> &readingPosition() const { return m_readingPosition; }
    void keepReadingPosition(const std::optional<ReadingPosition> &position);

    /// Keeps what stands in the composer. Not meant for every key: each call writes to the disk.
    void setDraft(const QString &text);
    /// What stands in the composer in place of the draft while another wording of a message is written.
    struct Edit {
        MessageId message;
        QString text;
    };
    [[nodiscard]] const Edit &edit() const { return m_edit; }
    void keepEdit(const MessageId &message, const QString &text);
    void endEdit();
    void setTitle(const QString &title, TitleSource source);
    /// Books what a request for the conversation cost that was no turn of it.
    void noteUsage(Purpose purpose, const QString &model, const Usage &usage);
    void setModel(const ServiceId &service, const QString &model);
    /// Empty for the service's own.
    void setStrategy(const std::optional<Strategy> &strategy);
    void setInstructions(const QString &instructions);
    void setParameters(const Parameters &parameters);
    /// Where it will be when it has begun; before that only.
    void setFolder(const FolderId &folder) { m_conversation.folder = folder; }
    /// Shows what the store has now, after messages have gone or come back; reloaded() follows.
    void reload();
    /// Takes over what was changed in the store about the conversation as a whole.
    void takeOver(const Conversation &stored);

    /// The network is back: asks again, once, for a reply whose request surely was not sent.
    void takeNetworkReturn();

    /// Does what a notice offered, as far as it concerns the conversation.
    void perform(Notice::Action action);

Q_SIGNALS:
    void opened();
    /// Messages were taken out of the conversation or put back: the transcript shows what it has now.
    void aboutToReload();
    void reloaded();
    void openFailed(const bobbin::StoreError &error);
    /// Title, model, flags or anything else about the conversation but its messages.
    void conversationChanged();
    void busyChanged();
    void noticeChanged();
    /// What was to be sent could not be kept and was not sent: it is the user's again.
    void returned(const QString &text);
    /// The turn could not be kept, so that nobody was asked: no replyEnded() follows.
    void turnAbandoned();
    /// Another branch is shown; `row` is where it differs.
    void branchShown(int row);
    /// The stored tree has other messages than before.
    void branchesChanged();
    void milestoneChanged(const bobbin::MessageId &message, bool isMilestone);
    /// Something was done about the context of the reply that the user is to be told.
    void noticed(const bobbin::ContextNotice &notice);
    /// A piece of the reply, as it arrives.
    void textReceived(const QString &text);
    /// The reply has come, and the disk does not take it; the notice says why. replyEnded() follows when it
    /// does.
    void replyHeld();
    /// `isKept` is false if its end could not be stored, which the notice explains.
    void replyEnded(const bobbin::Message &reply, bool isKept);

private:
    struct NewTurn {
        QList<Message> added; // stored in this order, each the leaf
        MessageId resumed; // or a stored reply that streams again
        QString text; // what the user wrote, to be returned if it cannot be kept
        bool isNewConversation = false;
        bool clearsDraft = false;
        bool becomesDraft = true; // if it cannot be kept
        bool isContinuation = false;
        MessageId leafBefore {};
        int lengthBefore = 0;
        std::optional<ModelChoice> other {}; // is asked in place of the conversation's own
    };
    struct FailedSummary {
        ModelChoice asked;
        int length = 0; // of the branch, in messages
    };
    using FindMessage = std::function<Result<MessageId, StoreError>(ConversationStore &)>;

    ChatSession(const Context &context, const Conversation &conversation, QObject *parent);
    void putBefore(const QString &stored);
    void load();
    void takeOpening(const Result<Opening, StoreError> &opening);
    void loadRows(int first, int last);
    Message newMessage(Role role, const MessageId &parent, int depth) const;
    Message newReply(const MessageId &parent, int depth, const std::optional<ModelChoice> &other = {}) const;
    void beginTurn(NewTurn turn, const Message &reply);
    void startTurn(const Message &reply, const NewTurn &turn);
    [[nodiscard]] std::optional<ModelChoice> otherModelOf(const Message &reply) const;
    [[nodiscard]] TurnQuestion questionFor(const QString &draft) const;
    [[nodiscard]] bool concernsProgramsProxy(const CompletionError &error, const ServiceId &service) const;
    [[nodiscard]] bool hasFailedToSummarize(const QString &model) const;
    void considerSummary();
    void takeMeasurement();
    [[nodiscard]] Notice expiryNotice() const;
    void dismissNotice();
    void abandonTurn(const NewTurn &turn, const StoreError &error);
    void showBranchThrough(const FindMessage &find);
    void takeNotice(const ContextNotice &notice);
    void takeRetry(const CompletionError &error, std::chrono::milliseconds delay);
    void showCountdown();
    void takeEnd(const Message &reply, const std::optional<CompletionError> &error,
                 const std::optional<StoreError> &storeError);
    void keepDraft();
    void showReply(const Message &reply);
    void takeStoreFailure(const StoreError &error);
    void setBusy(bool busy);
    void setNotice(const Notice &notice);
    void reportStoreError(const StoreError &error);
    template<typename Work>
    void change(Work work);
    void showStored();
    void showMilestone(const MessageId &id, bool milestone);

    const Context m_context;
    Conversation m_conversation;
    TranscriptModel m_transcript;
    QPointer<Turn> m_turn;
    std::optional<ModelChoice> m_other; // that the last turn asked in place of the conversation's own
    MessageId m_otherReply; // of that turn
    Notice m_notice;
    std::pair<ServerThreadId, Timestamp> m_dismissedExpiry; // of which server thread, when last used
    QString m_draft;
    std::optional<ReadingPosition> m_readingPosition;
    Edit m_edit;
    ReplyDisplay m_display;
    ContextMeter m_meter;
    QPointer<QObject> m_summarizer;
    std::optional<FailedSummary> m_failedSummary; // the last one, if asking again would be in vain
    QTimer m_countdown;
    QTimer m_draftRetry; // runs while the draft is not stored because the disk does not take it
    QElapsedTimer m_waiting;
    std::chrono::milliseconds m_delay {};
    QString m_retryReason;
    std::optional<Notice::Action>
        m_unsent; // asks for the last reply again, nothing of whose request has left
    bool m_wasSentAgain = false; // by takeNetworkReturn()
    bool m_isStored = false;
    bool m_isOpen = false;
    bool m_isBusy = false;
    bool m_isUnsettled = false; // a change could not be stored while a reply was received
    bool m_isDraftLost = false; // it cannot be stored, and the user was told
    bool m_isOutdated = false; // messages have gone or come while a reply was received
    bool m_isSwitching = false; // to another branch
    bool m_stopsAtOnce = false; // stopped while the turn was being stored
};

} // namespace bobbin
