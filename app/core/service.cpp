#include "core/service.h"

#include "core/strategy.h"

#include <QCoreApplication>

namespace bobbin {

ServiceId environmentServiceId() { return ServiceId(QUuid(u"00000000-0000-7000-8000-000000000001")); }

ServiceId practiceServiceId() { return ServiceId(QUuid(u"00000000-0000-7000-8000-000000000002")); }

QString displayName(Strategy strategy)
{
    switch (strategy) {
    case Strategy::FullHistory:
        return QCoreApplication::translate("bobbin::Strategy", "Full history");
    case Strategy::Response:
        return QCoreApplication::translate("bobbin::Strategy", "Chain of responses");
    case Strategy::Conversation:
        return QCoreApplication::translate("bobbin::Strategy", "Server conversation");
    case Strategy::Thread:
        return QCoreApplication::translate("bobbin::Strategy", "Assistants thread");
    }
    Q_UNREACHABLE();
}

QList<Strategy> strategiesOf(ApiKind api)
{
    switch (api) {
    case ApiKind::ChatCompletions:
        return {Strategy::FullHistory};
    case ApiKind::Responses:
        return {Strategy::Conversation, Strategy::Response, Strategy::FullHistory};
    case ApiKind::Assistants:
        return {Strategy::Thread, Strategy::FullHistory};
    }
    Q_UNREACHABLE();
}

ApiKind apiOf(Strategy strategy, ApiKind api)
{
    switch (strategy) {
    case Strategy::FullHistory: // which the Assistants API cannot do
        return api == ApiKind::Responses ? ApiKind::Responses : ApiKind::ChatCompletions;
    case Strategy::Response:
    case Strategy::Conversation:
        return ApiKind::Responses;
    case Strategy::Thread:
        return ApiKind::Assistants;
    }
    Q_UNREACHABLE();
}

QList<Strategy> fallbacksOf(Strategy strategy)
{
    switch (strategy) {
    case Strategy::Thread:
        return {Strategy::Conversation, Strategy::Response, Strategy::FullHistory};
    case Strategy::Conversation:
        return {Strategy::Response, Strategy::FullHistory};
    case Strategy::Response:
        return {Strategy::FullHistory};
    case Strategy::FullHistory:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
