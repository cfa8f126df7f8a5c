#include "fault.h"

namespace bobbin {

using namespace Qt::StringLiterals;
using Answer = Wire::Answer;

namespace {

Answer body(const QByteArray &bytes, const QByteArray &type = "application/json")
{
    return {.headers = {{"Content-Type", type}}, .pieces = {bytes}};
}

// The forms that the specification of server-sent events allows.
QList<Fault> forms(const Wire &wire)
{
    const QByteArray whole = wire.whole("Hello");
    QList<Fault> faults;
    const auto add = [&faults](const QByteArray &name, const QByteArray &bytes,
                               const QByteArray &type = "text/event-stream") {
        faults << Fault {
            .name = name, .answers = {body(bytes, type)}, .state = ReplyState::Complete, .kept = u"Hello"_s};
    };
    const auto replaced = [&whole](const QByteArray &what, const QByteArray &by) {
        return QByteArray(whole).replace(what, by);
    };
    add("lines ended by CR LF", replaced("\n", "\r\n"));
    add("lines ended by CR", replaced("\n", "\r"));
    add("a byte order mark", "\xEF\xBB\xBF" + whole);
    add("no space behind the colon", replaced("data: ", "data:"));
    add("comments between the lines", replaced("data: ", ": ping\ndata: "));
    add("fields that nobody knows", replaced("data: ", "id: 7\nretry: 10\nfoo: bar\ndata: "));
    add("a field without a value", replaced("data: ", "data\ndata: "));
    add("data on several lines", replaced("data: {", "data: {\ndata: "));
    add("no blank line at the end", whole.chopped(2));
    add("many blank lines", replaced("\n\n", "\n\n\n\n\n\n"));
    add("blank lines before the answer", QByteArray("\n").repeated(20) + whole);
    add("events sent as text/plain", whole, "text/plain; charset=utf-8");
    add("events sent as text/html", whole, "text/html");
    add("events sent as JSON", whole, "application/json");
    add("no content type", whole, {});
    add("[DONE] twice", whole + sse("[DONE]") + sse("[DONE]"));
    add("text after the end", whole + wire.piece("GHOST") + sse("[DONE]"));
    add("an error after the end", whole + wire.error("Too late"));
    add("a whole answer as JSON in place of a stream", wire.json("Hello"));
    add("blank lines before JSON", "\n\n   \n" + wire.json("Hello"));
    add("JSON of a stream on one line, sent as an event", sse(wire.json("Hello")));
    return faults;
}

// Texts that are hard to carry.
QList<Fault> texts(const Wire &wire)
{
    QList<Fault> faults;
    const auto add = [&](const QByteArray &name, const QByteArray &text, const QString &kept) {
        faults << Fault {
            .name = name, .answers = {wire.good(text)}, .state = ReplyState::Complete, .kept = kept};
    };
    add("bytes that are no UTF-8", "a\xFFz", u"a\uFFFDz"_s);
    add("half of a surrogate pair", "az\\ud83d", u"az\uFFFD"_s);
    add("half of a surrogate pair before a line break", "a\\ud83d\\nz", u"a\uFFFD\nz"_s);
    faults << Fault {.name = "a surrogate pair in two pieces",
                     .answers = {Wire::stream(wire.begin() + wire.piece("a\\ud83d") + wire.piece("\\ude00z")
                                              + wire.end("a\\ud83d\\ude00z"))},
                     .state = ReplyState::Complete,
                     .kept = u"a😀z"_s};
    add("a NUL character", "a\\u0000z", u"a"_s + QChar(0) + u"z"_s);
    add("escape sequences", "\\u001b[31mred\\u001b[0m", u"\u001b[31mred\u001b[0m"_s);
    add("marks that reorder text", "a\\u202Eb\\u202C", u"a\u202Eb\u202C"_s);
    add("HTML with a script", "<script>alert(1)</script><img src=x>",
        u"<script>alert(1)</script><img src=x>"_s);
    add("links to files and scripts", "[a](file:///etc/passwd) [b](javascript:x)",
        u"[a](file:///etc/passwd) [b](javascript:x)"_s);
    add("a megabyte in one piece", QByteArray(1024 * 1024, 'x'), QString(1024 * 1024, u'x'));
    add("only spaces", "   ", u"   "_s);
    add("thinking between tags", "<think>Hm</think>Hello", u"Hello"_s);
    add("the end of thinking alone", "Hm\\n</think>\\n\\nHello", u"Hello"_s);
    return faults;
}

// What is no answer at all.
QList<Fault> strangers(const Wire &wire)
{
    const QByteArray half = wire.begin() + wire.piece("Half");
    QList<Fault> faults;
    const auto add = [&faults](const QByteArray &name, const Answer &answer) {
        faults << Fault {.name = name, .answers = {answer}};
    };
    const auto addHalf = [&](const QByteArray &name, const QByteArray &rest) {
        faults << Fault {.name = name,
                         .answers = {Wire::stream(half + rest)},
                         .state = ReplyState::Interrupted,
                         .kept = u"Half"_s};
    };
    const auto wordless = [&wire](const QByteArray &name, const Answer &answer) {
        if (wire.isAssistants()) // the thread has what the stream did not say
            return Fault {
                .name = name, .answers = {answer}, .state = ReplyState::Complete, .kept = u"Hello"_s};
        return Fault {.name = name, .answers = {answer}};
    };
    add("200 with an empty body", body({}));
    add("200 with only space", body("\r\n\r\n  "));
    add("204 No Content", Answer {.status = 204});
    add("205 Reset Content", Answer {.status = 205});
    add("200 with a web page",
        body("<!DOCTYPE html><html><title>Log in to Hotel Wi-Fi</title></html>", "text/html"));
    add("200 with XML", body("<?xml version=\"1.0\"?><error>No</error>", "text/xml"));
    add("200 with plain text", body("Please pay first", "text/plain"));
    add("200 with bytes of another format",
        body(QByteArray::fromHex("89504e470d0a1a0a0000000d"), "image/png"));
    add("200 with an error as JSON", body(R"({"error":{"message":"Out of order","type":"server_error"}})"));
    faults << Fault {
        .name = "200 with an error with the number 503, once",
        .answers = {body(R"({"error":{"message":"Out of order","code":503}})"), wire.good("Hello")},
        .state = ReplyState::Complete,
        .kept = u"Hello"_s,
        .generations = 2,
        .countdowns = 1};
    faults << routeMissing(wire, "200 with an error as a string",
                           body(R"({"error":"Unexpected endpoint or method: POST /v1/x"})"));
    add("200 with other JSON", body(R"({"hello":"world"})"));
    add("200 with an empty object", body("{}"));
    add("200 with an empty array", body("[]"));
    add("200 with null", body("null"));
    add("200 with a number", body("42"));
    add("200 with JSON that is cut off", body(R"({"id":"c1","object":"x","choices":[{"mess)"));
    add("200 with JSON nested 100,000 deep", body("{\"a\":" + QByteArray("[").repeated(100'000)));
    add("only comments, then the end", Wire::stream(": ping\n\n: ping\n\n"));
    faults << wordless("only [DONE]", Wire::stream(sse("[DONE]")));
    add("only the beginning of an answer, then the end", Wire::stream(wire.begin()));
    faults << wordless("an answer without any text", Wire::stream(wire.begin() + wire.end({})));
    add("an error first", Wire::stream(wire.error("Out of order")));
    add("an error without a word", Wire::stream(wire.error({})));
    addHalf("an error in the middle", wire.error("Out of order") + wire.piece("GHOST"));
    addHalf("an error event of plain text", sse("Out of order", "error"));
    addHalf("an error as vLLM puts it", sse(R"({"object":"error","message":"Out of order","code":500})"));
    addHalf("an error that repeats the key",
            wire.error("Incorrect API key provided: test-key-5e2c1e7-value"));
    addHalf("the end without a last word", {});
    addHalf("JSON that is damaged", sse("{\"choices\":[}") + wire.piece("GHOST"));
    addHalf("JSON that is nested too deep", sse("{\"a\":" + QByteArray("[").repeated(2000) + "}"));
    faults << Fault {
        .name = "events that are no objects",
        .answers = {Wire::stream(wire.begin() + sse("7") + sse("null") + sse("\"text\"") + sse("[]")
                                 + sse("true") + wire.piece("Hello") + wire.end("Hello"))},
        .state = ReplyState::Complete,
        .kept = u"Hello"_s};
    faults << Fault {
        .name = "events of kinds that nobody knows",
        .answers = {Wire::stream(wire.begin() + sse(R"({"type":"future.thing","x":1})", "future.thing")
                                 + sse(R"({"x":[1,2,3]})") + wire.piece("Hello") + wire.end("Hello"))},
        .state = ReplyState::Complete,
        .kept = u"Hello"_s};
    return faults;
}

} // namespace

QList<Fault> answerFaults(const Wire &wire) { return forms(wire) + texts(wire) + strangers(wire); }

} // namespace bobbin
