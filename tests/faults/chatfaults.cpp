#include "fault.h"

namespace bobbin {

using namespace Qt::StringLiterals;
using Answer = Wire::Answer;

namespace {

const QByteArray finish = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

QByteArray delta(const QByteArray &fields) { return R"({"choices":[{"index":0,"delta":{)" + fields + "}}]}"; }

QByteArray said(const QByteArray &text) { return delta(R"("content":")" + text + "\""); }

QByteArray finishedBy(const QByteArray &reason)
{
    return R"({"choices":[{"index":0,"delta":{},"finish_reason":)" + reason + "}]}";
}

Answer events(const QList<QByteArray> &data) { return ScriptedServer::stream(data); }

Fault complete(const QByteArray &name, const QList<QByteArray> &data, const QString &kept = u"Hello"_s)
{
    return {.name = name, .answers = {events(data)}, .state = ReplyState::Complete, .kept = kept};
}

Fault failed(const QByteArray &name, const QList<QByteArray> &data)
{
    return {.name = name, .answers = {events(data)}};
}

Fault interrupted(const QByteArray &name, const QList<QByteArray> &data)
{
    return {.name = name, .answers = {events(data)}, .state = ReplyState::Interrupted, .kept = u"Half"_s};
}

QList<Fault> contents()
{
    const QByteArray done = "[DONE]";
    return {
        complete("no role at all", {said("Hello"), finish, done}),
        complete("the role in every piece",
                 {delta(R"("role":"assistant","content":"Hel")"),
                  delta(R"("role":"assistant","content":"lo")"), finish, done}),
        complete("content that is null",
                 {delta(R"("role":"assistant","content":null)"), said("Hello"), finish, done}),
        complete("a delta that is null",
                 {R"({"choices":[{"index":0,"delta":null}]})", said("Hello"), finish, done}),
        complete("no choices", {R"({"id":"c1"})", said("Hello"), finish, done}),
        complete("empty choices", {R"({"choices":[]})", said("Hello"), finish, done}),
        complete("choices that are null", {R"({"choices":null})", said("Hello"), finish, done}),
        complete("choices that are an object", {R"({"choices":{"index":0}})", said("Hello"), finish, done}),
        complete(
            "content as a list of parts",
            {delta(R"("content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}])"), finish, done}),
        complete("content that is a number", {delta(R"("content":42)"), finish, done}, u"42"_s),
        failed("content that is true", {delta(R"("content":true)"), finish, done}),
        failed("content that is an empty list", {delta(R"("content":[])"), finish, done}),
        complete(
            "two choices",
            {R"({"choices":[{"index":0,"delta":{"content":"Hello"}},{"index":1,"delta":{"content":"OTHER"}}]})",
             finish, done}),
        failed("only the second choice", {R"({"choices":[{"index":1,"delta":{"content":"OTHER"}}]})", done}),
        complete("a choice without an index",
                 {R"({"choices":[{"delta":{"content":"Hello"}}]})", finish, done}),
        complete("the index as a string",
                 {R"({"choices":[{"index":"0","delta":{"content":"Hello"}}]})", finish, done}),
        complete("the same key twice", {delta(R"("content":"GHOST","content":"Hello")"), finish, done}),
        complete("another id and model in each piece",
                 {R"({"id":"a","model":"m","choices":[{"delta":{"content":"Hel"}}]})",
                  R"({"id":"b","model":"x","choices":[{"delta":{"content":"lo"}}]})", finish, done}),
        complete(
            "a message in place of a delta",
            {R"({"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]})",
             done}),
        complete("thinking in both fields",
                 {delta(R"("reasoning":"Hm","reasoning_content":"Hm")"), said("Hello"), finish, done}),
        complete("a refusal", {delta(R"("refusal":"I cannot")"), finish, done}, u"I cannot"_s),
        complete("two answers in one stream", {said("Hello"), finish, done, said("GHOST"), finish, done}),
        complete("text after the reason to finish", {said("Hello"), finish, said("GHOST"), done}),
        complete(
            "the whole answer repeated in the last piece",
            {said("Hello"),
             R"({"choices":[{"index":0,"delta":{},"message":{"content":"Hello"},"finish_reason":"stop"}]})",
             done}),
        {.name = "an object on each line in place of events",
         .answers = {Answer {.pieces = {said("Hello") + "\n" + finish + "\n"}}},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s},
    };
}

QList<Fault> reasons()
{
    const QByteArray done = "[DONE]";
    return {
        complete("finished by the limit of tokens", {said("Hello"), finishedBy(R"("length")"), done}),
        complete("finished by the limit of tokens before a word", {finishedBy(R"("length")"), done}, {}),
        complete("finished by a filter", {said("Hello"), finishedBy(R"("content_filter")"), done}),
        complete("finished for a reason that nobody knows",
                 {said("Hello"), finishedBy(R"("moon_phase")"), done}),
        interrupted("finished by an error", {said("Half"), finishedBy(R"("error")"), done}),
        complete("no reason but [DONE]", {said("Hello"), done}),
        complete("a reason but no [DONE]", {said("Hello"), finish}),
        interrupted("neither reason nor [DONE]", {said("Half")}),
        interrupted("a reason that is a number", {said("Half"), finishedBy("7")}),
    };
}

QList<Fault> tools()
{
    const QByteArray done = "[DONE]";
    const QByteArray called = finishedBy(R"("tool_calls")");
    return {
        complete("a call of a tool",
                 {delta(R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])"),
                  called, done},
                 {}),
        complete(
            "a call of a tool without an index",
            {delta(R"("tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}])"), called, done},
            {}),
        complete("calls that are null", {delta(R"("content":"Hello","tool_calls":null)"), finish, done}),
        complete("calls that are an object", {delta(R"("content":"Hello","tool_calls":{})"), finish, done}),
        complete("text and a call of a tool",
                 {said("Hello"), delta(R"("tool_calls":[{"index":0,"id":"a"}])"), called, done}),
    };
}

QList<Fault> figures()
{
    QList<Fault> faults;
    const auto add = [&faults](const QByteArray &name, const QByteArray &usage) {
        faults << complete("usage: " + name,
                           {said("Hello"), finish, R"({"choices":[],"usage":)" + usage + "}", "[DONE]"});
    };
    add("as strings", R"({"prompt_tokens":"7","completion_tokens":"2"})");
    add("with fractions", R"({"prompt_tokens":7.5,"completion_tokens":2.0})");
    add("negative", R"({"prompt_tokens":-7,"completion_tokens":-2})");
    add("immense", R"({"prompt_tokens":1e300,"completion_tokens":99999999999999999999})");
    add("a list", "[1,2]");
    add("null", "null");
    add("a string", R"("many")");
    add("of other fields", R"({"tokens":9})");
    faults << complete(
        "usage in every piece",
        {R"({"choices":[{"delta":{"content":"Hel"}}],"usage":{"prompt_tokens":7,"completion_tokens":1}})",
         R"({"choices":[{"delta":{"content":"lo"}}],"usage":{"prompt_tokens":7,"completion_tokens":2}})",
         finish, "[DONE]"});
    return faults;
}

QList<Fault> parameters(const Wire &wire)
{
    const auto refuses = [](const QByteArray &param, const QByteArray &code) {
        return ScriptedServer::json(400,
                                    R"({"error":{"message":"Unsupported parameter: ')" + param
                                        + R"('","type":"invalid_request_error","param":")" + param
                                        + R"(","code":")" + code + R"("}})");
    };
    return {
        {.name = "400 to an option of the stream, once",
         .answers = {refuses("stream_options", "unknown_parameter"), wire.good("Hello")},
         .state = ReplyState::Complete,
         .kept = u"Hello"_s,
         .generations = 2},
        {.name = "400 to an option of the stream, for ever",
         .answers = QList<Answer>(2, refuses("stream_options", "unknown_parameter")),
         .generations = 2},
        {.name = "400 to the messages", .answers = {refuses("messages", "invalid_value")}},
        {.name = "400 since the context is too long, without figures",
         .answers =
             QList<Answer>(2,
                           ScriptedServer::json(
                               400, R"({"error":{"message":"Too long","code":"context_length_exceeded"}})"))},
    };
}

} // namespace

QList<Fault> chatFaults()
{
    return contents() + reasons() + tools() + figures() + parameters(Wire(ApiKind::ChatCompletions));
}

} // namespace bobbin
