#include "core/title.h"
#include "session/chatsession.h"
#include "session/serviceregistry.h"
#include "sessionstore.h"
#include "store/storethread.h"
#include "summarizer.h"

namespace bobbin {

using namespace Qt::StringLiterals;

// The turns of a ChatSession, from what the user writes to the end of the reply.

Message ChatSession::newMessage(Role role, const MessageId &parent, int depth) const
{
    Message message;
    message.id = MessageId::create();
    message.parent = parent;
    message.depth = depth;
    message.role = role;
    message.createdAt = message.updatedAt = m_context.clock.now();
    return message;
}

Message ChatSession::newReply(const MessageId &parent, int depth,
                              const std::optional<ModelChoice> &other) const
{
    Message reply = newMessage(Role::Assistant, parent, depth);
    reply.state = ReplyState::Streaming;
    reply.model = other ? other->model : model();
    reply.service = other ? other->service : m_conversation.service;
    return reply;
}

// What failed or was cut off is tried again as it was tried first.
std::optional<ModelChoice> ChatSession::otherModelOf(const Message &reply) const
{
    const bool isWhole = reply.state == ReplyState::Complete || reply.state == ReplyState::Streaming;
    if (reply.id != m_otherReply || isWhole || !m_other || !m_context.services.find(m_other->service))
        return {};
    return m_other;
}

void ChatSession::send(const QString &text, Origin origin)
{
    Q_ASSERT(whyNotSend().isEmpty());
    Message message = newMessage(Role::User, m_conversation.leaf, m_conversation.length);
    message.content = text;
    const Message reply = newReply(message.id, message.depth + 1);
    if (!m_isStored) {
        m_conversation.createdAt = message.createdAt;
        m_conversation.title = titleFromWords(text);
        m_conversation.titleSource = TitleSource::FirstWords;
    }
    m_transcript.append({message});
    m_transcript.append({reply});
    const bool isDraft = origin == Origin::Draft;
    beginTurn({.added = {message, reply},
               .resumed = {},
               .text = text,
               .clearsDraft = isDraft,
               .becomesDraft = isDraft},
              reply);
}

void ChatSession::regenerate(const MessageId &id, const std::optional<ModelChoice> &wanted)
{
    const int row = m_transcript.rowOf(id);
    const std::optional<ModelChoice> other =
        wanted || row < 0 ? wanted : otherModelOf(m_transcript.messageAt(row));
    const bool canAsk = other
        ? m_isOpen && !m_isSwitching && !m_isBusy && m_context.services.find(other->service)
        : whyNotSend().isEmpty();
    if (row < 0 || !canAsk || m_transcript.messageAt(row).role != Role::Assistant)
        return;
    BranchMessage entry = m_transcript.at(row);
    // What follows it stays on its branch, which could not be found again otherwise.
    const bool isInPlace = row == m_transcript.rowCount() - 1 && entry.message.content.isEmpty()
        && entry.message.reasoning.isEmpty();
    m_transcript.truncate(row + 1);
    // That one model failed stays to be seen beside what another one answers.
    if (isInPlace && (!other || *other == ModelChoice {entry.message.service, entry.message.model})) {
        entry.message.state = ReplyState::Streaming;
        entry.message.error.clear();
        entry.message.service = other ? other->service : m_conversation.service;
        entry.message.model = other ? other->model : model();
        m_transcript.replace(row, entry);
        beginTurn({.added = {}, .resumed = id, .text = {}, .other = other}, entry.message);
        return;
    }
    const Message reply = newReply(entry.message.parent, entry.message.depth, other);
    m_transcript.replace(row, {reply, entry.alternatives, entry.alternatives + 1});
    beginTurn({.added = {reply}, .resumed = {}, .text = {}, .other = other}, reply);
}

void ChatSession::continueReply(const MessageId &id)
{
    const int row = m_transcript.rowOf(id);
    if (row < 0 || row != m_transcript.rowCount() - 1 || !isUnfinished(m_transcript.messageAt(row))
        || !whyNotSend().isEmpty())
        return;
    BranchMessage entry = m_transcript.at(row);
    const std::optional<ModelChoice> other = otherModelOf(entry.message);
    entry.message.state = ReplyState::Streaming;
    entry.message.finishReason = FinishReason::None;
    entry.message.error.clear();
    entry.message.service = other ? other->service : m_conversation.service;
    m_transcript.replace(row, entry);
    beginTurn({.added = {}, .resumed = entry.message.id, .text = {}, .isContinuation = true, .other = other},
              entry.message);
}

bool ChatSession::edit(const MessageId &id, const QString &text)
{
    const int row = m_transcript.rowOf(id);
    if (row < 0 || !whyNotSend().isEmpty() || m_transcript.messageAt(row).role != Role::User)
        return false;
    const BranchMessage entry = m_transcript.at(row);
    Message message = newMessage(Role::User, entry.message.parent, entry.message.depth);
    message.content = text;
    const Message reply = newReply(message.id, message.depth + 1);
    m_transcript.truncate(row + 1);
    m_transcript.replace(row, {message, entry.alternatives, entry.alternatives + 1});
    m_transcript.append({reply});
    beginTurn({.added = {message, reply}, .resumed = {}, .text = text}, reply);
    return true;
}

// Nothing leaves the computer before the store has answered that the turn is on the disk.
void ChatSession::beginTurn(NewTurn turn, const Message &reply)
{
    setNotice({});
    setBusy(true);
    m_other = turn.other;
    m_otherReply = turn.other ? reply.id : MessageId();
    turn.isNewConversation = !std::exchange(m_isStored, true);
    turn.leafBefore = std::exchange(m_conversation.leaf, reply.id);
    turn.lengthBefore = std::exchange(m_conversation.length, reply.depth + 1);
    m_conversation.activeAt = m_context.clock.now();
    const bool wasTrashed = std::exchange(m_conversation.trashedAt, std::nullopt).has_value();
    if (turn.clearsDraft) {
        m_draft.clear();
        m_meter.setDraft({});
    }
    Q_EMIT conversationChanged();

    const TurnToStore toStore {.conversation = m_conversation,
                               .added = turn.added,
                               .resumed = turn.resumed,
                               .reply = reply,
                               .isNewConversation = turn.isNewConversation,
                               .isRestored = wasTrashed,
                               .clearsDraft = turn.clearsDraft};
    const auto work = [toStore](ConversationStore &store) { return storeTurn(store, toStore); };
    m_context.writer.run(this, work, [this, turn, reply](const Status<StoreError> &stored) {
        if (stored) {
            Q_EMIT branchesChanged();
            startTurn(reply, turn);
        } else {
            abandonTurn(turn, stored.error());
        }
    });
}

// Another model is given the whole history where its service takes that: what a server holds of the
// conversation is left alone.
void ChatSession::startTurn(const Message &reply, const NewTurn &turn)
{
    const bool isContinuation = turn.isContinuation;
    const Service service = m_context.services.find(turn.other ? turn.other->service : m_conversation.service)
                                .value_or(Service());
    const Strategy asked = !turn.other           ? strategy()
        : service.apiKind == ApiKind::Assistants ? service.strategy.value_or(Strategy::Thread)
                                                 : Strategy::FullHistory;
    m_turn =
        new Turn({m_context.writer, m_context.reader, m_context.services, m_context.network, m_context.clock},
                 {.conversation = m_conversation,
                  .service = service,
                  .model = turn.other ? turn.other->model : model(),
                  .strategy = asked,
                  .reply = reply,
                  .isContinuation = isContinuation},
                 this);
    m_display.setReply(reply.id, isContinuation ? reply.content : QString());
    connect(m_turn, &Turn::textReceived, this, [this](const QString &text) {
        m_display.addText(text);
        Q_EMIT textReceived(text);
    });
    connect(m_turn, &Turn::reasoningReceived, &m_display, &ReplyDisplay::addReasoning);
    connect(m_turn, &Turn::textWasReasoning, &m_display, &ReplyDisplay::turnTextIntoReasoning);
    connect(m_turn, &Turn::textReplaced, &m_display, &ReplyDisplay::replaceText);
    connect(m_turn, &Turn::statusChanged, this, [this](const QString &status) {
        setNotice(status.isEmpty() ? Notice()
                                   : Notice {.kind = Notice::Kind::Information,
                                             .text = status,
                                             .actions = {Notice::Action::Stop}});
    });
    connect(m_turn, &Turn::noticed, this, &ChatSession::takeNotice);
    connect(m_turn, &Turn::retryScheduled, this, &ChatSession::takeRetry);
    connect(m_turn, &Turn::retrying, this, [this] {
        m_countdown.stop();
        setNotice({});
    });
    connect(m_turn, &Turn::storeFailed, this, &ChatSession::takeStoreFailure);
    connect(m_turn, &Turn::storeRecovered, this, [this] { setNotice({}); });
    connect(m_turn, &Turn::ended, this, &ChatSession::takeEnd);
    if (std::exchange(m_stopsAtOnce, false))
        m_turn->stop();
    else
        m_turn->start();
}

// It stands above the reply at once, and is in the store with it.
void ChatSession::takeNotice(const ContextNotice &notice)
{
    if (const int row = m_transcript.rowOf(m_turn->reply().id); row >= 0) {
        BranchMessage entry = m_transcript.at(row);
        entry.message.notices.append(notice);
        m_transcript.replace(row, entry);
    }
    Q_EMIT noticed(notice);
}

// Nothing was kept, so nothing may look as if it was; the user's text goes back to where it came from.
void ChatSession::abandonTurn(const NewTurn &turn, const StoreError &error)
{
    m_stopsAtOnce = false;
    setBusy(false);
    // Else what is loaded now would look like another branch, which ends what is said about this one.
    m_conversation.leaf = turn.leafBefore;
    m_conversation.length = turn.lengthBefore;
    if (turn.isNewConversation) {
        m_isStored = false;
        m_transcript.reset(0, 0, {});
        Q_EMIT conversationChanged();
    } else {
        load();
    }
    reportStoreError(error);
    Q_EMIT turnAbandoned();
    if (turn.text.isEmpty())
        return;
    if (turn.becomesDraft)
        setDraft(m_draft.isEmpty() ? turn.text : turn.text + u"\n\n"_s + m_draft);
    Q_EMIT returned(turn.text);
}

void ChatSession::takeRetry(const CompletionError &error, std::chrono::milliseconds delay)
{
    const std::optional<Service> service = m_context.services.find(m_turn->reply().service);
    m_retryReason = explain(error, service ? service->name : QString());
    m_delay = delay;
    m_waiting.start();
    m_countdown.start();
    showCountdown();
}

void ChatSession::showCountdown()
{
    const auto left = m_delay - std::chrono::milliseconds(m_waiting.elapsed());
    const int seconds = qMax(0, static_cast<int>((left.count() + 999) / 1000));
    setNotice({.kind = Notice::Kind::Information,
               .text = m_retryReason + u' ' + tr("Trying again in %n second(s).", nullptr, seconds),
               .actions = {Notice::Action::RetryNow, Notice::Action::Stop}});
}

// Shows the reply as it has ended. What has been shown of it is what was received; the turn holds no second
// copy.
void ChatSession::showReply(const Message &reply)
{
    m_display.flush();
    m_countdown.stop();
    const int row = m_transcript.rowOf(reply.id);
    if (row < 0)
        return;
    BranchMessage entry = m_transcript.at(row);
    const QString content = entry.message.content;
    const QString reasoning = entry.message.reasoning;
    entry.message = reply;
    entry.message.content = content;
    entry.message.reasoning = reasoning;
    m_transcript.replace(row, entry);
}

void ChatSession::takeStoreFailure(const StoreError &error)
{
    const bool isHeld = m_turn && m_turn->isHeld();
    if (isHeld)
        showReply(m_turn->reply());
    const QString consequence = isHeld
        ? tr("The reply is only in this window until it can be saved, which Bobbin goes on trying.")
        : tr("The reply goes on; what has come of it is in this window until it can be saved.");
    QList<Notice::Action> actions {Notice::Action::SaveReply};
    if (isHeld)
        actions.prepend(Notice::Action::RetryNow);
    setNotice({.kind = Notice::Kind::Error, .text = explain(error) + u' ' + consequence, .actions = actions});
    if (isHeld)
        Q_EMIT replyHeld();
}

void ChatSession::takeEnd(const Message &reply, const std::optional<CompletionError> &error,
                          const std::optional<StoreError> &storeError)
{
    showReply(reply);
    setNotice({});
    // Unless the user has chosen otherwise meanwhile, what worked goes on.
    const bool hasFallenBack =
        !m_other && reply.state == ReplyState::Complete && m_turn->strategy() != m_turn->askedStrategy();
    if (hasFallenBack && reply.service == m_conversation.service && strategy() == m_turn->askedStrategy())
        setStrategy(m_turn->strategy());
    const Notice::Action again = m_turn->isContinuation() ? Notice::Action::Continue : Notice::Action::Retry;
    m_turn->deleteLater();
    m_turn = nullptr;
    setBusy(false);
    const bool isUnsent =
        error && error->kind == CompletionError::Kind::Unreachable && error->mayRetry && !m_wasSentAgain;
    m_unsent = isUnsent ? std::optional(again) : std::nullopt;
    m_wasSentAgain = false;
    if (reply.state == ReplyState::Complete)
        considerSummary();
    if (reply.state == ReplyState::Failed || reply.state == ReplyState::Interrupted) {
        using Kind = CompletionError::Kind;
        Notice notice {.kind = Notice::Kind::Error, .text = reply.error, .actions = {Notice::Action::Retry}};
        if (reply.state == ReplyState::Interrupted)
            notice.actions.append(Notice::Action::Continue);
        const bool concernsService = !error || error->kind == Kind::Unauthorized
            || error->kind == Kind::Unreachable || error->kind == Kind::RouteMissing
            || error->kind == Kind::BadTls || error->kind == Kind::BadKey || error->kind == Kind::Redirected;
        if (concernsService) {
            notice.actions.append(error && concernsProgramsProxy(*error, reply.service)
                                      ? Notice::Action::OpenNetwork
                                      : Notice::Action::OpenServices);
        }
        if (error && !error->certificate.isEmpty()) {
            notice.actions.append(Notice::Action::ShowCertificate);
            notice.certificate = error->certificate;
            notice.service = reply.service;
        }
        if (error && error->kind == Kind::ModelMissing)
            notice.actions.append(Notice::Action::ChooseModel);
        notice.actions.append(Notice::Action::Dismiss);
        setNotice(notice);
    }
    if (storeError)
        reportStoreError(*storeError);
    Q_EMIT replyEnded(reply, !storeError);
}

// Whether it is about the proxy that services without a way of their own are reached by.
bool ChatSession::concernsProgramsProxy(const CompletionError &error, const ServiceId &service) const
{
    const bool concernsProxy = error.httpStatus == 407 || error.code == "proxy_failed"_L1
        || error.code == "proxy_authentication_required"_L1;
    const std::optional<Service> asked = m_context.services.find(service);
    return concernsProxy && asked && asked->network.proxy.kind == ProxyChoice::Kind::Default;
}

// Only while the notice stands that offers the same: otherwise the user has turned to something else.
void ChatSession::takeNetworkReturn()
{
    if (!m_unsent || m_isBusy || m_conversation.trashedAt || !m_notice.actions.contains(*m_unsent))
        return;
    m_wasSentAgain = true;
    perform(*std::exchange(m_unsent, std::nullopt));
}

// What a model could not summarize it is not asked for after every reply: that costs half a window each time.
bool ChatSession::hasFailedToSummarize(const QString &model) const
{
    return m_failedSummary && m_failedSummary->asked == ModelChoice {m_conversation.service, model}
    && m_conversation.length < m_failedSummary->length * 3 / 2;
}

// Before it is needed: when the branch comes near the end of what fits.
void ChatSession::considerSummary()
{
    constexpr qint64 Near = 85; // percent of the prompt
    constexpr qint64 Kept = 50;
    const std::optional<Service> service = m_context.services.find(m_conversation.service);
    const ContextState &state = m_meter.state();
    if (!service || !service->makesSummaries || m_summarizer || strategy() != Strategy::FullHistory
        || hasFailedToSummarize(service->summaryModel(model())) || state.limit <= 0
        || (state.leftOut == 0 && state.tokens * 100 < state.limit * Kept))
        return;
    const TurnQuestion question = questionFor({});
    const SummaryLimits limits {.needed = state.limit * Near / 100, .kept = state.limit * Kept / 100};
    m_context.reader.run(
        this,
        [question, limits](ConversationStore &store) { return findSummaryWish(store, question, limits); },
        [this, question](const Result<std::optional<SummaryWish>, StoreError> &wish) {
            if (!wish || !wish.value() || m_summarizer)
                return;
            auto *summarizer = new Summarizer(
                {m_context.writer, m_context.reader, m_context.services, m_context.network, m_context.clock},
                question, this);
            m_summarizer = summarizer;
            connect(summarizer, &Summarizer::finished, summarizer, &QObject::deleteLater);
            connect(summarizer, &Summarizer::finished, &m_meter, &ContextMeter::update);
            connect(summarizer, &Summarizer::failed, summarizer, &QObject::deleteLater);
            connect(summarizer, &Summarizer::failed, this, [this, question](bool mayRetry) {
                if (!mayRetry) {
                    m_failedSummary = FailedSummary {
                        .asked = {question.service.id, question.service.summaryModel(question.model)},
                        .length = question.conversation.length};
                }
            });
            summarizer->start(*wish.value());
        });
}

void ChatSession::stop()
{
    m_unsent.reset();
    m_display.flush();
    if (m_turn && m_turn->isHeld())
        m_turn->retryNow(); // there is nothing to stop any more
    else if (m_turn)
        m_turn->stop();
    else
        m_stopsAtOnce = m_isBusy;
}

} // namespace bobbin
