#include "practicerouter.h"

#include "practicehttp.h"

#include <QJsonDocument>

#include <optional>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype maxShownPath = 200; // characters, in errors

// What stands in `path` for each {} of `pattern`; nothing if it does not match.
std::optional<QStringList> match(const QByteArray &pattern, const QByteArray &path)
{
    const QList<QByteArray> expected = pattern.split('/');
    const QList<QByteArray> segments = path.split('/');
    if (segments.size() != expected.size())
        return {};
    QStringList ids;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        if (expected.at(i) == "{}" && !segments.at(i).isEmpty())
            ids << QString::fromUtf8(QByteArray::fromPercentEncoding(segments.at(i)));
        else if (segments.at(i) != expected.at(i))
            return {};
    }
    return ids;
}

std::optional<PracticeError> checkBeta(const PracticeRequest &request)
{
    if (request.headers.value("openai-beta").contains("assistants=v2"))
        return {};
    return PracticeError {
        .message =
            u"You must provide the 'OpenAI-Beta' header to access the Assistants API. Please try again "
            "by setting the header 'OpenAI-Beta: assistants=v2'."_s,
        .code = u"invalid_beta"_s};
}

Result<QJsonObject, PracticeError> bodyOf(const PracticeRequest &request)
{
    if (request.method != "POST" || request.body.isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject()) {
        return Failure {PracticeError {.message = u"The body of the request is not a JSON object."_s,
                                       .code = u"invalid_json"_s}};
    }
    return document.object();
}

} // namespace

PracticeRouter::PracticeRouter(QByteArray basePath, int tokensPerSecond)
    : m_basePath(std::move(basePath)), m_state(tokensPerSecond),
      m_routes(m_chat.routes() + m_responses.routes() + m_conversations.routes() + m_assistants.routes()
               + m_threads.routes() + m_runs.routes() + m_control.routes())
{
}

PracticeOutcome PracticeRouter::answer(const PracticeRequest &request)
{
    const bool isOurs = request.path.startsWith(m_basePath);
    const QByteArray method = request.method.toLower();
    for (const PracticeRoute &route : m_routes) {
        if (!isOurs || route.method != method || m_state.withdrawn.contains(route.api))
            continue;
        const auto ids = match(route.pattern, request.path.sliced(m_basePath.size()));
        if (!ids)
            continue;
        if (const auto error = checkBeta(request); error && route.api == PracticeApi::Assistants)
            return Failure {*error};
        const auto body = bodyOf(request);
        if (!body)
            return Failure {body.error()};
        return route.answer(
            {.ids = *ids, .query = QUrlQuery(QString::fromUtf8(request.query)), .body = body.value()});
    }
    const QString path = publicPath(request.path).left(maxShownPath);
    return Failure {
        PracticeError::notFound(u"Invalid URL (%1 %2)"_s.arg(QString::fromUtf8(request.method), path))};
}

// The path as it would be at a service that has no secret in it: "/v1/threads".
QString PracticeRouter::publicPath(const QByteArray &path) const
{
    if (!path.startsWith(m_basePath))
        return QString::fromUtf8(path);
    return QString::fromUtf8(path.sliced(m_basePath.lastIndexOf('/')));
}

} // namespace bobbin
