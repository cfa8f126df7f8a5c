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
    if (m_isEndHandedOver)
        return;
    if (!m_hasEnded) {
        m_reply.error = tr("Bobbin was closed before the reply had ended.");
        m_reply.state = ReplyState::Interrupted;
    }
    keepEnd(); // behind a check-point that may be on its way
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
    const auto backend = createBackend(m_context.network, endpoint, m_request.strategy, m_quirks);
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
    m_unkeptReasoning += std::exchange(m_unkeptContent, {});
    m_context.store.run([id = m_reply.id](ConversationStore &store) { (void)store.messages().turnContentIntoReasoning(id); });
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

// One check-point at a time: what one could not keep goes before what came since, and is tried again.
void Turn::keep()
{
    m_checkpoint.stop();
    if (m_isKeeping || (m_unkeptContent.isEmpty() && m_unkeptReasoning.isEmpty()))
        return;
    m_isKeeping = true;
    const QString content = std::exchange(m_unkeptContent, {});
    const QString reasoning = std::exchange(m_unkeptReasoning, {});
    m_context.store.run(
        this,
        [id = m_reply.id, content, reasoning](ConversationStore &store) {
            return store.messages().appendToReply(id, content, reasoning);
        },
        [this, content, reasoning](const Status<StoreError> &kept) {
            m_isKeeping = false;
            if (!kept) {
                m_unkeptContent.prepend(content);
                m_unkeptReasoning.prepend(reasoning);
                Q_EMIT storeFailed(kept.error());
            }
            if (m_hasEnded)
                keepEnd();
            else if (!m_unkeptContent.isEmpty() || !m_unkeptReasoning.isEmpty())
                m_checkpoint.start();
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
    m_error = error;
    if (!m_isKeeping)
        keepEnd();
}

void Turn::keepEnd()
{
    m_isEndHandedOver = true;
    m_context.store.run(
        this,
        [conversation = m_conversation, reply = m_reply, content = std::exchange(m_unkeptContent, {}),
         reasoning = std::exchange(m_unkeptReasoning, {})](ConversationStore &store) {
            return store.messages().finishReply(conversation, reply, content, reasoning);
        },
        [this](const Status<StoreError> &kept) {
            Q_EMIT ended(m_reply, m_error, kept ? std::nullopt : std::optional(kept.error()));
        });
}

} // namespace bobbin
