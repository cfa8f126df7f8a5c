#include "answerparser.h"

#include "jsonvalues.h"

#include <QJsonArray>

namespace bobbin {

AnswerParser::~AnswerParser() = default;

AnswerParser::Verdict AnswerParser::take(const SseEvent &event, CompletionDelta &delta)
{
    const QByteArray data = event.data.trimmed();
    if (data.startsWith("[DONE]") || event.type == "done") {
        m_hasRecognized = true;
        m_hasSaidDone = true;
        return Verdict::Done;
    }
    if (event.type == "error")
        return fail(parseServiceError(data));
    const QJsonDocument document = parseJson(data);
    const QJsonObject object = document.isArray() ? document.array().first().toObject() : document.object();
    if (isErrorObject(object))
        return fail(parseServiceError(object));
    if (document.isObject())
        return takeObject(event.type, object, delta);
    return data.startsWith('{') ? Verdict::Malformed : Verdict::Nothing;
}

AnswerParser::Verdict AnswerParser::fail(const ServiceError &error, std::optional<CompletionError::Kind> kind)
{
    m_error = error;
    m_failureKind = kind;
    return Verdict::Failed;
}

} // namespace bobbin
