#include "threadoperations.h"

#include "jsonexchange.h"
#include "net/retrypolicy.h"
#include "requestmessages.h"
#include "responserequest.h"
#include "threadmessages.h"
#include "threadprobe.h"
#include "threadrequest.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr int mostListed = 100; // that the APIs list at once
constexpr int mostPages = 50; // against a server that always has more

ApiCall findCall(const ServerTarget &target)
{
    switch (target.strategy) {
    case Strategy::Response:
        return ApiCall::get(responsePath(target.threadId));
    case Strategy::Conversation:
        return ApiCall::get(conversationPath(target.threadId));
    case Strategy::Thread:
        return findThreadCall(target.threadId);
    case Strategy::FullHistory:
        break;
    }
    Q_UNREACHABLE();
}

ApiCall removeCall(const ServerTarget &target)
{
    switch (target.strategy) {
    case Strategy::Response:
        return ApiCall::remove(responsePath(target.threadId));
    case Strategy::Conversation:
        return ApiCall::remove(conversationPath(target.threadId));
    case Strategy::Thread:
        return removeThreadCall(target.threadId);
    case Strategy::FullHistory:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace

ThreadOperation::ThreadOperation(std::shared_ptr<HttpTransport> transport, ServerTarget target,
                                 QObject *parent)
    : ServerThreadReply(parent), m_transport(std::move(transport)), m_target(std::move(target))
{
}

void ThreadOperation::send(const ApiCall &call)
{
    if (m_exchange)
        m_exchange->deleteLater();
    m_exchange = new JsonExchange(*m_transport, call, this);
    connect(m_exchange, &JsonExchange::ended, this, [this, exchange = m_exchange.data()] {
        if (exchange->error())
            takeError(diagnose(*exchange->error(), exchange->serviceError(), m_target));
        else
            takeAnswer(*exchange);
    });
}

// Where the container itself is asked for, nothing else can be what is missing.
void ThreadOperation::takeError(const Diagnosis &diagnosis)
{
    CompletionError error = diagnosis.error;
    if (saysContainerIsGone(diagnosis))
        error.kind = Kind::ThreadLost;
    fail(error);
}

void ThreadOperation::finish(Answer answer)
{
    answer.id = answer.id.isEmpty() ? m_target.threadId : answer.id;
    Q_EMIT finished(answer);
}

void ThreadOperation::fail(const CompletionError &error) { Q_EMIT failed(error); }

CreateThread::CreateThread(std::shared_ptr<HttpTransport> transport, Strategy strategy, QObject *parent)
    : ThreadOperation(std::move(transport), {.strategy = strategy}, parent)
{
    send(strategy == Strategy::Thread ? createThreadCall() : createConversationCall());
}

void CreateThread::takeAnswer(const JsonExchange &answer)
{
    const QString id = answer.object().value("id"_L1).toString();
    if (id.isEmpty())
        fail(answer.unexpected(u"no_id"_s));
    else
        finish({.id = id});
}

// Nothing but the route can be missing when nothing was named.
void CreateThread::takeError(const Diagnosis &diagnosis)
{
    CompletionError error = diagnosis.error;
    const bool isMissing = error.httpStatus == 404 || error.httpStatus == 410;
    if (isMissing && error.kind == Kind::Rejected)
        error.kind = Kind::RouteMissing;
    fail(error);
}

AppendToThread::AppendToThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target,
                               const QList<ChatMessage> &messages, std::shared_ptr<QStringList> said,
                               QObject *parent)
    : ThreadOperation(std::move(transport), target, parent), m_unsent(withoutEmpty(messages)),
      m_said(std::move(said))
{
    if (m_unsent.isEmpty())
        QMetaObject::invokeMethod(
            this, [this] { finish({}); }, Qt::QueuedConnection);
    else
        sendNext();
}

void AppendToThread::sendNext()
{
    if (target().strategy == Strategy::Thread) {
        send(addMessageCall(target().threadId, m_unsent.takeFirst()));
        return;
    }
    const QList<ChatMessage> next = m_unsent.first(std::min(m_unsent.size(), mostItemsAtOnce));
    m_unsent.remove(0, next.size());
    send(addItemsCall(target().threadId, next));
}

void AppendToThread::takeAnswer(const JsonExchange &answer)
{
    const QJsonArray added = listIn(answer.document()).value_or(QJsonArray {answer.object()});
    for (const QJsonValue &entry : added) {
        if (const QString id = entry.toObject().value("id"_L1).toString(); !id.isEmpty())
            *m_said << id;
    }
    if (m_unsent.isEmpty())
        finish({});
    else
        sendNext();
}

void AppendToThread::takeError(const Diagnosis &diagnosis)
{
    if (!diagnosis.isInDoubt) {
        fail(diagnosis.error);
        return;
    }
    auto *probe = new ThreadProbe(transport(), target(), this);
    connect(probe, &ThreadProbe::finished, this, [this, error = diagnosis.error](bool isGone) mutable {
        if (isGone)
            error.kind = Kind::ThreadLost;
        fail(error);
    });
}

ListThread::ListThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target, int most,
                       std::shared_ptr<const QStringList> said, QObject *parent)
    : ThreadOperation(std::move(transport), target, parent), m_most(std::clamp(most, 1, mostListed)),
      m_said(std::move(said))
{
    if (ServerThreads::canCreate(target.strategy)) {
        ask({});
        return;
    }
    const CompletionError error {.kind = Kind::Rejected, .code = u"no_list"_s};
    QMetaObject::invokeMethod(
        this, [this, error] { fail(error); }, Qt::QueuedConnection);
}

void ListThread::ask(const QString &after)
{
    const QString &id = target().threadId;
    send(target().strategy == Strategy::Thread ? listMessagesCall(id, m_most, after)
                                               : listItemsCall(id, m_most, after));
}

void ListThread::takeAnswer(const JsonExchange &answer)
{
    const std::optional<QJsonArray> page = listIn(answer.document());
    const bool hasMore = answer.object().value("has_more"_L1).toBool();
    if (!page) {
        fail(answer.unexpected(u"not_a_list"_s));
        return;
    }
    for (const QJsonValue &entry : *page)
        m_list.append(entry);
    // A server that begins with the oldest, whatever it is asked, has the newest on its last page.
    const QString last = m_list.last().toObject().value("id"_L1).toString();
    if (hasMore && !last.isEmpty() && isOldestFirst(m_list, *m_said) && ++m_pages < mostPages) {
        ask(last);
        return;
    }
    const QList<ChatMessage> messages = chatMessages(oldestFirst(m_list, *m_said));
    finish({.id = {},
            .messages = messages.last(std::min<qsizetype>(messages.size(), m_most)),
            .isWhole = !hasMore && messages.size() <= m_most});
}

FindThread::FindThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target, QObject *parent)
    : ThreadOperation(std::move(transport), target, parent)
{
    ask();
}

void FindThread::ask()
{
    send(m_asksForMessages ? listMessagesCall(target().threadId, 1) : findCall(target()));
}

void FindThread::takeAnswer(const JsonExchange &) { finish({}); }

void FindThread::takeError(const Diagnosis &diagnosis)
{
    // Some servers have the messages of a thread, but not the thread itself.
    const bool mayBeTheRoute =
        diagnosis.error.httpStatus == 404 || diagnosis.error.kind == Kind::RouteMissing;
    if (target().strategy == Strategy::Thread && mayBeTheRoute && !std::exchange(m_asksForMessages, true)) {
        ask();
        return;
    }
    const auto delay = retryDelay(diagnosis.error, m_attempts, QRandomGenerator::global()->generateDouble());
    if (!delay) {
        ThreadOperation::takeError(diagnosis);
        return;
    }
    ++m_attempts;
    QTimer::singleShot(*delay, this, &FindThread::ask);
}

RemoveThread::RemoveThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target,
                           QObject *parent)
    : ThreadOperation(std::move(transport), target, parent)
{
    send(removeCall(target));
}

void RemoveThread::takeAnswer(const JsonExchange &) { finish({}); }

void RemoveThread::takeError(const Diagnosis &diagnosis)
{
    if (saysContainerIsGone(diagnosis))
        finish({});
    else
        fail(diagnosis.error);
}

} // namespace bobbin
