#include "fault.h"

#include <QDateTime>
#include <QLocale>

namespace bobbin {

using namespace Qt::StringLiterals;
using Answer = Wire::Answer;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

Answer error(int status, const QByteArray &body, const Headers &headers = {})
{
    Answer answer = ScriptedServer::json(status, body);
    answer.headers += headers;
    return answer;
}

QByteArray words(const QByteArray &message, const QByteArray &code = "null")
{
    return R"({"error":{"message":")" + message + R"(","type":"some_error","param":null,"code":)" + code
        + "}}";
}

QByteArray httpDate(int seconds)
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc().addSecs(seconds), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s)
        .toLatin1();
}

// Those that mean that asking again is no use.
QList<Fault> refusals(const Wire &wire)
{
    QList<Fault> faults;
    const auto add = [&faults](int status, const QByteArray &message) {
        faults << Fault {.name = QByteArray::number(status) + " " + message,
                         .answers = {error(status, words(message))}};
    };
    add(400, "Bad request");
    add(401, "Who are you?");
    add(402, "Payment required");
    add(403, "Not in your region");
    faults << routeMissing(wire, "405 Method not allowed", error(405, words("Method not allowed")));
    add(406, "Not acceptable");
    add(409, "Conflict");
    add(411, "Length required");
    add(413, "Too large");
    add(415, "Unsupported media type");
    add(418, "I am a teapot");
    add(421, "Misdirected request");
    add(422, "Unprocessable");
    add(426, "Upgrade required");
    add(428, "Precondition required");
    add(431, "Header fields too large");
    add(451, "Unavailable for legal reasons");
    faults << routeMissing(wire, "501 Not implemented", error(501, words("Not implemented")));
    add(505, "HTTP version not supported");
    return faults;
}

// Those that may pass by themselves.
QList<Fault> troubles(const Wire &wire)
{
    QList<Fault> faults;
    for (const int status : {408, 429, 500, 502, 503, 529}) {
        const QByteArray number = QByteArray::number(status);
        faults << Fault {.name = number + " for ever",
                         .answers = QList<Answer>(3, error(status, words("Busy"))),
                         .generations = 3,
                         .countdowns = 2};
        faults << Fault {.name = number + " once",
                         .answers = {error(status, words("Busy")), wire.good("Hello")},
                         .state = ReplyState::Complete,
                         .kept = u"Hello"_s,
                         .generations = 2,
                         .countdowns = 1};
    }
    return faults;
}

// What stands behind a gateway may be at work on the reply all the same.
QList<Fault> gatewayTimeouts(const Wire &wire)
{
    const auto asked = [&wire](const QByteArray &name, const Headers &headers) -> Fault {
        return {.name = "504 " + name,
                .answers = {error(504, words("Busy"), headers), wire.good("Hello")},
                .state = ReplyState::Complete,
                .kept = u"Hello"_s,
                .generations = 2,
                .countdowns = 1};
    };
    return {
        {.name = "504", .answers = {error(504, words("Busy"))}},
        {.name = "504 inside of 200", .answers = {error(200, words("Busy", "504"))}},
        asked("with Retry-After: 2", {{"Retry-After", "2"}}),
        asked("with x-should-retry: true", {{"X-Should-Retry", "true"}}),
    };
}

QList<Fault> wishes(const Wire &wire)
{
    QList<Fault> faults;
    const auto add = [&](const QByteArray &name, const Headers &headers, bool isObeyed = true) {
        const Answer answer = error(429, words("Slow down", R"("rate_limit_exceeded")"), headers);
        faults << (isObeyed ? Fault {.name = "429 " + name,
                                     .answers = {answer, wire.good("Hello")},
                                     .state = ReplyState::Complete,
                                     .kept = u"Hello"_s,
                                     .generations = 2,
                                     .countdowns = 1}
                            : Fault {.name = "429 " + name, .answers = {answer}});
    };
    add("with Retry-After: 2", {{"Retry-After", "2"}});
    add("with Retry-After: 1.5", {{"Retry-After", "1.5"}});
    add("with Retry-After-Ms: 700", {{"Retry-After-Ms", "700"}});
    add("with a date in 30 s", {{"Date", httpDate(0)}, {"Retry-After", httpDate(30)}});
    add("with a date of the past", {{"Date", httpDate(0)}, {"Retry-After", httpDate(-30)}});
    add("with Retry-After: 0", {{"Retry-After", "0"}});
    add("with Retry-After: -5", {{"Retry-After", "-5"}});
    add("with Retry-After: soon", {{"Retry-After", "soon"}});
    add("with Retry-After: inf", {{"Retry-After", "inf"}});
    add("with Retry-After: 3600", {{"Retry-After", "3600"}}, false);
    add("with Retry-After: 1e300", {{"Retry-After", "1e300"}}, false);
    add("with x-should-retry: false", {{"X-Should-Retry", "false"}}, false);
    faults << Fault {.name = "400 with x-should-retry: true",
                     .answers = {error(400, words("No"), {{"X-Should-Retry", "true"}})}};
    faults << Fault {.name = "500 with x-should-retry: false",
                     .answers = {error(500, words("No"), {{"X-Should-Retry", "false"}})}};
    faults << Fault {.name = "429 since the quota is used up",
                     .answers = {error(429, words("You exceeded your quota", R"("insufficient_quota")"))}};
    return faults;
}

QList<Fault> challenges()
{
    const Answer proxy = error(407, words("Proxy login"), {{"Proxy-Authenticate", "Basic realm=\"proxy\""}});
    const auto challenge = [](const QByteArray &scheme) {
        return error(401, words("Who are you?"), {{"WWW-Authenticate", scheme}});
    };
    return {
        {.name = "401 with a Basic challenge", .answers = {challenge("Basic realm=\"x\"")}},
        {.name = "401 with a Digest challenge",
         .answers = {challenge("Digest realm=\"x\", nonce=\"1\", algorithm=MD5")}},
        {.name = "401 with a Bearer challenge", .answers = {challenge("Bearer")}},
        {.name = "401 with a Negotiate challenge", .answers = {challenge("Negotiate")}},
        {.name = "407 by the service itself", .answers = {proxy}},
    };
}

QList<Fault> redirections()
{
    QList<Fault> faults;
    for (const int status : {301, 302, 303, 307, 308}) {
        faults << Fault {.name = QByteArray::number(status) + " to another host",
                         .answers = {Answer {.status = status,
                                             .headers = {{"Location", "https://evil.example/v1/steal"}}}}};
    }
    faults << Fault {.name = "302 to itself",
                     .answers = {Answer {.status = 302, .headers = {{"Location", "?again"}}}}};
    faults << Fault {.name = "302 to nowhere", .answers = {Answer {.status = 302}}};
    faults << Fault {.name = "302 with an address that is none",
                     .answers = {Answer {.status = 302, .headers = {{"Location", "http://["}}}}};
    faults << Fault {.name = "300 Multiple Choices",
                     .answers = {Answer {.status = 300, .pieces = {"Choose"}}}};
    faults << Fault {.name = "304 Not Modified", .answers = {Answer {.status = 304}}};
    faults << Fault {
        .name = "302 to the login page of a network",
        .answers = {Answer {.status = 302, .headers = {{"Location", "http://login.hotel.example/?u=x"}}}}};
    faults << Fault {.name = "511 Network Authentication Required",
                     .answers = {Answer {.status = 511,
                                         .headers = {{"Content-Type", "text/html"}},
                                         .pieces = {"<html><title>Hotel Wi-Fi</title></html>"}}}};
    return faults;
}

// The same refusal in all the ways in which services put it.
QList<Fault> wordings(const Wire &wire)
{
    QList<Fault> faults;
    const auto add = [&faults](const QByteArray &name, const QByteArray &body) {
        faults << Fault {.name = "400 " + name, .answers = {error(400, body)}};
    };
    add("with the error as a string", R"({"error":"It is wrong"})");
    add("with a detail", R"({"detail":"It is wrong"})");
    add("with a list of details",
        R"({"detail":[{"loc":["body","model"],"msg":"It is wrong","type":"value"}]})");
    add("as vLLM", R"({"object":"error","message":"It is wrong","type":"BadRequestError","code":400})");
    add("with a number as the code", R"({"error":{"message":"It is wrong","code":400}})");
    add("with a message at the top", R"({"message":"It is wrong"})");
    add("in an array", R"([{"error":{"message":"It is wrong"}}])");
    add("with an object as the message", R"({"error":{"message":{"text":"It is wrong"}}})");
    add("with null as the message", R"({"error":{"message":null}})");
    add("with null as the error", R"({"error":null})");
    add("with an empty object", "{}");
    add("with an empty body", "");
    add("as plain text", "It is wrong");
    add("with a message of 100,000 characters", words(QByteArray("wrong ").repeated(16'000)));
    add("with escape sequences and marks that reorder text",
        words("\\u001b[31mred\\u001b[0m \\u202Eevil\\u202C end"));
    add("with bytes that are no UTF-8", "It is \xFF\xFE wrong");
    faults << Fault {.name = "401 that repeats the key",
                     .answers = {error(401, words("Incorrect API key provided: test-key-5e2c1e7-value"))}};
    faults << Fault {.name = "401 that repeats the key as its code and the id of the request",
                     .answers = {error(401, words("Wrong", R"("test-key-5e2c1e7-value")"),
                                       {{"X-Request-Id", "test-key-5e2c1e7-value"}})}};
    faults << routeMissing(wire, "404 without a word", Answer {.status = 404});
    faults << routeMissing(wire, "404 as a page",
                           Answer {.status = 404, .pieces = {"<html><h1>Not Found</h1></html>"}});
    faults << Fault {.name = "404 of the model",
                     .answers = {error(404, words("The model 'm' does not exist", R"("model_not_found")"))}};
    faults << Fault {.name = "400 of the model", .answers = {error(400, words("model 'm' not found"))}};
    faults << Fault {.name = "500 of a request that will never work",
                     .answers = {error(500, words("parse error at line 1"))}};
    faults << Fault {
        .name = "502 as a page",
        .answers = QList<Answer>(
            3,
            Answer {.status = 502,
                    .headers = {{"Content-Type", "text/html"}},
                    .pieces = {"<html><title>502 Bad Gateway</title><script>x()</script></html>"}}),
        .generations = 3,
        .countdowns = 2};
    faults << Fault {.name = "500 without a word",
                     .answers = QList<Answer>(3, Answer {.status = 500}),
                     .generations = 3,
                     .countdowns = 2};
    faults << Fault {.name = "520 of a content network", .answers = {error(520, words("Web server error"))}};
    return faults;
}

} // namespace

QList<Fault> statusFaults(const Wire &wire)
{
    return refusals(wire) + troubles(wire) + gatewayTimeouts(wire) + wishes(wire) + challenges()
        + redirections() + wordings(wire);
}

} // namespace bobbin
