#include "fault.h"

namespace bobbin {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Answer = Wire::Answer;
using End = Wire::End;

namespace {

const Wire wire(ApiKind::Assistants);

QByteArray run(const QByteArray &status, const QByteArray &more = {})
{
    return R"({"id":"run_1","object":"thread.run","thread_id":"thread_1","status":")" + status + "\"" + more
        + "}";
}

QByteArray runEvent(const QByteArray &status, const QByteArray &more = {})
{
    return sse(run(status, more), "thread.run." + status);
}

QByteArray delta(const QByteArray &fields)
{
    return sse(R"({"id":"msg_1","object":"thread.message.delta","delta":)" + fields + "}",
               "thread.message.delta");
}

QByteArray message(const QByteArray &id, const QByteArray &role, const QByteArray &text)
{
    return R"({"id":")" + id + R"(","object":"thread.message","role":")" + role
        + R"(","status":"completed","content":[{"type":"text","text":{"value":")" + text + R"("}}]})";
}

Answer list(const QList<QByteArray> &messages)
{
    return ScriptedServer::json(
        200, R"({"object":"list","data":[)" + messages.join(',') + R"(],"has_more":false})");
}

Answer error(int status, const QByteArray &message)
{
    return ScriptedServer::json(
        status, R"({"error":{"message":")" + message + R"(","type":"invalid_request_error","code":null}})");
}

Answer json(const QByteArray &body, int status = 200)
{
    Answer answer = ScriptedServer::json(status, body);
    answer.headers << std::pair<QByteArray, QByteArray>("openai-poll-after-ms", "20");
    return answer;
}

Fault complete(const QByteArray &name, const QByteArray &body, const QString &kept = u"Hello"_s)
{
    return {.name = name, .answers = {Wire::stream(body)}, .state = ReplyState::Complete, .kept = kept};
}

Fault interrupted(const QByteArray &name, const QByteArray &body)
{
    return {.name = name,
            .answers = {Wire::stream(wire.begin() + wire.piece("Half") + body)},
            .state = ReplyState::Interrupted,
            .kept = u"Half"_s};
}

QList<Fault> events()
{
    const QByteArray begin = wire.begin();
    const QByteArray end = wire.end("Hello");
    return {
        complete("only whole messages, no pieces", begin + end),
        complete("two messages in a run",
                 begin + sse(message("msg_1", "assistant", "Hello"), "thread.message.completed")
                     + sse(message("msg_2", "assistant", "again"), "thread.message.completed")
                     + runEvent("completed") + sse("[DONE]", "done"),
                 u"Hello\n\nagain"_s),
        complete("no text in the stream, but in the thread",
                 begin + runEvent("completed") + sse("[DONE]", "done")),
        complete("a piece without content", begin + delta("{}") + wire.piece("Hello") + end),
        complete("a piece that is null", begin + delta("null") + wire.piece("Hello") + end),
        complete("a text that is a string",
                 begin + delta(R"({"content":[{"index":0,"type":"text","text":"Hello"}]})") + end),
        complete("an image among the text",
                 begin
                     + delta(R"({"content":[{"index":1,"type":"image_file","image_file":{"file_id":"f"}}]})")
                     + wire.piece("Hello") + end),
        complete("pieces that differ from the message at the end", begin + wire.piece("Hallo") + end),
        complete("steps of the run among the pieces",
                 begin + sse(R"({"id":"step_1","object":"thread.run.step"})", "thread.run.step.created")
                     + wire.piece("Hello") + end),
        complete("the user's message among the answer",
                 begin + sse(message("msg_0", "user", "GHOST"), "thread.message.completed")
                     + wire.piece("Hello") + end),
        complete(
            "no event lines but those of objects",
            sse(run("in_progress"))
                + sse(
                    R"({"id":"msg_1","object":"thread.message.delta","delta":{"content":[{"index":0,"type":"text","text":{"value":"Hello"}}]}})")
                + sse(run("completed")) + sse("[DONE]")),
        complete("the end of the run, but no last word", begin + wire.piece("Hello") + runEvent("completed")),
        complete("usage as strings",
                 begin + wire.piece("Hello")
                     + runEvent("completed", R"(,"usage":{"prompt_tokens":"7","completion_tokens":"2"})")
                     + sse("[DONE]", "done")),
    };
}

QList<Fault> runs()
{
    return {
        interrupted("a run that fails in the middle",
                    runEvent("failed", R"(,"last_error":{"code":"server_error","message":"Out of order"})")),
        interrupted("a run that fails without a word", runEvent("failed")),
        interrupted("a run that expires", runEvent("expired")),
        interrupted("a run that is cancelled", runEvent("cancelled")),
        interrupted("a run whose end is not told", runEvent("in_progress")),
        complete("a run that wants a tool",
                 wire.begin() + wire.piece("Hello")
                     + runEvent("requires_action", R"(,"required_action":{})")),
        complete("a run cut by the limit of tokens",
                 wire.begin() + wire.piece("Hello")
                     + runEvent("incomplete", R"(,"incomplete_details":{"reason":"max_completion_tokens"})")
                     + sse("[DONE]", "done")),
        {.name = "a run that failed, as JSON with 201",
         .answers = {json(run("failed", R"(,"last_error":{"message":"Out of order"})"), 201)}},
        {.name = "a run in place of a stream, which is asked for until it is complete",
         .answers = {json(run("queued"), 201)},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{"GET /threads/thread_1/runs/run_1",
                     {json(run("in_progress")), json(run("moon_phase")), json(run("completed"))}}}},
        {.name = "a run that is asked for and has failed",
         .answers = {json(run("queued"))},
         .others = {{"GET /threads/thread_1/runs/run_1",
                     {json(run("failed", R"(,"last_error":{"message":"Out of order"})"))}}}},
        {.name = "a run that is asked for and gone",
         .answers = {json(run("queued"))},
         .others = {{"GET /threads/thread_1/runs/run_1", {error(404, "No run found with id 'run_1'.")}}}},
        {.name = "a run that cannot be asked for",
         .answers = {json(run("queued"))},
         .others = {{"GET /threads/thread_1/runs/run_1", {error(503, "Busy")}}}},
        {.name = "a run that is asked for, and a web page answers",
         .answers = {json(run("queued"))},
         .others = {{"GET /threads/thread_1/runs/run_1",
                     {Answer {.headers = {{"Content-Type", "text/html"}},
                              .pieces = {"<html><title>Log in</title></html>"}}}}}},
        {.name = "a run that never ends",
         .answers = {json(run("queued"))},
         .others = {{"GET /threads/thread_1/runs/run_1", {json(run("queued"))}}},
         .timeouts = {.connect = 20s, .firstByte = 300ms, .idle = 20s}},
        {.name = "messages listed the other way round",
         .answers = {json(run("completed"))},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{"GET /threads/thread_1/messages",
                     {list(
                         {message("msg_0", "user", "Question"), message("msg_1", "assistant", "Hello")})}}}},
        {.name = "no message of the assistant after the run",
         .answers = {json(run("completed"))},
         .others = {{"GET /threads/thread_1/messages", {list({message("msg_0", "user", "Question")})}}}},
        {.name = "no messages at all after the run",
         .answers = {json(run("completed"))},
         .others = {{"GET /threads/thread_1/messages", {list({})}}}},
        {.name = "messages that cannot be asked for",
         .answers = {json(run("completed"))},
         .others = {{"GET /threads/thread_1/messages", {error(503, "Busy")}}}},
        {.name = "messages that cannot be asked for at first",
         .answers = {json(run("completed"))},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{"GET /threads/thread_1/messages",
                     {error(503, "Busy"), list({message("msg_1", "assistant", "Hello")})}}}},
        {.name = "messages that are no list",
         .answers = {json(run("completed"))},
         .others = {{"GET /threads/thread_1/messages", {ScriptedServer::json(200, R"({"data":"none"})")}}}},
    };
}

// What is made on the server before the run, and what is lost of it.
QList<Fault> containers()
{
    const Answer missing = error(404, "No thread found with id 'thread_1'.");
    const Answer active = error(400, "Thread thread_1 already has an active run run_0.");
    const Answer page {.status = 404, .pieces = {"<html><h1>Not Found</h1></html>"}};
    const Answer silent {.status = 0};
    const QByteArray post = "POST /threads/thread_1/messages";
    const Answer held =
        list({message("msg_1", "assistant", "First answer"), message("msg_0", "user", "First")});
    const Answer added = ScriptedServer::json(200, message("msg_0", "user", "First"));
    return {
        {.name = "the server has no assistants any more (404)",
         .state = ReplyState::Complete,
         .kept = u"SECOND"_s,
         .others = {{"POST /assistants", {page}},
                    {"POST /threads", {page}},
                    {"POST /conversations", {page}}}},
        {.name = "the server has no threads any more, but conversations",
         .state = ReplyState::Complete,
         .kept = u"SECOND"_s,
         .others = {{"POST /threads", {page}}}},
        {.name = "an assistant without an id",
         .generations = 0,
         .others = {{"POST /assistants", {ScriptedServer::json(200, "{}")}}}},
        {.name = "the assistant is gone, once",
         .answers = {error(404, "No assistant found with id 'asst_1'."), wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .isInSecondTurn = true},
        {.name = "the assistant is gone, for ever",
         .answers = QList<Answer>(2, error(404, "No assistant found with id 'asst_1'.")),
         .generations = 2,
         .isInSecondTurn = true},
        {.name = "a thread without an id",
         .generations = 0,
         .others = {{"POST /threads", {ScriptedServer::json(200, "{}")}}}},
        {.name = "400 to the message",
         .generations = 0,
         .others = {{post, {error(400, "Expected string, received array")}}}},
        {.name = "500 to the message, once",
         .answers = {wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 1,
         .countdowns = 1,
         .others = {{post, {error(500, "Out of order"), added}},
                    {"GET /threads/thread_1/messages", {list({})}}}},
        {.name = "no answer to the message", .generations = 0, .others = {{post, {silent}}}},
        {.name = "a message that is taken, but without an id",
         .answers = {wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{post, {ScriptedServer::json(200, "{}")}}}},
        {.name = "the thread has an active run, once",
         .answers = {active, wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .countdowns = 1},
        {.name = "the thread has an active run, for ever",
         .answers = QList<Answer>(6, active),
         .generations = 6,
         .countdowns = 5},
        {.name = "the thread is lost when the message is added",
         .answers = {wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .others = {{post, {added, missing, added}}, {"GET /threads/thread_1/messages", {held}}},
         .isInSecondTurn = true},
        {.name = "the thread is lost when the run is started",
         .answers = {missing, wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2,
         .others = {{"GET /threads/thread_1/messages", {held}}},
         .isInSecondTurn = true},
        {.name = "the thread is lost, and the new one as well",
         .answers = {missing, missing},
         .generations = 2,
         .others = {{"GET /threads/thread_1/messages", {held}}},
         .isInSecondTurn = true},
        {.name = "404 of the model, in a thread",
         .answers = {ScriptedServer::json(
             404, R"({"error":{"message":"The model 'm' does not exist","code":"model_not_found"}})")},
         .isInSecondTurn = true},
        {.name = "404 of nobody knows what, and the thread is there",
         .answers = {error(404, "Not found")},
         .isInSecondTurn = true},
    };
}

} // namespace

QList<Fault> assistantsFaults() { return events() + runs() + containers(); }

} // namespace bobbin
