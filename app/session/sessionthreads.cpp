#include "core/enumnames.h"
#include "delivery.h"
#include "net/serverthreads.h"
#include "sentturnstore.h"
#include "session/chatsession.h"
#include "session/serviceregistry.h"
#include "store/storethread.h"

namespace bobbin {

// What a ChatSession tells about requests, and about what servers hold.

void ChatSession::readSent(const MessageId &reply, QObject *context,
                           std::function<void(const std::optional<SentTurn> &)> answer)
{
    const int row = m_transcript.rowOf(reply);
    const ServiceId asked = row >= 0 ? m_transcript.messageAt(row).service : m_conversation.service;
    const Service service = m_context.services.find(asked).value_or(Service());
    m_context.reader.run(
        context,
        [conversation = m_conversation, service, reply](ConversationStore &store) {
            return readSentTurn(store, conversation, service, reply);
        },
        [answer = std::move(answer)](const Result<std::optional<SentTurn>, StoreError> &turn) {
            answer(turn ? turn.value() : std::nullopt);
        });
}

TurnQuestion ChatSession::questionFor(const QString &draft) const
{
    return {.conversation = m_conversation,
            .service = m_context.services.find(m_conversation.service).value_or(Service()),
            .model = model(),
            .strategy = strategy(),
            .reply = {},
            .now = m_context.clock.now(),
            .draft = draft};
}

void ChatSession::readComing(const QString &draft, QObject *context,
                             std::function<void(const SentTurn &)> answer)
{
    m_context.reader.run(
        context,
        [question = questionFor(draft)](ConversationStore &store) { return readComingTurn(store, question); },
        [answer = std::move(answer)](const Result<SentTurn, StoreError> &turn) {
            if (turn)
                answer(turn.value());
        });
}

void ChatSession::readUsage(QObject *context,
                            std::function<void(const Result<UsageSum, StoreError> &)> answer)
{
    m_context.reader.run(
        context, [id = id()](ConversationStore &store) { return store.usage().ofConversation(id); },
        std::move(answer));
}

void ChatSession::readThreads(QObject *context, std::function<void(const QList<ServerThread> &)> answer)
{
    m_context.writer.run( // behind what was just changed
        context, [id = id()](ConversationStore &store) { return store.serverThreads().of(id); },
        [answer = std::move(answer)](const Result<QList<ServerThread>, StoreError> &threads) {
            answer(threads ? threads.value() : QList<ServerThread>());
        });
}

void ChatSession::forgetOnServer(const ServerThread &thread, QObject *context,
                                 std::function<void(const QString &)> answer)
{
    const auto strategy = strategyFromName(thread.strategy);
    const auto service = m_context.services.find(thread.service);
    if (!strategy || !service) {
        answer(tr("Its service was removed from Bobbin."));
        return;
    }
    m_context.services.endpoint(
        thread.service, context,
        [this, self = QPointer(this), thread, strategy, context = QPointer(context), name = service->name,
         answer = std::move(answer)](const Result<Endpoint, SecretError> &endpoint) {
            if (!self || !context)
                return;
            if (!endpoint) {
                answer(explain(endpoint.error()));
                return;
            }
            ServerThreads threads(m_context.network, endpoint.value(), *strategy);
            ServerThreadReply *reply = threads.remove(thread.remoteId, this);
            connect(reply, &ServerThreadReply::finished, context, [this, thread, reply, answer] {
                reply->deleteLater();
                m_context.writer.run([id = thread.id, now = m_context.clock.now()](ConversationStore &store) {
                    (void)store.serverThreads().setLost(id, nameOfLoss(ContextNotice::Reason::Forgotten),
                                                        now);
                });
                m_meter.update();
                answer({});
            });
            connect(reply, &ServerThreadReply::failed, context,
                    [reply, name, answer](const CompletionError &error) {
                        reply->deleteLater();
                        answer(explain(error, name));
                    });
        });
}

void ChatSession::pretendExpired(const ServerThread &thread)
{
    ServerThread expired = thread;
    expired.usedAt = {};
    m_context.writer.run(
        this,
        [expired, id = id()](ConversationStore &store) { return store.serverThreads().put(id, expired); },
        [this](const Status<StoreError> &kept) {
            if (!kept)
                reportStoreError(kept.error());
            m_meter.update();
        });
}

void ChatSession::readModel(QObject *context, std::function<void(const ModelFigures &)> answer)
{
    m_context.reader.run(
        context,
        [service = m_conversation.service, model = model()](ConversationStore &store) {
            ModelFigures figures;
            if (const auto details = store.services().details(service, model))
                figures.chosen = details.value();
            ModelDetails others = figures.chosen;
            others.chosenWindow = 0;
            others.chosenPromptPrice = others.chosenCompletionPrice = 0;
            figures.known = factsOf(model, others);
            return figures;
        },
        std::move(answer));
}

void ChatSession::setModelFigures(qint64 window, double promptPrice, double completionPrice)
{
    m_context.writer.run(
        this,
        [=, service = m_conversation.service, model = model()](ConversationStore &store) {
            return changeDetails(store, service, model, [=](ModelDetails &details) {
                details.chosenWindow = window;
                details.chosenPromptPrice = promptPrice;
                details.chosenCompletionPrice = completionPrice;
            });
        },
        [this](const Status<StoreError> &kept) {
            if (!kept)
                reportStoreError(kept.error());
            m_meter.update();
        });
}

} // namespace bobbin
