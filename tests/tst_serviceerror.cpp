#include "serviceerror.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

class tst_ServiceError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryShape_data();
    void readsEveryShape();
    void classifies_data();
    void classifies();
    void makesDetailsPlain_data();
    void makesDetailsPlain();
    void readsRetryAfter_data();
    void readsRetryAfter();
};

void tst_ServiceError::readsEveryShape_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");

    const auto row = [](const char *name, const char *body, const QString &message, const QString &code = {},
                        int status = 0) {
        QTest::newRow(name) << QByteArray(body) << message << code << status;
    };
    row("OpenAI", R"({"error":{"message":"No.","type":"t","param":null,"code":"c"}})", u"No."_s, u"c"_s);
    row("no code", R"({"error":{"message":"No.","code":null}})", u"No."_s);
    row("number as code", R"({"error":{"message":"No.","code":503}})", u"No."_s, {}, 503);
    row("digits as code", R"({"error":{"message":"No.","code":"429"}})", u"No."_s, {}, 429);
    row("number that is no status", R"({"error":{"message":"No.","code":7}})", u"No."_s);
    row("string", R"({"error":"Model does not exist"})", u"Model does not exist"_s);
    row("string beside a message",
        R"({"message":"Route GET:/x not found","error":"Not Found","statusCode":404})",
        u"Route GET:/x not found"_s, {}, 404);
    row("vLLM", R"({"object":"error","message":"No.","type":"BadRequestError","code":400})", u"No."_s, {},
        400);
    row("message", R"({"message":"No."})", u"No."_s);
    row("detail", R"({"detail":"Not Found"})", u"Not Found"_s);
    row("list of details", R"({"detail":[{"loc":["body","top_p"],"msg":"extra fields not permitted"}]})",
        u"top_p: extra fields not permitted"_s);
    row("array", R"([{"error":{"message":"No.","code":"c"}}])", u"No."_s, u"c"_s);
    row("array of errors", R"({"error":[{"message":"No."}]})", u"No."_s);
    row("object as message", R"({"error":{"message":{"a":1}}})", u"{\"a\":1}"_s);
    row("blank lines before", "\n\n  {\"error\":\"No.\"}\n", u"No."_s);
    row("page", "<html><head><TITLE>502 Bad\n Gateway</TITLE></head><body>x</body></html>",
        u"502 Bad Gateway"_s);
    row("page without a title", "<!DOCTYPE html><h1>Not here</h1>", u"Not here"_s);
    row("page without words", "<html></html>", {});
    row("plain text", "404 page not found\n", u"404 page not found"_s);
    row("nothing", "", {});
    row("status beside the error", R"({"type":"error","status":429,"error":{"message":"No."}})", u"No."_s, {},
        429);
    row("empty object", "{}", u"{}"_s);
    row("empty array", "[]", {});
}

void tst_ServiceError::readsEveryShape()
{
    QFETCH(const QByteArray, body);

    const ServiceError error = parseServiceError(body);

    QTEST(error.message, "message");
    QTEST(error.code, "code");
    QTEST(error.status, "status");
}

void tst_ServiceError::classifies_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("mayRetry");

    const auto row = [](const char *name, int status, const char *body, Kind kind, bool mayRetry = false) {
        QTest::newRow(name) << status << QByteArray(body) << kind << mayRetry;
    };
    row("400", 400, R"({"error":{"message":"No."}})", Kind::Rejected);
    row("400 context, OpenAI", 400, R"({"error":{"message":"x","code":"context_length_exceeded"}})",
        Kind::ContextTooLong);
    row("400 context, llama.cpp", 400,
        R"({"error":{"code":400,"message":"the request exceeds the available context size",)"
        R"("type":"exceed_context_size_error"}})",
        Kind::ContextTooLong);
    row("400 context, vLLM", 400,
        R"({"object":"error","message":"This model's maximum context length is 4096 tokens."})",
        Kind::ContextTooLong);
    row("400 context, vLLM model", 400,
        R"({"error":{"message":"The prompt (length 5000) is longer than the maximum model length of 4096."}})",
        Kind::ContextTooLong);
    row("400 context, Gemini", 400,
        R"({"error":{"message":"The input token count (5) exceeds the maximum number of tokens allowed (4)."}})",
        Kind::ContextTooLong);
    row("404 route, no DELETE", 404, R"({"error":{"message":"Cannot DELETE /v1/threads/x"}})",
        Kind::RouteMissing);
    row("400 model", 400, R"({"error":"Model does not exist"})", Kind::ModelMissing);
    row("400 model, router", 400, R"({"error":{"message":"model 'nope' not found","code":400}})",
        Kind::ModelMissing);
    row("400 key", 400, R"({"error":{"message":"x","code":"invalid_api_key"}})", Kind::Unauthorized);
    row("400 filter", 400, R"({"error":{"message":"x","code":"content_filter"}})", Kind::Rejected);
    row("401", 401, R"({"error":{"message":"x"}})", Kind::Unauthorized);
    row("402", 402, R"({"error":{"message":"x"}})", Kind::QuotaExhausted);
    row("403", 403, R"({"error":{"message":"x"}})", Kind::Forbidden);
    row("404 model", 404, R"({"error":{"message":"x","code":"model_not_found"}})", Kind::ModelMissing);
    row("404 model, Ollama", 404, R"({"error":{"message":"model \"x\" not found, try pulling it first"}})",
        Kind::ModelMissing);
    row("404 model, Azure", 404, R"({"error":{"message":"x","code":"DeploymentNotFound"}})",
        Kind::ModelMissing);
    row("404 model, param", 404, R"({"error":{"message":"x","param":"model"}})", Kind::ModelMissing);
    row("404 route, llama.cpp", 404, R"({"error":{"message":"File Not Found","code":404}})",
        Kind::RouteMissing);
    row("404 route, page", 404, "<html><title>Not Found</title></html>", Kind::RouteMissing);
    row("404 route, text", 404, "404 page not found", Kind::RouteMissing);
    row("404 route, empty", 404, "", Kind::RouteMissing);
    row("404 other", 404, R"({"error":{"message":"No such thing"}})", Kind::Rejected);
    row("405", 405, "", Kind::RouteMissing);
    row("407", 407, "", Kind::Unreachable);
    row("408", 408, "", Kind::TimedOut, true);
    row("409", 409, R"({"error":{"message":"x"}})", Kind::Rejected);
    row("409 locked", 409, R"({"error":{"message":"lock timeout"}})", Kind::Rejected, true);
    row("413", 413, "", Kind::TooLarge);
    row("422", 422, R"({"detail":"x"})", Kind::Rejected);
    row("429", 429, "", Kind::RateLimited, true);
    row("429 quota", 429, R"({"error":{"message":"x","code":"insufficient_quota"}})", Kind::QuotaExhausted);
    row("429 billing", 429, R"({"error":{"message":"check your plan and billing details"}})",
        Kind::QuotaExhausted);
    row("500", 500, "", Kind::ServerFailed, true);
    row("500 hopeless", 500, R"({"error":{"message":"[json.exception] parse error at line 1","code":500}})",
        Kind::ServerFailed);
    row("501", 501, "", Kind::RouteMissing);
    row("502", 502, "<html>", Kind::ServerFailed, true);
    row("503", 503, R"({"error":{"message":"Loading model","code":503}})", Kind::ServerFailed, true);
    row("505", 505, "", Kind::ServerFailed);
    row("529", 529, "", Kind::ServerFailed, true);
    row("200 unknown", 200, R"({"error":{"message":"x"}})", Kind::ServerFailed);
    row("200 request", 200, R"({"error":{"message":"x","type":"invalid_request_error"}})", Kind::Rejected);
    row("200 status inside", 200, R"({"error":{"message":"x","code":429}})", Kind::RateLimited, true);
    row("200 rate", 200, R"({"error":{"message":"x","code":"rate_limit_exceeded"}})", Kind::RateLimited,
        true);
    row("200 route, LM Studio", 200, R"({"error":"Unexpected endpoint or method: POST /chat"})",
        Kind::RouteMissing);
    row("200 model", 200, R"({"error":{"message":"The model 'x' does not exist"}})", Kind::ModelMissing);
}

void tst_ServiceError::classifies()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);

    const CompletionError error = makeError(status, parseServiceError(body), {});

    QTEST(error.kind, "kind");
    QTEST(error.mayRetry, "mayRetry");
    QCOMPARE(error.httpStatus, status);
}

void tst_ServiceError::makesDetailsPlain_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");

    QTest::newRow("plain") << u"No such model."_s << u"No such model."_s;
    QTest::newRow("own key") << u"The key my-secret-word is wrong"_s << u"The key *** is wrong"_s;
    QTest::newRow("another key") << u"Incorrect API key: sk-proj-abcdef123456."_s
                                 << u"Incorrect API key: ***"_s;
    QTest::newRow("half-masked key") << u"key sk-12345***********6789 is"_s << u"key *** is"_s;
    QTest::newRow("bearer") << u"got 'Bearer eyJhbGciOi.x_y-z'"_s << u"got 'Bearer ***'"_s;
    QTest::newRow("lines") << u"a\n\n  b\tc"_s << u"a b c"_s;
    QTest::newRow("escape sequence") << u"a\x1B[31mb"_s << u"a[31mb"_s;
    QTest::newRow("text direction") << u"a\u202Eb"_s << u"ab"_s;
    QTest::newRow("invisible tags") << u"a\U000E0041b"_s << u"ab"_s;
    QTest::newRow("own key behind something invisible") << u"my-\u200Bsecret\u202E-word"_s << u"***"_s;
    QTest::newRow("long") << QString(600, u'x') << QString(499, u'x') + u'…';
}

void tst_ServiceError::makesDetailsPlain()
{
    QFETCH(const QString, text);

    QTEST(plainDetail(text, "my-secret-word"), "plain");
}

void tst_ServiceError::readsRetryAfter_data()
{
    using Wait = std::optional<std::chrono::milliseconds>;
    using std::chrono::milliseconds;
    QTest::addColumn<QByteArray>("retryAfterMs");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<Wait>("wait");

    QTest::newRow("none") << QByteArray() << QByteArray() << Wait();
    QTest::newRow("milliseconds") << QByteArray("700") << QByteArray("9") << Wait(milliseconds(700));
    QTest::newRow("seconds") << QByteArray() << QByteArray("2") << Wait(milliseconds(2000));
    QTest::newRow("fraction") << QByteArray() << QByteArray("0.5") << Wait(milliseconds(500));
    QTest::newRow("zero") << QByteArray() << QByteArray("0") << Wait(milliseconds(0));
    QTest::newRow("negative") << QByteArray() << QByteArray("-3") << Wait();
    QTest::newRow("garbage") << QByteArray() << QByteArray("soon") << Wait();
    QTest::newRow("not finite") << QByteArray() << QByteArray("inf") << Wait();
    QTest::newRow("huge") << QByteArray() << QByteArray("1e300")
                          << Wait(milliseconds(365LL * 24 * 3600 * 1000));
    QTest::newRow("date") << QByteArray() << QByteArray("Fri, 20 Nov 2026 12:00:03 GMT")
                          << Wait(milliseconds(3000));
    QTest::newRow("past date") << QByteArray() << QByteArray("Fri, 20 Nov 2026 11:00:00 GMT") << Wait();
}

// A date counts from the service's own clock, whatever the clock here says.
void tst_ServiceError::readsRetryAfter()
{
    QFETCH(const QByteArray, retryAfterMs);
    QFETCH(const QByteArray, retryAfter);

    const auto wait = parseRetryAfter(retryAfterMs, retryAfter, "Fri, 20 Nov 2026 12:00:00 GMT");

    QTEST(wait, "wait");
}

QTEST_APPLESS_MAIN(tst_ServiceError)
#include "tst_serviceerror.moc"
