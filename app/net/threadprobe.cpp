#include "threadprobe.h"

#include "jsonexchange.h"
#include "responserequest.h"
#include "threadrequest.h"

namespace bobbin {
namespace {

ApiCall probeCall(const ServerTarget &target)
{
    switch (target.strategy) {
    case Strategy::FullHistory:
        break;
    case Strategy::Response:
        return ApiCall::get(responsePath(target.threadId));
    case Strategy::Conversation:
        return ApiCall::get(conversationPath(target.threadId));
    case Strategy::Thread:
        return listMessagesCall(target.threadId, 1); // some servers cannot be asked for the thread itself
    }
    Q_UNREACHABLE();
}

} // namespace

ThreadProbe::ThreadProbe(HttpTransport &transport, const ServerTarget &target, QObject *parent)
    : QObject(parent)
{
    Q_ASSERT(!target.threadId.isEmpty());
    auto *exchange = new JsonExchange(transport, probeCall(target), this);
    connect(exchange, &JsonExchange::ended, this, [this, exchange, target] {
        const bool isGone = exchange->error()
            && saysContainerIsGone(diagnose(*exchange->error(), exchange->serviceError(), target));
        Q_EMIT finished(isGone);
    });
}

} // namespace bobbin
