#include "session/turn.h"

#include "core/logging.h"
#include "net/retrypolicy.h"
#include "session/serviceregistry.h"
#include "store/storethread.h"

#include <QRandomGenerator>

namespace bobbin {
namespace {

// A program that is killed loses no more than this of a reply.
constexpr std::chrono::milliseconds CheckpointInterval {200};
constexpr qsizetype CheckpointSize = 2048; // UTF-16 units, at most 4 KiB of ASCII and Latin text

} // namespace

Turn::Turn(const Context &context, const ConversationId &conversation, const Message &reply,
           const CompletionRequest &request, const ModelQuirks &quirks, QObject *parent)
    : QObject(parent), m_context(context), m_conversation(conversation), m_request(request), m_quirks(quirks),
      m_reply(reply)
{
    m_checkpoint.setSingleShot(true);
    m_checkpoint.setInterval(CheckpointInterval);
    connect(&m_checkpoint, &QTimer::timeout, this, &Turn::keep);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        Q_EMIT retrying();
        this->request();
    });
}

Turn::~Turn()
{
    if (m_hasEnded)
        return;
    m_reply.error = tr("Bobbin was closed before the reply had ended.");
    end(ReplyState::Interrupted);
}

void Turn::start() { request(); }

void Turn::request()
{
    m_context.services.endpoint(m_reply.service, this, [this](const Result<Endpoint, SecretError> &endpoint) {
        if (m_hasEnded)
            return;
        if (endpoint) {
            post(endpoint.value());
            return;
        }
        Q_EMIT keyFailed(endpoint.error());
        m_reply.error = explain(endpoint.error());
        end(ReplyState::Failed);
    });
}

void Turn::post(const Endpoint &endpoint)
{
    const auto backend = createBackend(m_context.network, endpoint, m_quirks);
    if (!backend) {
        m_reply.error =
            tr("Bobbin cannot talk to this kind of service yet. Choose another service or model.");
        end(ReplyState::Failed);
        return;
    }
    m_completion = backend->complete(m_request, this);
    connect(m_completion, &CompletionReply::textReceived, this, &Turn::takeText);
    connect(m_completion, &CompletionReply::reasoningReceived, this, &Turn::takeReasoning);
    connect(m_completion, &CompletionReply::textWasReasoning, this, &Turn::takeTextAsReasoning);
    connect(m_completion, &CompletionReply::finished, this, &Turn::finish);
    connect(m_completion, &CompletionReply::failed, this, &Turn::fail);
    connect(m_completion, &CompletionReply::quirksLearned, this, [this](const ModelQuirks &quirks) {
        m_quirks = quirks;
        m_context.store.run(
            [quirks, service = m_reply.service, model = m_request.model](ConversationStore &store) {
                (void)store.services().setQuirks(service, model, quirks.toJson());
            });
    });
}

void Turn::takeText(const QString &text)
{
    m_unkeptContent += text;
    noteArrival();
    Q_EMIT textReceived(text);
}

void Turn::takeReasoning(const QString &text)
{
    m_unkeptReasoning += text;
    noteArrival();
    Q_EMIT reasoningReceived(text);
}

void Turn::takeTextAsReasoning()
{
    keep();
    m_context.store.run(
        [id = m_reply.id](ConversationStore &store) { (void)store.messages().turnContentIntoReasoning(id); });
    Q_EMIT textWasReasoning();
}

void Turn::noteArrival()
{
    m_hasReceived = true;
    if (m_unkeptContent.size() + m_unkeptReasoning.size() >= CheckpointSize)
        keep();
    else if (!m_checkpoint.isActive())
        m_checkpoint.start();
}

void Turn::keep()
{
    m_checkpoint.stop();
    if (m_unkeptContent.isEmpty() && m_unkeptReasoning.isEmpty())
        return;
    m_context.store.run(
        this,
        [id = m_reply.id, content = std::exchange(m_unkeptContent, {}),
         reasoning = std::exchange(m_unkeptReasoning, {})](ConversationStore &store) {
            return store.messages().appendToReply(id, content, reasoning);
        },
        [this](const Status<StoreError> &kept) {
            if (!kept)
                Q_EMIT storeFailed(kept.error());
        });
}

void Turn::stop()
{
    if (m_completion) {
        m_completion->disconnect(this);
        m_completion->deleteLater();
    }
    end(ReplyState::Stopped);
}

void Turn::retryNow()
{
    if (m_retry.isActive())
        m_retry.start(0);
}

void Turn::finish(const CompletionResult &result)
{
    m_reply.finishReason = result.finishReason;
    m_reply.refused = result.refused;
    m_reply.usage = result.usage;
    m_reply.requestId = result.requestId;
    if (!result.model.isEmpty())
        m_reply.model = result.model;
    end(ReplyState::Complete);
}

void Turn::fail(const CompletionError &error)
{
    if (m_completion)
        m_completion->deleteLater();
    const auto delay = m_hasReceived
        ? std::nullopt
        : retryDelay(error, m_attempt, QRandomGenerator::global()->generateDouble());
    if (delay) {
        ++m_attempt;
        qCInfo(lcSession) << "asking again in" << delay->count() << "ms, status" << error.httpStatus;
        m_retry.start(*delay);
        Q_EMIT retryScheduled(error, *delay);
        return;
    }
    const std::optional<Service> service = m_context.services.find(m_reply.service);
    m_reply.error = explain(error, service ? service->name : QString());
    m_reply.requestId = error.requestId;
    end(m_hasReceived ? ReplyState::Interrupted : ReplyState::Failed, error);
}

void Turn::end(ReplyState state, const std::optional<CompletionError> &error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_retry.stop();
    m_checkpoint.stop();
    m_reply.state = state;
    m_context.store.run(
        this,
        [conversation = m_conversation, reply = m_reply, content = std::exchange(m_unkeptContent, {}),
         reasoning = std::exchange(m_unkeptReasoning, {})](ConversationStore &store) {
            return store.messages().finishReply(conversation, reply, content, reasoning);
        },
        [this, error](const Status<StoreError> &kept) {
            if (!kept)
                Q_EMIT storeFailed(kept.error());
            Q_EMIT ended(m_reply, error);
        });
}

} // namespace bobbin
