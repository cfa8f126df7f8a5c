#include "assistantsreply.h"

#include "core/logging.h"
#include "httpexchange.h"
#include "jsonexchange.h"
#include "requestmessages.h"
#include "threadmessages.h"
#include "threadrequest.h"

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;
using std::chrono::milliseconds;

constexpr milliseconds firstPause {1'000};
constexpr milliseconds longestPause {5'000};
constexpr milliseconds shortestWish {20}; // never a hot loop, whatever the service says
constexpr milliseconds longestWish {60'000};
constexpr int mostFailedPolls = 5;
constexpr int messagesRead = 100; // the most that the API lists at once

// Whether a question that failed says nothing about the run. A page of the web in place of an API that has
// just started the run is somebody else's.
bool isPassing(const CompletionError &error)
{
    switch (error.kind) {
    case Kind::Unreachable:
    case Kind::Interrupted:
    case Kind::TimedOut:
    case Kind::RateLimited:
    case Kind::ServerFailed:
    case Kind::RouteMissing:
        return true;
    default:
        return false;
    }
}

} // namespace

AssistantsReply::AssistantsReply(std::shared_ptr<HttpTransport> transport, const CompletionRequest &request,
                                 ModelQuirks quirks, QObject *parent)
    : StreamedReply(std::move(transport), request, std::move(quirks), parent),
      m_unsent(withoutEmpty(request.messages)), m_pause(firstPause)
{
    m_pollTimer.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &AssistantsReply::poll);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail({.kind = Kind::TimedOut, .code = u"run_timeout"_s}); });
    if (m_unsent.isEmpty())
        ask();
    else
        addNextMessage();
}

AssistantsReply::~AssistantsReply()
{
    if (!hasEnded())
        cancelRun();
}

ApiCall AssistantsReply::call() const { return runCall(request(), quirks()); }

// A call beside the one whose answer is the completion.
JsonExchange *AssistantsReply::step(const ApiCall &call)
{
    auto *exchange = new JsonExchange(transport(), call, this);
    waitFor(exchange);
    return exchange;
}

void AssistantsReply::addNextMessage()
{
    JsonExchange *answer = step(addMessageCall(request().threadId, m_unsent.takeFirst()));
    connect(answer, &JsonExchange::ended, this, [this, answer] { takeAddedMessage(*answer); });
}

void AssistantsReply::takeAddedMessage(const JsonExchange &answer)
{
    if (answer.error()) {
        failBy(*answer.error(), answer.serviceError());
        return;
    }
    setRepeatable(m_unsent.isEmpty()); // some of the messages would be added twice
    m_added << answer.object().value("id"_L1).toString();
    if (!m_unsent.isEmpty()) {
        addNextMessage();
        return;
    }
    const QPointer<AssistantsReply> self(this);
    Q_EMIT messagesTaken();
    if (self && !hasEnded())
        ask();
}

bool AssistantsReply::goesOn()
{
    const bool isStream = form() == AnswerDecoder::Form::Events;
    if (!isStream && !m_parser.runId().isEmpty() && !m_parser.hasFinished()) {
        setRepeatable(false); // there is a run: another one would be a second reply, to be paid as well
        m_deadline.start(transport().endpoint().service.timeouts.firstByte);
        awaitRun(exchange().header("openai-poll-after-ms"));
        return true;
    }
    if (m_parser.isComplete() && !m_hasRead && (!isStream || !m_parser.hasContent())) {
        readMessages();
        return true;
    }
    if (m_parser.isThreadTooLong() && !m_parser.hasContent()) {
        fail({.kind = Kind::ContextTooLong, .httpStatus = 200, .code = u"max_prompt_tokens"_s});
        return true;
    }
    return false;
}

void AssistantsReply::awaitRun(const QByteArray &wish)
{
    bool isNumber = false;
    const milliseconds wished(wish.trimmed().toInt(&isNumber));
    m_pollTimer.start(isNumber ? std::clamp(wished, shortestWish, longestWish) : m_pause);
    m_pause = std::min(m_pause * 3 / 2, longestPause);
}

void AssistantsReply::poll()
{
    if (hasEnded())
        return;
    if (m_hasRead) {
        readMessages();
        return;
    }
    JsonExchange *answer = step(findRunCall(request().threadId, m_parser.runId()));
    connect(answer, &JsonExchange::ended, this, [this, answer] { takePoll(*answer); });
}

void AssistantsReply::takePoll(const JsonExchange &answer)
{
    if (answer.error()) {
        failUnlessPassing(answer);
        return;
    }
    const QString before = m_parser.runStatus();
    if (m_parser.takeRun(answer.object()) == AnswerParser::Verdict::Failed) {
        setRepeatable(true); // there is no run any more, and no reply of it
        failByAnswer();
        return;
    }
    if (m_parser.hasFinished()) {
        readMessages();
        return;
    }
    if (m_parser.runStatus() != before)
        m_deadline.start();
    awaitRun(answer.header("openai-poll-after-ms"));
}

// A paid answer is not given up for one lost question.
void AssistantsReply::failUnlessPassing(const JsonExchange &answer)
{
    CompletionError error = *answer.error();
    if (!isPassing(error)) {
        failBy(error, answer.serviceError());
        return;
    }
    if (++m_failedPolls < mostFailedPolls) {
        awaitRun({});
        return;
    }
    error.kind = Kind::Interrupted; // what the service says is about the question, and the reply was begun
    fail(error);
}

void AssistantsReply::readMessages()
{
    m_deadline.stop();
    setRepeatable(false); // the reply is there
    m_hasRead = true;
    JsonExchange *answer = step(listMessagesCall(request().threadId, messagesRead));
    connect(answer, &JsonExchange::ended, this, [this, answer] { takeMessages(*answer); });
}

void AssistantsReply::takeMessages(const JsonExchange &answer)
{
    if (answer.error()) {
        failUnlessPassing(answer);
        return;
    }
    CompletionDelta delta;
    m_parser.takeMessages(oldestFirst(listIn(answer.document()).value_or(QJsonArray()), m_added), delta);
    m_parser.finish(delta);
    if (give(delta))
        conclude();
}

// So that the thread takes messages again.
void AssistantsReply::cancelRun()
{
    m_pollTimer.stop();
    m_deadline.stop();
    if (!m_parser.isRunActive() || std::exchange(m_isRunCancelled, true))
        return;
    qCDebug(lcNet) << "cancelling a run that is" << m_parser.runStatus();
    transport().sendAndForget(cancelRunCall(request().threadId, m_parser.runId()));
}

} // namespace bobbin
