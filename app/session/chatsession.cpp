#include "session/chatsession.h"

#include "core/strategy.h"
#include "core/threadaffinity.h"
#include "session/serviceregistry.h"
#include "sessionstore.h"
#include "store/storethread.h"
#include "turnplan.h"

#include <QLocale>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int LaterPage = 100;
constexpr std::chrono::milliseconds CountdownInterval {500};
constexpr std::chrono::milliseconds DraftRetryInterval {2'000};

} // namespace

ChatSession *ChatSession::create(const Context &context, const ServiceId &service, const QString &model,
                                 QObject *parent)
{
    Conversation conversation;
    conversation.id = ConversationId::create();
    conversation.service = service;
    conversation.model = model;
    auto *session = new ChatSession(context, conversation, parent);
    session->m_isOpen = true;
    context.writer.run( // behind the draft that was just left
        session, [](ConversationStore &store) { return store.drafts().find({}); },
        [session](const Result<QString, StoreError> &draft) {
            if (draft && !draft->isEmpty())
                session->putBefore(draft.value());
            Q_EMIT session->opened();
        });
    return session;
}

ChatSession *ChatSession::open(const Context &context, const ConversationId &id, QObject *parent)
{
    Conversation conversation;
    conversation.id = id;
    auto *session = new ChatSession(context, conversation, parent);
    session->m_isStored = true;
    session->load();
    return session;
}

ChatSession::ChatSession(const Context &context, const Conversation &conversation, QObject *parent)
    : QObject(parent), m_context(context), m_conversation(conversation), m_display(m_transcript),
      m_meter(context.writer, context.reader, context.clock, [this] {
          return ContextMeter::Subject {.conversation = m_conversation,
                                        .service = m_context.services.find(m_conversation.service),
                                        .model = model(),
                                        .strategy = strategy()};
      })
{
    connect(this, &ChatSession::opened, &m_meter, &ContextMeter::update);
    connect(this, &ChatSession::conversationChanged, &m_meter, &ContextMeter::update);
    connect(this, &ChatSession::busyChanged, &m_meter, &ContextMeter::update);
    connect(&m_meter, &ContextMeter::changed, this, &ChatSession::takeMeasurement);
    m_countdown.setInterval(CountdownInterval);
    connect(&m_countdown, &QTimer::timeout, this, &ChatSession::showCountdown);
    m_draftRetry.setInterval(DraftRetryInterval);
    connect(&m_draftRetry, &QTimer::timeout, this, &ChatSession::keepDraft);
    connect(&m_transcript, &TranscriptModel::rowsWanted, this, &ChatSession::loadRows);
}

ChatSession::~ChatSession() { delete m_turn; }

void ChatSession::load()
{
    Q_ASSERT(isInItsThread(this));
    m_context.reader.run(
        this, [id = id()](ConversationStore &store) { return readOpening(store, id); },
        [this](const Result<Opening, StoreError> &opening) { takeOpening(opening); });
}

void ChatSession::reload()
{
    if (!m_isOpen)
        return;
    if (m_isBusy) {
        m_isOutdated = true;
        return;
    }
    Q_EMIT aboutToReload();
    const auto row = m_readingPosition ? std::optional(m_readingPosition->row) : std::nullopt;
    // By the writer, behind whatever was changed.
    m_context.writer.run(
        this, [id = id(), row](ConversationStore &store) { return readOpening(store, id, row); },
        [this](const Result<Opening, StoreError> &opening) { takeOpening(opening); });
}

void ChatSession::takeOpening(const Result<Opening, StoreError> &opening)
{
    Q_ASSERT(isInItsThread(this));
    if (!opening) {
        if (m_isOpen)
            reportStoreError(opening.error());
        else
            Q_EMIT openFailed(opening.error());
        return;
    }
    if (m_isOpen && m_isBusy) { // a turn has begun since
        m_isOutdated = true;
        return;
    }
    if (m_isOpen && opening->conversation.leaf != m_conversation.leaf)
        setNotice({}); // it was about what is not there any more
    m_conversation = opening->conversation;
    m_transcript.reset(m_conversation.length, opening->first, opening->messages, opening->end);
    m_readingPosition = opening->position;
    if (std::exchange(m_isOpen, true)) {
        Q_EMIT conversationChanged();
        Q_EMIT reloaded();
        Q_EMIT branchesChanged();
        return;
    }
    m_draft = opening->draft;
    Q_EMIT opened();
}

// The anchor is the nearest loaded message below: the way up the branch is the only one that is certain.
void ChatSession::loadRows(int first, int last)
{
    int anchor = last + 1;
    while (anchor < m_transcript.rowCount() && !m_transcript.isLoaded(anchor))
        ++anchor;
    const MessageId from =
        anchor < m_transcript.rowCount() ? m_transcript.messageAt(anchor).id : m_conversation.leaf;
    const int start = qMax(0, qMin(first, last - LaterPage));
    m_context.reader.run(
        this,
        [from, start, last](ConversationStore &store) { return store.messages().branch(from, start, last); },
        [this, start, from](const Result<QList<BranchMessage>, StoreError> &rows) {
            if (!rows) {
                m_transcript.setRows(start, {}); // may be asked for again
                reportStoreError(rows.error());
                return;
            }
            // Another branch may be shown by now; these rows are of the branch above `from`.
            const bool isCurrent = m_conversation.leaf == from || m_transcript.rowOf(from) >= 0;
            m_transcript.setRows(start, isCurrent ? rows.value() : QList<BranchMessage>());
        });
}

void ChatSession::keepReadingPosition(const std::optional<ReadingPosition> &position)
{
    if (position == std::exchange(m_readingPosition, position) || !m_isStored)
        return;
    m_context.writer.run([id = id(), position](ConversationStore &store) {
        (void)store.drafts().setReadingPosition(id, position); // without it the end is shown
    });
}

void ChatSession::readRows(const MessageId &leaf, int first, int last, QObject *context,
                           std::function<void(const std::optional<QList<BranchMessage>> &)> answer)
{
    m_context.reader.run(
        context,
        [leaf, first, last](ConversationStore &store) { return store.messages().branch(leaf, first, last); },
        [answer = std::move(answer)](const Result<QList<BranchMessage>, StoreError> &rows) {
            answer(rows ? std::optional(rows.value()) : std::nullopt);
        });
}

QString ChatSession::model() const
{
    if (!m_conversation.model.isEmpty())
        return m_conversation.model;
    const std::optional<Service> service = m_context.services.find(m_conversation.service);
    return service ? service->defaultModel : QString();
}

Strategy ChatSession::strategy() const
{
    if (m_conversation.strategy)
        return *m_conversation.strategy;
    const std::optional<Service> service = m_context.services.find(m_conversation.service);
    if (!service)
        return Strategy::FullHistory;
    return service->strategy.value_or(strategiesOf(service->apiKind).constFirst());
}

QString ChatSession::whyNotSend() const
{
    if (!m_isOpen || m_isSwitching)
        return tr("The conversation is being opened.");
    if (m_isBusy)
        return tr("A reply is being received.");
    if (!m_context.services.find(m_conversation.service)) {
        return m_conversation.service.isNull()
            ? tr("Choose a service first.")
            : tr("The service of this conversation was removed. Choose another one.");
    }
    if (model().isEmpty())
        return tr("Choose a model first.");
    return {};
}

void ChatSession::explainRefusal()
{
    const QString reason = whyNotSend();
    if (reason.isEmpty() || m_isBusy)
        return;
    const bool hasService = m_context.services.find(m_conversation.service).has_value();
    setNotice({.kind = Notice::Kind::Information,
               .text = reason,
               .actions = {hasService ? Notice::Action::ChooseModel : Notice::Action::OpenServices,
                           Notice::Action::Dismiss}});
}

void ChatSession::takeMeasurement()
{
    const ContextState &state = m_meter.state();
    m_transcript.setContextBegin(state.begin);
    const bool isDismissed = state.hasExpired && m_dismissedExpiry == std::pair(state.thread, state.usedAt);
    if (state.hasExpired && !isDismissed && !m_isBusy && m_notice.kind == Notice::Kind::None)
        setNotice(expiryNotice());
}

Notice ChatSession::expiryNotice() const
{
    const Timestamp usedAt = m_meter.state().usedAt;
    const QString since = usedAt == Timestamp {}
        ? QString()
        : QLocale().toString(toLocalTime(usedAt).date(), QLocale::ShortFormat);
    return {
        .kind = Notice::Kind::Information,
        .text = since.isEmpty()
            ? tr("The service's copy of this conversation is taken for expired. Your next message gives it "
                 "the conversation again.")
            : tr("The service has probably deleted its copy of this conversation, which was last used on "
                 "%1. Your next message gives it the conversation again.")
                  .arg(since),
        .actions = {Notice::Action::Dismiss}};
}

// Measured again at every pause in typing, an expired copy would be told of again each time.
void ChatSession::dismissNotice()
{
    const ContextState &state = m_meter.state();
    if (state.hasExpired && m_notice == expiryNotice())
        m_dismissedExpiry = {state.thread, state.usedAt};
    setNotice({});
}

void ChatSession::showAlternative(const MessageId &id, int step)
{
    showBranchThrough([id, step](ConversationStore &store) { return findAlternative(store, id, step); });
}

void ChatSession::showMessage(const MessageId &id)
{
    showBranchThrough([id](ConversationStore &) -> Result<MessageId, StoreError> { return id; });
}

void ChatSession::findAll(const QString &text, QObject *context, std::function<void(const TextHits &)> answer)
{
    m_context.reader.run(
        context,
        [id = id(), leaf = m_conversation.leaf, text](ConversationStore &store) {
            return findInTree(store, id, leaf, text);
        },
        [answer = std::move(answer)](const Result<TextHits, StoreError> &hits) {
            answer(hits ? hits.value() : TextHits());
        });
}

void ChatSession::showBranchThrough(const FindMessage &find)
{
    if (m_isBusy || std::exchange(m_isSwitching, true))
        return;
    Q_EMIT busyChanged(); // nothing can be sent meanwhile
    const auto work = [conversation = this->id(), leaf = m_conversation.leaf,
                       find](ConversationStore &store) -> Result<Opening, StoreError> {
        const auto target = find(store);
        if (!target)
            return Failure {target.error()};
        return switchToBranchOf(store, conversation, leaf, target.value());
    };
    m_context.writer.run(this, work, [this](const Result<Opening, StoreError> &opening) {
        m_isSwitching = false;
        Q_EMIT busyChanged();
        if (!opening) {
            if (opening.error().kind != StoreError::Kind::NotFound)
                reportStoreError(opening.error());
            return;
        }
        m_conversation.leaf = opening->conversation.leaf;
        m_conversation.length = opening->conversation.length;
        setNotice({});
        m_transcript.reset(m_conversation.length, opening->first, opening->messages, opening->end);
        Q_EMIT branchShown(opening->row);
    });
}

template<typename Work>
void ChatSession::change(Work work)
{
    Q_EMIT conversationChanged();
    if (!m_isStored)
        return;
    m_context.writer.run(this, std::move(work), [this](const auto &changed) {
        if (changed)
            return;
        reportStoreError(changed.error());
        showStored();
    });
}

// What could not be changed is shown as it is.
void ChatSession::showStored()
{
    m_context.reader.run(
        this, [id = id()](ConversationStore &store) { return store.conversations().find(id); },
        [this](const Result<Conversation, StoreError> &stored) {
            m_isUnsettled = m_isBusy; // what the turn itself changes is on its way to the store
            if (!stored || m_isBusy)
                return;
            m_conversation.service = stored->service;
            m_conversation.model = stored->model;
            m_conversation.strategy = stored->strategy;
            m_conversation.instructions = stored->instructions;
            m_conversation.parameters = stored->parameters;
            takeOver(stored.value());
        });
}

void ChatSession::setMilestone(const MessageId &id, bool milestone)
{
    if (m_transcript.rowOf(id) < 0)
        return;
    showMilestone(id, milestone);
    Q_EMIT conversationChanged();
    m_context.writer.run(
        this,
        [id, milestone](ConversationStore &store) { return store.messages().setMilestone(id, milestone); },
        [this, id, milestone](const Status<StoreError> &kept) {
            if (kept)
                return;
            showMilestone(id, !milestone);
            reportStoreError(kept.error());
        });
}

void ChatSession::showMilestone(const MessageId &id, bool milestone)
{
    if (const int row = m_transcript.rowOf(id); row >= 0) {
        BranchMessage entry = m_transcript.at(row);
        entry.message.milestone = milestone;
        m_transcript.replace(row, entry);
    }
    Q_EMIT milestoneChanged(id, milestone);
}

void ChatSession::setTitle(const QString &title, TitleSource source)
{
    if (source < m_conversation.titleSource || title.isEmpty())
        return;
    m_conversation.title = title;
    m_conversation.titleSource = source;
    change([id = id(), title, source](ConversationStore &store) {
        return store.conversations().setTitle(id, title, source);
    });
}

void ChatSession::noteUsage(Purpose purpose, const QString &model, const Usage &usage)
{
    if (usage.isEmpty())
        return;
    UsageEntry entry {.at = m_context.clock.now(),
                      .conversation = id(),
                      .service = m_conversation.service,
                      .model = model,
                      .purpose = purpose,
                      .usage = usage,
                      .cost = {}};
    m_context.writer.run([entry](ConversationStore &store) mutable {
        entry.cost = costOf(entry.usage, bobbin::readModel(store, entry.service, entry.model).facts);
        (void)store.usage().add(entry);
    });
}

void ChatSession::setModel(const ServiceId &service, const QString &model)
{
    if (service == m_conversation.service && model == m_conversation.model)
        return;
    m_conversation.service = service;
    m_conversation.model = model;
    if (m_notice.kind == Notice::Kind::Information && !m_isBusy)
        setNotice({}); // it was about the choice
    change([id = id(), service, model](ConversationStore &store) {
        return store.conversations().setModel(id, service, model);
    });
}

void ChatSession::setStrategy(const std::optional<Strategy> &strategy)
{
    m_conversation.strategy = strategy;
    if (strategy) {
        m_context.writer.run([service = m_conversation.service, model = model(),
                              strategy = *strategy](ConversationStore &store) {
            (void)forgetIgnored(store, service, model, strategy);
        });
    }
    change([id = id(), strategy](ConversationStore &store) {
        return store.conversations().setStrategy(id, strategy);
    });
}

void ChatSession::setInstructions(const QString &instructions)
{
    m_conversation.instructions = instructions;
    change([id = id(), instructions](ConversationStore &store) {
        return store.conversations().setInstructions(id, instructions);
    });
}

void ChatSession::setParameters(const Parameters &parameters)
{
    m_conversation.parameters = parameters;
    change([id = id(), parameters](ConversationStore &store) {
        return store.conversations().setParameters(id, parameters);
    });
}

void ChatSession::takeOver(const Conversation &stored)
{
    Q_ASSERT(isInItsThread(this));
    if (!m_isOpen)
        return;
    m_conversation.title = stored.title;
    m_conversation.titleSource = stored.titleSource;
    m_conversation.folder = stored.folder;
    m_conversation.tags = stored.tags;
    m_conversation.pinned = stored.pinned;
    m_conversation.archived = stored.archived;
    m_conversation.trashedAt = stored.trashedAt;
    Q_EMIT conversationChanged();
}

void ChatSession::setDraft(const QString &text)
{
    if (text == m_draft)
        return;
    m_draft = text;
    m_meter.setDraft(text);
    keepDraft();
}

// Somebody may have begun to write before it was known what was there.
void ChatSession::putBefore(const QString &stored)
{
    setDraft(m_draft.isEmpty() ? stored : stored + u"\n\n"_s + m_draft);
}

void ChatSession::keepEdit(const MessageId &message, const QString &text)
{
    m_edit = {message, text};
    keepDraft();
}

void ChatSession::endEdit()
{
    if (m_edit.message.isNull())
        return;
    m_edit = {};
    keepDraft();
}

// After a crash the wording that was being written is found in the composer, like any draft.
void ChatSession::keepDraft()
{
    Q_ASSERT(isInItsThread(this));
    const ConversationId key = m_isStored ? id() : ConversationId();
    const QString gap = m_draft.isEmpty() || m_edit.text.isEmpty() ? QString() : u"\n\n"_s;
    m_context.writer.run(
        this,
        [key, text = QString(m_edit.text + gap + m_draft)](ConversationStore &store) {
            return store.drafts().set(key, text);
        },
        [this](const Status<StoreError> &kept) {
            if (kept) {
                m_draftRetry.stop();
                m_isDraftLost = false;
            } else if (mayPass(kept.error())) {
                m_draftRetry.start();
            } else if (!std::exchange(m_isDraftLost, true)) {
                reportStoreError(kept.error());
            }
        });
}

bool ChatSession::isHeld() const
{
    return (m_turn && (m_turn->isHeld() || m_turn->isStoreFailing())) || m_draftRetry.isActive();
}

void ChatSession::perform(Notice::Action action)
{
    Q_ASSERT(isInItsThread(this));
    const int last = m_transcript.rowCount() - 1;
    switch (action) {
    case Notice::Action::Retry:
        if (last >= 0 && m_transcript.isLoaded(last))
            regenerate(m_transcript.messageAt(last).id);
        break;
    case Notice::Action::RetryNow:
        if (m_turn)
            m_turn->retryNow();
        break;
    case Notice::Action::Continue:
        if (last >= 0 && m_transcript.isLoaded(last))
            continueReply(m_transcript.messageAt(last).id);
        break;
    case Notice::Action::Stop:
        stop();
        break;
    case Notice::Action::Dismiss:
        dismissNotice();
        break;
    case Notice::Action::OpenServices:
    case Notice::Action::OpenNetwork:
    case Notice::Action::ChooseModel:
    case Notice::Action::SaveReply:
    case Notice::Action::ShowCertificate:
        break; // the window's
    }
}

void ChatSession::setBusy(bool busy)
{
    Q_ASSERT(isInItsThread(this));
    if (std::exchange(m_isBusy, busy) != busy)
        Q_EMIT busyChanged();
    if (!m_isBusy && std::exchange(m_isOutdated, false))
        reload();
    if (!m_isBusy && m_isUnsettled)
        showStored();
}

void ChatSession::setNotice(const Notice &notice)
{
    Q_ASSERT(isInItsThread(this));
    if (notice == m_notice)
        return;
    m_notice = notice;
    Q_EMIT noticeChanged();
}

void ChatSession::reportStoreError(const StoreError &error)
{
    setNotice({.kind = Notice::Kind::Error, .text = explain(error), .actions = {Notice::Action::Dismiss}});
}

} // namespace bobbin
