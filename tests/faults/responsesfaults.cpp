#include "fault.h"

namespace bobbin {

using namespace Qt::StringLiterals;
using Answer = Wire::Answer;

namespace {

const Wire wire(ApiKind::Responses);

QByteArray event(const QByteArray &type, const QByteArray &fields)
{
    return sse(R"({"type":")" + type + R"(",)" + fields + "}", type);
}

QByteArray response(const QByteArray &status, const QByteArray &more = {})
{
    return R"({"id":"resp_1","object":"response","conversation":{"id":"conv_1"},"status":")" + status + "\""
        + more + "}";
}

QByteArray output(const QByteArray &text)
{
    return R"(,"output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":")" + text
        + R"("}]}])";
}

QByteArray state(const QByteArray &status, const QByteArray &more = {})
{
    return event("response." + status, R"("response":)" + response(status, more));
}

Answer error(int status, const QByteArray &message, const QByteArray &code = "null",
             const QByteArray &param = "null")
{
    return ScriptedServer::json(status,
                                R"({"error":{"message":")" + message
                                    + R"(","type":"invalid_request_error","param":)" + param + R"(,"code":)"
                                    + code + "}}");
}

Fault complete(const QByteArray &name, const QByteArray &body, const QString &kept = u"Hello"_s)
{
    return {.name = name, .answers = {Wire::stream(body)}, .state = ReplyState::Complete, .kept = kept};
}

Fault failed(const QByteArray &name, const QByteArray &body)
{
    return {.name = name, .answers = {Wire::stream(body)}};
}

Fault interrupted(const QByteArray &name, const QByteArray &body)
{
    return {.name = name,
            .answers = {Wire::stream(wire.begin() + wire.piece("Half") + body)},
            .state = ReplyState::Interrupted,
            .kept = u"Half"_s};
}

QByteArray numbered(int number, const QByteArray &text)
{
    return event("response.output_text.delta",
                 R"("sequence_number":)" + QByteArray::number(number) + R"(,"item_id":"msg_1","delta":")"
                     + text + "\"");
}

QList<Fault> events()
{
    const QByteArray begin = wire.begin();
    const QByteArray end = state("completed", output("Hello"));
    const auto dataOnly = [](const QByteArray &bytes) {
        QByteArray result;
        for (const QByteArray &line : bytes.split('\n')) {
            if (!line.startsWith("event:"))
                result += line + "\n";
        }
        return result;
    };
    return {
        complete("no event lines", dataOnly(wire.whole("Hello"))),
        complete("event lines that all say message",
                 QByteArray(wire.whole("Hello")).replace("event: response", "event: message\nx: y")),
        complete("no indices and no numbers",
                 begin + event("response.output_text.delta", R"("delta":"Hello")") + state("completed")),
        complete("the same event twice",
                 begin + numbered(4, "Hel") + numbered(4, "Hel") + numbered(5, "lo") + end),
        complete("all events with the same number", begin + numbered(0, "Hel") + numbered(0, "lo") + end),
        complete("another id of the item in each piece",
                 begin + event("response.output_text.delta", R"("item_id":"a","delta":"Hel")")
                     + event("response.output_text.delta", R"("item_id":"b","delta":"lo")") + end),
        complete("pieces that differ from the text at the end",
                 begin + wire.piece("Hallo")
                     + event("response.output_text.done", R"("item_id":"msg_1","text":"Hello")") + end),
        complete("pieces that differ from the output at the end", begin + wire.piece("Something else") + end),
        complete("no pieces, all in the output at the end", begin + end),
        complete("pieces, and no output at the end",
                 begin + wire.piece("Hello") + state("completed", R"(,"output":[])")),
        complete("an output that is null",
                 begin + wire.piece("Hello") + state("completed", R"(,"output":null)")),
        complete("created twice", begin + begin + wire.piece("Hello") + end),
        complete("[DONE] at the end", wire.whole("Hello") + sse("[DONE]")),
        complete("the end twice", wire.whole("Hello") + end),
        complete("a delta that is null",
                 begin + event("response.output_text.delta", R"("delta":null)") + wire.piece("Hello") + end),
        complete("a delta that is an object",
                 begin + event("response.output_text.delta", R"("delta":{"text":"x"})") + wire.piece("Hello")
                     + end),
        complete(
            "a refusal",
            begin + event("response.refusal.delta", R"("item_id":"msg_1","delta":"I cannot")")
                + state(
                    "completed",
                    R"(,"output":[{"id":"msg_1","type":"message","content":[{"type":"refusal","refusal":"I cannot"}]}])"),
            u"I cannot"_s),
        complete("thinking in pieces",
                 begin
                     + event("response.reasoning_summary_text.delta",
                             R"("item_id":"rs_1","summary_index":0,"delta":"Hm")")
                     + wire.piece("Hello") + end),
        complete("a call of a function",
                 begin
                     + event("response.output_item.added",
                             R"("output_index":1,"item":{"id":"fc_1","type":"function_call"})")
                     + event("response.function_call_arguments.delta", R"("delta":"{")")
                     + state("completed", R"(,"output":[{"id":"fc_1","type":"function_call","name":"f"}])"),
                 {}),
        complete("usage as strings",
                 begin + wire.piece("Hello")
                     + state("completed",
                             output("Hello") + R"(,"usage":{"input_tokens":"7","output_tokens":"2"})")),
        complete("usage that is a list",
                 begin + wire.piece("Hello") + state("completed", output("Hello") + R"(,"usage":[1])")),
    };
}

QList<Fault> ends()
{
    const QByteArray text = wire.begin() + wire.piece("Hello");
    return {
        complete("incomplete by the limit of tokens",
                 text
                     + state("incomplete",
                             output("Hello") + R"(,"incomplete_details":{"reason":"max_output_tokens"})")),
        complete("incomplete by a filter",
                 text
                     + state("incomplete",
                             output("Hello") + R"(,"incomplete_details":{"reason":"content_filter"})")),
        complete("incomplete for a reason that nobody knows",
                 text + state("incomplete", output("Hello") + R"(,"incomplete_details":null)")),
        complete(
            "completed, but incomplete inside",
            text
                + event("response.completed",
                        R"("response":)"
                            + response("incomplete",
                                       output("Hello")
                                           + R"(,"incomplete_details":{"reason":"max_output_tokens"})"))),
        interrupted("failed in the middle",
                    state("failed", R"(,"error":{"code":"server_error","message":"Out of order"})")),
        interrupted("failed without a word", state("failed", R"(,"error":null)")),
        {.name = "failed at once by the rate limit, once",
         .answers = {Wire::stream(
                         state("failed", R"(,"error":{"code":"rate_limit_exceeded","message":"Slow down"})")),
                     wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .countdowns = 1},
        failed("failed at once",
               state("failed", R"(,"error":{"code":"server_error","message":"Out of order"})")),
        interrupted("cancelled in the middle", state("cancelled")),
        interrupted("an error in braces of its own", event("error", R"("error":{"message":"Out of order"})")),
        interrupted("only the text ended, not the response",
                    event("response.output_text.done", R"("item_id":"msg_1","text":"Half")")),
        failed("queued and never begun", state("queued")),
        {.name = "a response that is still queued, as JSON",
         .answers = {ScriptedServer::json(200, response("queued", R"(,"output":[])"))}},
        {.name = "a failed response as JSON",
         .answers = {ScriptedServer::json(
             200, response("failed", R"(,"error":{"code":"server_error","message":"Out of order"})"))}},
        {.name = "a completed response without output, as JSON",
         .answers = {ScriptedServer::json(200, response("completed", R"(,"output":[])"))}},
    };
}

// The conversation that the server keeps.
QList<Fault> containers()
{
    const Answer missing = error(404, "Conversation with id 'conv_1' not found.");
    const Answer locked = error(400, "Another process is currently operating on this conversation.",
                                R"("conversation_locked")", R"("conversation")");
    const Answer page {.status = 404,
                       .headers = {{"Content-Type", "text/html"}},
                       .pieces = {"<html><h1>Not Found</h1></html>"}};
    const QByteArray items =
        R"({"object":"list","data":[)"
        R"({"id":"b","type":"message","role":"assistant","content":[{"type":"output_text","text":"First answer"}]},)"
        R"({"id":"a","type":"message","role":"user","content":[{"type":"input_text","text":"First"}]}],"has_more":false})";
    const QHash<QByteArray, QList<Answer>> holdsAll {
        {"GET /conversations/conv_1/items", {ScriptedServer::json(200, items)}}};
    const QByteArray other =
        R"({"id":"resp_1","object":"response","status":"completed","conversation":{"id":"conv_9"})"
        + output("Amnesia") + "}";
    return {
        {.name = "the server does not make conversations (404)",
         .answers = {wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{"POST /conversations", {page}}}},
        {.name = "the server does not make conversations (405)",
         .answers = {wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{"POST /conversations", {Answer {.status = 405}}}}},
        {.name = "a conversation without an id",
         .generations = 0,
         .others = {{"POST /conversations", {ScriptedServer::json(200, "{}")}}}},
        {.name = "a conversation whose id is a number",
         .generations = 0,
         .others = {{"POST /conversations", {ScriptedServer::json(200, R"({"id":7})")}}}},
        {.name = "401 when a conversation is made",
         .generations = 0,
         .others = {{"POST /conversations", {error(401, "Who are you?")}}}},
        {.name = "500 when a conversation is made",
         .generations = 0,
         .others = {{"POST /conversations", {error(500, "Out of order")}}}},
        {.name = "no answer when a conversation is made",
         .generations = 0,
         .others = {{"POST /conversations", {Answer {.status = 0}}}}},
        {.name = "the conversation is lost",
         .answers = {missing, wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .others = holdsAll,
         .isInSecondTurn = true},
        {.name = "the conversation is lost, and the new one as well",
         .answers = {missing, missing},
         .generations = 2,
         .others = holdsAll,
         .isInSecondTurn = true},
        {.name = "the conversation is lost, and no new one can be made (500)",
         .answers = {missing},
         .others = {{"POST /conversations",
                     {ScriptedServer::json(200, R"({"id":"conv_1"})"), error(500, "Out of order")}}},
         .isInSecondTurn = true},
        {.name = "the conversation is in use by another request, once",
         .answers = {locked, wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .countdowns = 1,
         .isInSecondTurn = true},
        {.name = "the conversation is in use by another request, for ever",
         .answers = QList<Answer>(6, locked),
         .generations = 6,
         .countdowns = 5,
         .isInSecondTurn = true},
        {.name = "the answer names another conversation",
         .answers = {ScriptedServer::json(200, other), wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .isInSecondTurn = true},
        {.name = "404 of the model, in a conversation",
         .answers = {error(404, "The model 'm' does not exist", R"("model_not_found")")},
         .isInSecondTurn = true},
        {.name = "404 of the path, in a conversation",
         .answers = {page},
         .state = ReplyState::Complete,
         .kept = u"SECOND"_s,
         .generations = 2,
         .isInSecondTurn = true},
        {.name = "404 of an item, in a conversation",
         .answers = {error(
             404, "Item with id 'rs_1' not found. Items are not persisted when `store` is set to false.")},
         .isInSecondTurn = true},
        {.name = "the conversation cannot be filled again: what it was given is not there",
         .answers = {missing, wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .isInSecondTurn = true},
    };
}

} // namespace

QList<Fault> responsesFaults() { return events() + ends() + containers(); }

} // namespace bobbin
