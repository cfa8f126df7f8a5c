#include "wire.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QByteArray chatChunk(const QByteArray &delta, const QByteArray &finish = "null")
{
    return sse(R"({"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":)"
               + delta + R"(,"finish_reason":)" + finish + "}]}");
}

QByteArray responseObject(const QByteArray &status, const QByteArray &text)
{
    const QByteArray output = text.isEmpty()
        ? QByteArray()
        : R"({"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":")"
            + text + R"("}]})";
    return R"({"id":"resp_1","object":"response","model":"m","conversation":{"id":"conv_1"},"status":")"
        + status + R"(","output":[)" + output
        + R"(],"usage":{"input_tokens":7,"output_tokens":2,"total_tokens":9}})";
}

QByteArray responseEvent(const QByteArray &type, const QByteArray &fields)
{
    return sse(R"({"type":")" + type + R"(",)" + fields + "}", type);
}

QByteArray runObject(const QByteArray &status)
{
    return R"({"id":"run_1","object":"thread.run","thread_id":"thread_1","assistant_id":"asst_1","model":"m","status":")"
        + status + R"(","usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}})";
}

QByteArray threadMessage(const QByteArray &id, const QByteArray &role, const QByteArray &text)
{
    return R"({"id":")" + id + R"(","object":"thread.message","role":")" + role
        + R"(","status":"completed","content":[{"type":"text","text":{"value":")" + text
        + R"(","annotations":[]}}]})";
}

// The message that the request adds to a thread, as a server gives it back.
QByteArray addedMessage(const ScriptedServer::Request &request)
{
    QJsonObject message = QJsonDocument::fromJson(request.body).object();
    message.insert("id"_L1, "msg_0"_L1);
    message.insert("object"_L1, "thread.message"_L1);
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray sse(const QByteArray &data, const QByteArray &type)
{
    return (type.isEmpty() ? QByteArray() : "event: " + type + "\n") + "data: " + data + "\n\n";
}

QByteArray Wire::begin() const
{
    switch (m_kind) {
    case ApiKind::ChatCompletions:
        return chatChunk(R"({"role":"assistant","content":""})");
    case ApiKind::Responses:
        return responseEvent("response.created", R"("response":)" + responseObject("in_progress", {}))
            + responseEvent("response.output_item.added",
                            R"("output_index":0,"item":{"id":"msg_1","type":"message","content":[]})");
    case ApiKind::Assistants:
        return sse(runObject("queued"), "thread.run.created")
            + sse(runObject("in_progress"), "thread.run.in_progress");
    }
    Q_UNREACHABLE();
}

QByteArray Wire::piece(const QByteArray &text) const
{
    switch (m_kind) {
    case ApiKind::ChatCompletions:
        return chatChunk(R"({"content":")" + text + R"("})");
    case ApiKind::Responses:
        return responseEvent("response.output_text.delta",
                             R"("item_id":"msg_1","output_index":0,"content_index":0,"delta":")" + text
                                 + "\"");
    case ApiKind::Assistants:
        return sse(
            R"({"id":"msg_1","object":"thread.message.delta","delta":{"content":[{"index":0,"type":"text","text":{"value":")"
                + text + R"("}}]}})",
            "thread.message.delta");
    }
    Q_UNREACHABLE();
}

QByteArray Wire::end(const QByteArray &text) const
{
    switch (m_kind) {
    case ApiKind::ChatCompletions:
        return chatChunk("{}", R"("stop")")
            + sse(R"({"id":"c1","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}})")
            + sse("[DONE]");
    case ApiKind::Responses:
        return responseEvent("response.completed", R"("response":)" + responseObject("completed", text));
    case ApiKind::Assistants:
        return sse(threadMessage("msg_1", "assistant", text), "thread.message.completed")
            + sse(runObject("completed"), "thread.run.completed") + sse("[DONE]", "done");
    }
    Q_UNREACHABLE();
}

QByteArray Wire::json(const QByteArray &text) const
{
    switch (m_kind) {
    case ApiKind::ChatCompletions:
        return R"({"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":")"
            + text + R"("},"finish_reason":"stop"}]})";
    case ApiKind::Responses:
        return responseObject("completed", text);
    case ApiKind::Assistants:
        return runObject("completed");
    }
    Q_UNREACHABLE();
}

QByteArray Wire::error(const QByteArray &message) const
{
    switch (m_kind) {
    case ApiKind::ChatCompletions:
        return sse(R"({"error":{"message":")" + message + R"(","type":"server_error","code":null}})");
    case ApiKind::Responses:
        return responseEvent("error", R"("code":"server_error","message":")" + message + R"(","param":null)");
    case ApiKind::Assistants:
        return sse(R"({"error":{"message":")" + message + R"(","type":"server_error"}})", "error");
    }
    Q_UNREACHABLE();
}

Wire::Answer Wire::stream(const QByteArray &body, End end)
{
    return {.headers = {{"Content-Type", "text/event-stream"}}, .pieces = {body}, .end = end};
}

bool Wire::isCompletion(const ScriptedServer::Request &request) const
{
    const QByteArray path = request.path.sliced(3);
    return request.method == "POST"
        && (path == "/chat/completions" || path == "/responses" || path.endsWith("/runs"));
}

Wire::Answer Wire::answerTo(const ScriptedServer::Request &request) const
{
    const QByteArray path = request.path.sliced(3);
    if (path == "/conversations" || path == "/conversations/conv_1")
        return ScriptedServer::json(200, R"({"id":"conv_1","object":"conversation"})");
    if (path == "/assistants")
        return ScriptedServer::json(200, R"({"id":"asst_1","object":"assistant","model":"m"})");
    if (path == "/threads" || path == "/threads/thread_1")
        return ScriptedServer::json(200, R"({"id":"thread_1","object":"thread"})");
    if (request.method == "POST" && path.endsWith("/messages"))
        return ScriptedServer::json(200, addedMessage(request));
    if (path.endsWith("/cancel"))
        return ScriptedServer::json(200, runObject("cancelling"));
    if (path.contains("/runs/"))
        return ScriptedServer::json(200, runObject("completed"));
    if (request.method == "GET" && path.contains("/messages"))
        return ScriptedServer::json(
            200,
            R"({"object":"list","data":[)" + threadMessage("msg_1", "assistant", "Hello") + ','
                + threadMessage("msg_0", "user", "Question") + R"(],"has_more":false})");
    if (path.contains("/items"))
        return ScriptedServer::json(200, R"({"object":"list","data":[],"has_more":false})");
    return ScriptedServer::json(404, R"({"error":{"message":"Invalid URL","type":"invalid_request_error"}})");
}

} // namespace bobbin
