#include "chatcompletionsreply.h"

#include "chatrequest.h"
#include "core/logging.h"
#include "httpexchange.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr qsizetype maxErrorBody = 256 * 1024; // bytes
constexpr std::chrono::milliseconds patienceAfterFinish {10'000}; // for usage and [DONE]

} // namespace

ChatCompletionsReply::ChatCompletionsReply(std::shared_ptr<HttpTransport> transport,
                                           CompletionRequest request, ModelQuirks quirks, QObject *parent)
    : CompletionReply(parent), m_transport(std::move(transport)), m_request(std::move(request)),
      m_quirks(std::move(quirks))
{
    ask();
}

ChatCompletionsReply::~ChatCompletionsReply() = default;

void ChatCompletionsReply::ask()
{
    qCDebug(lcNet) << "completion by" << m_request.model << "of" << m_request.messages.size() << "messages";
    const QByteArray json = chatRequestBody(m_request, m_transport->endpoint(), m_quirks);
    m_exchange = m_transport->post(u"/chat/completions"_s, json, this);
    connect(m_exchange, &HttpExchange::bodyReceived, this, &ChatCompletionsReply::takeBytes);
    connect(m_exchange, &HttpExchange::ended, this, &ChatCompletionsReply::takeEnd);
}

void ChatCompletionsReply::cancel()
{
    if (!m_exchange)
        return;
    CompletionError error {
        .kind = Kind::Cancelled, .requestId = m_exchange->requestId(), .host = m_exchange->host()};
    delete std::exchange(m_exchange, nullptr);
    QMetaObject::invokeMethod(
        this, [this, error = std::move(error)] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

void ChatCompletionsReply::takeBytes(const QByteArray &bytes)
{
    const int status = m_exchange->status();
    if (status >= 400) {
        m_errorBody += bytes.left(maxErrorBody - m_errorBody.size());
        return;
    }
    if (status < 200 || status >= 300)
        return; // a redirection is judged by its head
    takeEvents(m_decoder.feed(bytes), false);
}

void ChatCompletionsReply::takeEvents(const QList<SseEvent> &events, bool isEnd)
{
    using Verdict = ChatChunkParser::Verdict;
    CompletionDelta delta;
    for (const SseEvent &event : events) {
        const Verdict verdict = m_parser.take(event, delta);
        if (verdict == Verdict::Progress)
            m_exchange->noteProgress();
        else if (verdict == Verdict::Done)
            m_isDone = true;
        else if (verdict == Verdict::Failed)
            m_failure = makeError(200, m_parser.serviceError(), m_transport->endpoint().apiKey);
        else if (verdict == Verdict::Malformed && !isEnd)
            m_failure = notAnAnswer(Kind::Malformed, u"damaged_event"_s);
        if (m_isDone || m_failure)
            break;
    }
    if (!m_failure && m_decoder.isOverflown())
        m_failure = notAnAnswer(Kind::Malformed, u"answer_too_large"_s);
    if (isEnd || m_isDone || m_failure)
        m_parser.finish(delta);
    if (!give(std::move(delta)))
        return;
    if (m_failure)
        fail(*m_failure);
    else if (m_isDone && !isEnd)
        conclude();
    else if (m_parser.hasFinished())
        m_exchange->setIdleLimit(
            std::min(m_transport->endpoint().service.timeouts.idle, patienceAfterFinish));
}

// Gives out what one arrival of data brought; returns whether the reply still goes on after that.
bool ChatCompletionsReply::give(CompletionDelta delta)
{
    const QPointer<ChatCompletionsReply> self(this);
    m_hasShown = m_hasShown || !delta.isEmpty();
    if (delta.textWasReasoning)
        Q_EMIT textWasReasoning();
    if (self && m_exchange && !delta.reasoning.isEmpty())
        Q_EMIT reasoningReceived(delta.reasoning);
    if (self && m_exchange && !delta.text.isEmpty())
        Q_EMIT textReceived(delta.text);
    return self && m_exchange;
}

void ChatCompletionsReply::takeEnd()
{
    if (m_exchange->error()) {
        CompletionDelta delta;
        m_parser.finish(delta);
        if (!give(std::move(delta)))
            return;
        const bool isLate = m_exchange->error()->code == "idle_timeout"_L1;
        if (m_parser.hasFinished() && (isLate || m_exchange->error()->kind == Kind::Interrupted))
            conclude(); // the service had said that the answer is complete
        else
            fail(*m_exchange->error());
        return;
    }
    if (const int status = m_exchange->status(); status >= 400) {
        CompletionError error =
            makeError(status, parseServiceError(m_errorBody), m_transport->endpoint().apiKey);
        if (learnFrom(error))
            return;
        fail(std::move(error));
        return;
    }

    const QPointer<ChatCompletionsReply> self(this);
    takeEvents(m_decoder.finish(), true);
    if (self && m_exchange)
        conclude();
}

// The answer is over without a failure: is it a complete one?
void ChatCompletionsReply::conclude()
{
    using Form = AnswerDecoder::Form;
    const bool saidItsEnd = m_parser.hasFinished() || m_isDone;
    const bool isWhole = saidItsEnd || (m_decoder.form() == Form::Json && m_parser.hasContent());
    if (m_decoder.form() == Form::Unknown) {
        fail(notAnAnswer(Kind::Empty, u"empty_body"_s));
    } else if (!m_parser.hasRecognized() && !m_decoder.looksLikeEvents()) {
        fail(notAnAnswer(Kind::Malformed, u"not_an_answer"_s));
    } else if (!isWhole) {
        fail(notAnAnswer(Kind::Interrupted, u"no_end"_s));
    } else if (const FinishReason reason = m_parser.result().finishReason; !m_parser.hasContent()
               && reason != FinishReason::Length && reason != FinishReason::ContentFilter
               && reason != FinishReason::ToolCalls) {
        fail(notAnAnswer(Kind::Empty, u"no_content"_s));
    } else {
        CompletionResult result = m_parser.result();
        result.requestId = m_exchange->requestId();
        std::exchange(m_exchange, nullptr)->release();
        Q_EMIT finished(result);
    }
}

void ChatCompletionsReply::fail(CompletionError error)
{
    addHead(error, *m_exchange);
    if (m_hasShown) {
        error.mayRetry = false;
        if (error.kind == Kind::Unreachable)
            error.kind = Kind::Interrupted;
    }
    m_exchange->disconnect(this); // more may arrive before it is gone
    std::exchange(m_exchange, nullptr)->deleteLater();
    Q_EMIT failed(error);
}

// Whether the service refused a parameter that the request can do without. If so, it is asked again.
bool ChatCompletionsReply::learnFrom(const CompletionError &error)
{
    const std::optional<ModelQuirks> learned =
        learnQuirks(error, m_request, m_transport->endpoint(), m_quirks);
    if (!learned)
        return false;
    qCInfo(lcNet) << m_request.model << "refused a parameter; asking again without it:" << error.param;
    m_quirks = *learned;
    m_errorBody.clear();
    m_exchange->release();
    ask();
    Q_EMIT quirksLearned(m_quirks);
    return true;
}

// An error for an answer that is none, with what came instead of it.
CompletionError ChatCompletionsReply::notAnAnswer(Kind kind, const QString &code) const
{
    CompletionError error {.kind = kind, .httpStatus = m_exchange->status(), .code = code};
    if (!m_parser.hasRecognized() && !m_decoder.looksLikeEvents()) {
        const ServiceError words = parseServiceError(m_decoder.beginning());
        const bool isCutJson = m_decoder.form() == AnswerDecoder::Form::Json && !words.isJson;
        if (!isCutJson)
            error.detail = plainDetail(words.message, m_transport->endpoint().apiKey);
    }
    return error;
}

} // namespace bobbin
