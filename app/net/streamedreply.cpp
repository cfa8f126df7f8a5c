#include "streamedreply.h"

#include "core/logging.h"
#include "httpexchange.h"
#include "requestquirks.h"
#include "threadprobe.h"

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr qsizetype maxErrorBody = 256 * 1024; // bytes
constexpr std::chrono::milliseconds patienceAfterFinish {10'000}; // for usage and [DONE]

// At the end of a text: what looked like the beginning of the key, or of a character.
QString restOf(CharacterJoiner &joiner, KeyMask &mask)
{
    const QString rest = mask.feed(joiner.finish()); // which of two operands is evaluated first is not said
    return rest + mask.finish();
}

} // namespace

StreamedReply::StreamedReply(std::shared_ptr<HttpTransport> transport, CompletionRequest request,
                             ModelQuirks quirks, QObject *parent)
    : CompletionReply(parent), m_transport(std::move(transport)),
      m_request(std::move(request)), m_target {m_request.strategy, m_request.threadId, m_request.assistant},
      m_quirks(std::move(quirks)), m_textMask(m_transport->endpoint().apiKey),
      m_reasoningMask(m_transport->endpoint().apiKey)
{
}

StreamedReply::~StreamedReply() = default;

void StreamedReply::ask()
{
    qCDebug(lcNet) << "completion by" << m_request.model << "of" << m_request.messages.size() << "messages";
    m_call = call();
    m_exchange = m_transport->send(m_call, this);
    connect(m_exchange, &HttpExchange::bodyReceived, this, &StreamedReply::takeBytes);
    connect(m_exchange, &HttpExchange::ended, this, &StreamedReply::takeEnd);
}

void StreamedReply::cancel()
{
    if (m_hasEnded)
        return;
    CompletionError error {.kind = Kind::Cancelled};
    if (m_exchange) {
        error.requestId = m_exchange->requestId();
        error.host = m_exchange->host();
    }
    end();
    QMetaObject::invokeMethod(
        this, [this, error = std::move(error)] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

// Nothing that was under way is heard of any more.
void StreamedReply::end()
{
    aboutToEnd();
    m_hasEnded = true;
    for (QObject *left : {static_cast<QObject *>(std::exchange(m_exchange, nullptr)), m_step.data()}) {
        if (!left)
            continue;
        left->disconnect(this);
        left->deleteLater(); // it may be the sender of what ends the reply
    }
}

void StreamedReply::waitFor(QObject *step)
{
    if (m_step)
        m_step->deleteLater();
    m_step = step;
}

void StreamedReply::takeBytes(const QByteArray &bytes)
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

void StreamedReply::takeEvents(const QList<SseEvent> &events, bool isEnd)
{
    using Verdict = AnswerParser::Verdict;
    CompletionDelta delta;
    bool isDamaged = false;
    for (const SseEvent &event : events) {
        const Verdict verdict = parser().take(event, delta);
        if (verdict == Verdict::Progress)
            m_exchange->noteProgress();
        m_isDone = m_isDone || verdict == Verdict::Done;
        m_hasFailed = verdict == Verdict::Failed;
        isDamaged = verdict == Verdict::Malformed && !isEnd;
        if (m_isDone || m_hasFailed || isDamaged)
            break;
    }
    if (isEnd || m_isDone || m_hasFailed || isDamaged || m_decoder.isOverflown())
        parser().finish(delta);
    if (!give(delta))
        return;
    if (m_hasFailed)
        failByAnswer();
    else if (isDamaged)
        failByForm(Kind::Malformed, u"damaged_event"_s);
    else if (m_decoder.isOverflown())
        failByForm(Kind::Malformed, u"answer_too_large"_s);
    else if (m_isDone && !isEnd)
        conclude();
    else if (parser().hasFinished())
        m_exchange->setIdleLimit(
            std::min(m_transport->endpoint().service.timeouts.idle, patienceAfterFinish));
}

bool StreamedReply::give(const CompletionDelta &delta)
{
    const QPointer<StreamedReply> self(this);
    m_hasShown = m_hasShown || !delta.isEmpty();
    if (delta.textWasReasoning) {
        if (!giveText(restOf(m_textJoiner, m_textMask), false))
            return false;
        Q_EMIT textWasReasoning();
    }
    if (!self || m_hasEnded || !giveText(m_reasoningMask.feed(m_reasoningJoiner.feed(delta.reasoning)), true))
        return false;
    if (!delta.replacesText)
        return giveText(m_textMask.feed(m_textJoiner.feed(delta.text)), false);
    (void)m_textJoiner.finish();
    (void)m_textMask.finish();
    Q_EMIT textReplaced(m_textMask.feed(m_textJoiner.feed(delta.text)));
    return self && !m_hasEnded;
}

// Whether the reply still goes on after that.
bool StreamedReply::giveText(const QString &text, bool isReasoning)
{
    if (text.isEmpty())
        return true;
    const QPointer<StreamedReply> self(this);
    if (isReasoning)
        Q_EMIT reasoningReceived(text);
    else
        Q_EMIT textReceived(text);
    return self && !m_hasEnded;
}

void StreamedReply::giveRest()
{
    if (giveText(restOf(m_reasoningJoiner, m_reasoningMask), true))
        (void)giveText(restOf(m_textJoiner, m_textMask), false);
}

void StreamedReply::takeEnd()
{
    if (m_exchange->error()) {
        takeBrokenEnd(*m_exchange->error());
        return;
    }
    if (const int status = m_exchange->status(); status >= 400) {
        const ServiceError words = parseServiceError(m_errorBody);
        const CompletionError error = errorOf(status, words);
        if (!learnFrom(diagnose(error, words, m_target).error))
            failBy(error, words);
        return;
    }
    const QPointer<StreamedReply> self(this);
    takeEvents(m_decoder.finish(), true);
    if (self && !m_hasEnded && !m_hasFailed)
        conclude();
}

void StreamedReply::takeBrokenEnd(const CompletionError &error)
{
    CompletionDelta delta;
    parser().finish(delta);
    if (!give(delta))
        return;
    if (parser().hasFinished() && (error.code == "idle_timeout"_L1 || error.kind == Kind::Interrupted))
        conclude(); // the service had said that the answer is complete
    else
        fail(error);
}

void StreamedReply::conclude()
{
    using Form = AnswerDecoder::Form;
    if (m_exchange)
        m_exchange->disconnect(this); // more may arrive before it is gone
    if (goesOn())
        return;
    const bool isWhole = parser().isComplete() || (m_decoder.form() == Form::Json && parser().hasContent());
    const FinishReason reason = parser().result().finishReason;
    if (m_decoder.form() == Form::Unknown) {
        failByForm(Kind::Empty, u"empty_body"_s);
    } else if (!parser().hasRecognized() && !m_decoder.looksLikeEvents()) {
        failByForm(Kind::Malformed, u"not_an_answer"_s);
    } else if (!isWhole) {
        failByForm(Kind::Interrupted, u"no_end"_s);
    } else if (!parser().hasContent() && reason != FinishReason::Length
               && reason != FinishReason::ContentFilter && reason != FinishReason::ToolCalls) {
        failByForm(Kind::Empty, u"no_content"_s);
    } else {
        const QPointer<StreamedReply> self(this);
        giveRest();
        if (!self || m_hasEnded)
            return;
        CompletionResult result = parser().result();
        result.requestId = m_exchange->requestId();
        std::exchange(m_exchange, nullptr)->release();
        end();
        Q_EMIT finished(result);
    }
}

void StreamedReply::fail(CompletionError error)
{
    const QPointer<StreamedReply> self(this);
    giveRest();
    if (!self || m_hasEnded)
        return;
    if (error.host.isEmpty() && m_exchange)
        addHead(error, *m_exchange);
    error.mayRetry = error.mayRetry && m_isRepeatable && !m_hasShown;
    if (m_hasShown) {
        const bool isOnlyAboutTheBeginning = error.kind == Kind::Unreachable || error.kind == Kind::ThreadLost
            || error.kind == Kind::ThreadBusy || error.kind == Kind::StateIgnored;
        if (isOnlyAboutTheBeginning)
            error.kind = Kind::Interrupted;
    } else if (error.kind == Kind::Interrupted) {
        error.code = u"cut_before_text"_s;
    }
    end();
    Q_EMIT failed(error);
}

void StreamedReply::failByForm(Kind kind, const QString &code)
{
    CompletionError error = notAnAnswer(kind, code);
    addHead(error, *m_exchange);
    fail(error);
}

// A gateway that did not wait any longer knows nothing of the service behind it. That may be at work on the
// reply, which has its price: a second one is the user's decision, unless the gateway asks for it.
CompletionError StreamedReply::errorOf(int status, const ServiceError &words) const
{
    constexpr int gatewayTimeout = 504;
    CompletionError error = makeError(status, words, m_transport->endpoint().apiKey);
    addHead(error, *m_exchange);
    const bool isGateways = status == gatewayTimeout || (status == 200 && words.status == gatewayTimeout);
    const bool isWished =
        error.retryAfter || m_exchange->header("X-Should-Retry").trimmed().toLower() == "true";
    if (isGateways && !isWished)
        error.mayRetry = false;
    return error;
}

void StreamedReply::failByAnswer()
{
    const ServiceError &words = parser().serviceError();
    CompletionError error = errorOf(200, words);
    if (const auto kind = parser().failureKind()) {
        error.kind = *kind;
        error.mayRetry = false;
        fail(error);
        return;
    }
    failBy(error, words);
}

void StreamedReply::failBy(const CompletionError &error, const ServiceError &words)
{
    const Diagnosis diagnosis = diagnose(error, words, m_target);
    if (!diagnosis.isInDoubt || m_hasShown) {
        fail(diagnosis.error);
        return;
    }
    if (m_exchange)
        m_exchange->disconnect(this);
    auto *probe = new ThreadProbe(*m_transport, m_target, this);
    waitFor(probe);
    connect(probe, &ThreadProbe::finished, this, [this, error = diagnosis.error](bool isGone) mutable {
        if (isGone)
            error.kind = Kind::ThreadLost;
        fail(error);
    });
}

// Whether the service refused a parameter that the request can do without. If so, it is asked again.
bool StreamedReply::learnFrom(const CompletionError &error)
{
    const std::optional<ModelQuirks> learned = learnQuirks(error, m_call, m_quirks);
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
CompletionError StreamedReply::notAnAnswer(Kind kind, const QString &code)
{
    CompletionError error {.kind = kind, .httpStatus = m_exchange->status(), .code = code};
    if (!parser().hasRecognized() && !m_decoder.looksLikeEvents()) {
        const ServiceError words = parseServiceError(m_decoder.beginning());
        const bool isCutJson = m_decoder.form() == AnswerDecoder::Form::Json && !words.isJson;
        if (m_decoder.form() == AnswerDecoder::Form::Page && kind == Kind::Malformed)
            error.code = u"web_page"_s;
        if (!isCutJson)
            error.detail = plainDetail(words.message, m_transport->endpoint().apiKey);
    }
    return error;
}

} // namespace bobbin
