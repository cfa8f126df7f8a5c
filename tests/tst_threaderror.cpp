#include "threaderror.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = CompletionError::Kind;

class tst_ThreadError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
    void neverDoubtsWithoutAContainer_data();
    void neverDoubtsWithoutAContainer();
    void saysWhetherAContainerIsGone_data();
    void saysWhetherAContainerIsGone();
    void waitsForABusyContainer();
    void believesTheServiceAboutTheWait();
};

static const ServerTarget ofResponse {Strategy::Response, u"resp_abc"_s, {}};
static const ServerTarget ofConversation {Strategy::Conversation, u"conv_abc"_s, {}};
static const ServerTarget ofThread {Strategy::Thread, u"thread_abc"_s, u"asst_xyz"_s};
static const ServerTarget nothing {};

static Diagnosis diagnose(int status, const QByteArray &body, const ServerTarget &target)
{
    const ServiceError words = parseServiceError(body);
    return bobbin::diagnose(makeError(status, words, {}), words, target);
}

void tst_ThreadError::decides_data()
{
    QTest::addColumn<ServerTarget>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("isInDoubt");

    const auto row = [](const char *name, const ServerTarget &target, int status, const char *body, Kind kind,
                        bool isInDoubt = false) {
        QTest::newRow(name) << target << status << QByteArray(body) << kind << isInDoubt;
    };

    // the model
    row("model, chat code", ofThread, 404, R"({"error":{"message":"x","code":"model_not_found"}})",
        Kind::ModelMissing);
    row("model, responses", ofResponse, 400,
        R"({"error":{"message":"The requested model 'm' does not exist.","type":"invalid_request_error",)"
        R"("param":"model","code":"model_not_found"}})",
        Kind::ModelMissing);
    row("model, param", ofConversation, 404, R"({"error":{"message":"Nope","param":"model"}})",
        Kind::ModelMissing);
    row("model, vLLM", ofResponse, 404,
        R"({"object":"error","message":"The model `m` does not exist.","type":"NotFoundError","code":404})",
        Kind::ModelMissing);
    row("model, Ollama", ofResponse, 404,
        R"({"error":{"message":"model \"m\" not found, try pulling it first"}})", Kind::ModelMissing);
    row("model, Azure", ofThread, 404, R"({"error":{"message":"x","code":"DeploymentNotFound"}})",
        Kind::ModelMissing);

    // a chain of responses
    row("chain, OpenAI", ofResponse, 400,
        R"({"error":{"message":"Previous response with id 'resp_abc' not found.","type":"invalid_request_error",)"
        R"("param":"previous_response_id","code":"previous_response_not_found"}})",
        Kind::ThreadLost);
    row("chain, OpenAI as 404", ofResponse, 404,
        R"({"error":{"message":"Previous response with id 'resp_abc' not found.",)"
        R"("code":"previous_response_not_found"}})",
        Kind::ThreadLost);
    row("chain, vLLM", ofResponse, 404,
        R"({"error":{"message":"Response with id 'resp_abc' not found.","type":"invalid_request_error",)"
        R"("param":"response_id","code":404}})",
        Kind::ThreadLost);
    row("chain, Volcano", ofResponse, 400,
        R"({"error":{"code":"InvalidParameter.PreviousResponseNotFound","message":"Gone","type":"BadRequest"}})",
        Kind::ThreadLost);
    row("chain, LM Studio", ofResponse, 200,
        R"({"error":{"message":"Could not find it","code":"previous_response_not_found"}})",
        Kind::ThreadLost);
    row("chain, by its id", ofResponse, 404, R"({"error":"resp_abc does not exist"})", Kind::ThreadLost);
    row("chain, of another strategy", ofConversation, 400,
        R"({"error":{"message":"Previous response with id 'resp_abc' not found."}})", Kind::Rejected);

    // what a server does not do
    row("no state, llama.cpp", ofResponse, 400,
        R"({"error":{"code":400,"message":"llama.cpp does not support 'previous_response_id'.",)"
        R"("type":"invalid_request_error"}})",
        Kind::StateIgnored);
    row("no state, unknown parameter", ofConversation, 400,
        R"({"error":{"message":"Unknown parameter: 'conversation'.","param":"conversation",)"
        R"("code":"unknown_parameter"}})",
        Kind::StateIgnored);
    row("no state, retention", ofResponse, 400,
        R"({"error":{"message":"Previous response cannot be used for this organization due to Zero Data Retention.",)"
        R"("param":"previous_response_id","code":"unsupported_parameter"}})",
        Kind::StateIgnored);
    row("no state, FastAPI", ofResponse, 422,
        R"({"detail":[{"loc":["body","previous_response_id"],"msg":"Extra inputs are not permitted"}]})",
        Kind::StateIgnored);
    row("another parameter", ofResponse, 400,
        R"({"error":{"message":"Unknown parameter: 'store'.","param":"store","code":"unknown_parameter"}})",
        Kind::Rejected);

    // a conversation
    row("conversation, OpenAI", ofConversation, 404,
        R"({"error":{"message":"Conversation with id 'conv_abc' not found.","type":"invalid_request_error",)"
        R"("param":null,"code":null}})",
        Kind::ThreadLost);
    row("conversation, by its id", ofConversation, 404, R"({"detail":"conv_abc was deleted"})",
        Kind::ThreadLost);
    row("conversation, code", ofConversation, 404,
        R"({"error":{"message":"x","code":"conversation_not_found"}})", Kind::ThreadLost);
    row("conversation, locked", ofConversation, 400,
        R"({"error":{"message":"Another process is currently operating on this conversation. Please retry in a )"
        R"(few seconds.","param":"conversation","code":"conversation_locked"}})",
        Kind::ThreadBusy);
    row("conversation, locked as 409", ofConversation, 409,
        R"({"error":{"message":"x","code":"conversation_locked"}})", Kind::ThreadBusy);
    row("conversation, strange id", ofConversation, 400,
        R"({"error":{"message":"Invalid 'conversation': 'x'.","param":"conversation","code":"invalid_value"}})",
        Kind::Rejected, true);
    row("stale item", ofConversation, 404,
        R"({"error":{"message":"Item with id 'rs_1' not found. Items are not persisted when `store` is set to )"
        R"(false."}})",
        Kind::Rejected);

    // a thread, and what stands beside it
    row("thread, OpenAI", ofThread, 404,
        R"({"error":{"message":"No thread found with id 'thread_abc'.","type":"invalid_request_error",)"
        R"("param":null,"code":null}})",
        Kind::ThreadLost);
    row("thread, Lumen", ofThread, 404, R"({"error":{"code":"not_found","message":"thread_not_found"}})",
        Kind::ThreadLost);
    row("thread, by its id", ofThread, 404,
        R"({"error":{"message":"thread_abc belongs to nobody: it does not exist"}})", Kind::ThreadLost);
    row("thread, as 400", ofThread, 400, R"({"error":{"message":"Thread not found"}})", Kind::ThreadLost);
    row("thread, plain text", ofThread, 404, "Thread not found", Kind::ThreadLost);
    row("assistant, OpenAI", ofThread, 404,
        R"({"error":{"message":"No assistant found with id 'asst_xyz'.","type":"invalid_request_error"}})",
        Kind::AssistantMissing);
    row("assistant, Lumen", ofThread, 404,
        R"({"error":{"code":"not_found","message":"assistant_not_found"}})", Kind::AssistantMissing);
    row("assistant, param", ofThread, 404, R"({"error":{"message":"Nope","param":"assistant_id"}})",
        Kind::AssistantMissing);
    row("run", ofThread, 404, R"({"error":{"message":"No run found with id 'run_1'."}})", Kind::Rejected,
        true);
    row("run of the thread", ofThread, 404,
        R"({"error":{"message":"Run run_1 of thread thread_abc was not found"}})", Kind::Rejected, true);
    row("active run, message", ofThread, 400,
        R"({"error":{"message":"Can't add messages to thread_abc while a run run_1 is active.","code":null}})",
        Kind::ThreadBusy);
    row("active run, run", ofThread, 400,
        R"({"error":{"message":"Thread thread_abc already has an active run run_1."}})", Kind::ThreadBusy);
    row("thread, strange id", ofThread, 400,
        R"({"error":{"message":"Invalid 'thread_id': 'x'.","param":"thread_id","code":"invalid_value"}})",
        Kind::Rejected, true);

    // the route
    row("route, Lumen", ofThread, 404,
        R"({"message":"Route GET:/v1/threads/thread_abc not found","error":"Not Found","statusCode":404})",
        Kind::RouteMissing);
    row("route, OpenAI", ofThread, 404,
        R"x({"error":{"message":"Invalid URL (POST /v1/threads/thread_abc/messages)","code":null}})x",
        Kind::RouteMissing);
    row("route, llama.cpp", ofThread, 404,
        R"({"error":{"message":"File Not Found","type":"not_found_error","code":404}})", Kind::RouteMissing);
    row("route, LM Studio", ofThread, 200,
        R"x({"error":"Unexpected endpoint or method. (POST /v1/threads/thread_abc/messages)"})x",
        Kind::RouteMissing);
    row("route, page", ofThread, 404, "<html><head><title>404 Not Found</title></head></html>",
        Kind::RouteMissing);
    row("route, text", ofConversation, 404, "404 page not found", Kind::RouteMissing);
    row("route, 405", ofThread, 405, R"({"detail":"Method Not Allowed"})", Kind::RouteMissing);
    row("route, 501", ofConversation, 501, "", Kind::RouteMissing);

    // what says nothing
    row("bare 404, FastAPI", ofConversation, 404, R"({"detail":"Not Found"})", Kind::Rejected, true);
    row("bare 404", ofThread, 404, R"({"error":{"code":"not_found","message":"not_found"}})", Kind::Rejected,
        true);
    row("bare 410", ofThread, 410, R"({"error":{"message":"Gone"}})", Kind::Rejected, true);
    row("bare 404 of a chain", ofResponse, 404, R"({"error":{"message":"Resource not found"}})",
        Kind::Rejected, true);

    // what is never about a container, whatever it says
    row("key", ofThread, 401, R"({"error":{"message":"No thread found with id 'thread_abc'."}})",
        Kind::Unauthorized);
    row("permission", ofThread, 403, R"({"error":{"message":"thread_abc not found"}})", Kind::Forbidden);
    row("limit", ofConversation, 429, R"({"error":{"message":"conv_abc not found"}})", Kind::RateLimited);
    row("server", ofResponse, 500,
        R"({"error":{"message":"Previous response with id 'resp_abc' not found."}})", Kind::ServerFailed);
    row("too long", ofThread, 400, R"({"error":{"message":"x","code":"context_length_exceeded"}})",
        Kind::ContextTooLong);
    row("full history", nothing, 404, R"({"error":{"message":"No thread found with id 'thread_abc'."}})",
        Kind::Rejected);
    row("wrong value", ofThread, 400,
        R"({"error":{"message":"role must be user or assistant","param":"role"}})", Kind::Rejected);
}

void tst_ThreadError::decides()
{
    QFETCH(const ServerTarget, target);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);

    const Diagnosis diagnosis = diagnose(status, body, target);

    QTEST(diagnosis.error.kind, "kind");
    QTEST(diagnosis.isInDoubt, "isInDoubt");
    if (diagnosis.error.kind == Kind::ThreadLost || diagnosis.error.kind == Kind::StateIgnored)
        QVERIFY(!diagnosis.error.mayRetry);
    QCOMPARE(diagnosis.error.httpStatus, status);
}

void tst_ThreadError::neverDoubtsWithoutAContainer_data()
{
    QTest::addColumn<Strategy>("strategy");

    QTest::newRow("response") << Strategy::Response;
    QTest::newRow("conversation") << Strategy::Conversation;
    QTest::newRow("thread") << Strategy::Thread;
}

// As at the beginning of a chain, or when a container is made.
void tst_ThreadError::neverDoubtsWithoutAContainer()
{
    QFETCH(const Strategy, strategy);

    for (const char *body : {R"({"error":"Not found"})", R"({"error":"Conversation with id 'x' not found"})",
                             R"({"error":"No thread found with id 'x'"})",
                             R"({"error":{"code":"previous_response_not_found"}})"}) {
        const Diagnosis diagnosis = diagnose(404, body, {.strategy = strategy});

        QVERIFY(!diagnosis.isInDoubt);
        QVERIFY(diagnosis.error.kind != Kind::ThreadLost);
    }
}

void tst_ThreadError::saysWhetherAContainerIsGone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isGone");

    QTest::newRow("by name") << 404 << QByteArray(R"({"error":"No thread found with id 'thread_abc'."})")
                             << true;
    QTest::newRow("bare") << 404 << QByteArray(R"({"error":"Not found"})") << true;
    QTest::newRow("bare 410") << 410 << QByteArray("{}") << true;
    QTest::newRow("route") << 404 << QByteArray(R"({"message":"Route GET:/threads/thread_abc not found"})")
                           << false;
    QTest::newRow("page") << 404 << QByteArray("<html></html>") << false;
    QTest::newRow("key") << 401 << QByteArray("{}") << false;
    QTest::newRow("server") << 503 << QByteArray("{}") << false;
}

void tst_ThreadError::saysWhetherAContainerIsGone()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);

    QTEST(saysContainerIsGone(diagnose(status, body, ofThread)), "isGone");
}

void tst_ThreadError::waitsForABusyContainer()
{
    const Diagnosis locked = diagnose(400, R"({"error":{"code":"conversation_locked"}})", ofConversation);
    const Diagnosis running = diagnose(400, R"({"error":"It already has an active run"})", ofThread);

    QVERIFY(locked.error.mayRetry);
    QCOMPARE(locked.error.retryAfter, 3s);
    QVERIFY(running.error.mayRetry);
    QCOMPARE(running.error.retryAfter, 2s);
}

void tst_ThreadError::believesTheServiceAboutTheWait()
{
    const ServiceError words = parseServiceError(QByteArray(R"({"error":{"code":"conversation_locked"}})"));
    CompletionError error = makeError(400, words, {});
    error.retryAfter = 7s;

    QCOMPARE(bobbin::diagnose(error, words, ofConversation).error.retryAfter, 7s);
}

QTEST_APPLESS_MAIN(tst_ThreadError)
#include "tst_threaderror.moc"
