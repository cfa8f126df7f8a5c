#include "net/requesttext.h"

#include "completionfixture.h"
#include "net/modelquirks.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Answer = ScriptedServer::Answer;

class tst_RequestText : public QObject, private CompletionFixture
{
    Q_OBJECT
public:
    tst_RequestText() : CompletionFixture(ApiKind::ChatCompletions) { }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void isWhatIsSent_data();
    void isWhatIsSent();
    void keepsTheKeySecret();
    void writesCommands();
    void writesCommandsThatShellsTakeLiterally();

private:
    [[nodiscard]] Endpoint elaborateEndpoint(ApiKind api) const;
};

static const QByteArray savage = "it's \"$HOME\" `id` \\ $(id)\n;|&<>*?[]{}~#! \xC3\xA9 %s";

Endpoint tst_RequestText::elaborateEndpoint(ApiKind api) const
{
    Endpoint endpoint = this->endpoint();
    endpoint.service.apiKind = api;
    endpoint.service.baseUrl.setQuery(u"api-version=7"_s);
    endpoint.service.headers = {{u"X-Team"_s, u"it's \"blue\" $HOME"_s}};
    endpoint.organization = u"org-1"_s;
    endpoint.project = u"proj-2"_s;
    return endpoint;
}

// Some versions of Qt write the names of headers in small letters; they mean the same.
static QByteArray headerOf(const RequestText &text, const QByteArray &lowerCaseName)
{
    for (const auto &[name, value] : text.headers) {
        if (name.toLower() == lowerCaseName)
            return value;
    }
    return {};
}

void tst_RequestText::isWhatIsSent_data()
{
    QTest::addColumn<ApiKind>("api");
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<int>("requests");

    QTest::newRow("chat completions") << ApiKind::ChatCompletions << Strategy::FullHistory << 1;
    QTest::newRow("response") << ApiKind::Responses << Strategy::Response << 1;
    QTest::newRow("conversation") << ApiKind::Responses << Strategy::Conversation << 1;
    QTest::newRow("full history by responses") << ApiKind::Responses << Strategy::FullHistory << 1;
    QTest::newRow("thread") << ApiKind::Assistants << Strategy::Thread << 3;
    QTest::newRow("full history beside assistants") << ApiKind::Assistants << Strategy::FullHistory << 1;
}

void tst_RequestText::isWhatIsSent()
{
    QFETCH(const ApiKind, api);
    QFETCH(const Strategy, strategy);
    QFETCH(const int, requests);
    const Endpoint endpoint = elaborateEndpoint(api);
    const CompletionRequest request {
        .model = u"m"_s,
        .instructions = u"Be nice."_s,
        .messages = {{Role::System, u"S"_s},
                     {Role::Assistant, QString()},
                     {Role::User, QString::fromUtf8(savage)}},
        .parameters = {.temperature = 0.5, .topP = 0.3, .maxOutputTokens = 7, .reasoningEffort = u"low"_s},
        .strategy = strategy,
        .threadId = u"id 1"_s,
        .assistant = u"asst_1"_s,
    };
    const ModelQuirks quirks {.tokenLimitField = {}, .rejectedParameters = {u"top_p"_s}};
    m_server->setAnswers({ScriptedServer::json(200, R"({"id":"x"})")});

    const QList<RequestText> texts = requestTexts(endpoint, request, quirks);
    CompletionRecorder recorder(complete(endpoint, request, quirks));

    QTRY_VERIFY(recorder.hasEnded());
    QCOMPARE(texts.size(), requests);
    QCOMPARE(m_server->requests().size(), requests);
    for (int i = 0; i < requests; ++i) {
        const ScriptedServer::Request &sent = m_server->requests().at(i);
        const RequestText &text = texts.at(i);
        QCOMPARE(text.method, sent.method);
        QCOMPARE(text.url.path(QUrl::FullyEncoded).toLatin1() + '?' + text.url.query().toLatin1(), sent.path);
        QCOMPARE(text.body, sent.body);
        for (const auto &[name, value] : text.headers)
            QCOMPARE(QByteArray(value).replace("$API_KEY", "very-secret"), sent.header(name));
        QCOMPARE(headerOf(text, "authorization"), "Bearer $API_KEY");
        QCOMPARE(headerOf(text, "content-type"), "application/json");
        QCOMPARE(headerOf(text, "openai-beta") == "assistants=v2", strategy == Strategy::Thread);
    }
}

void tst_RequestText::keepsTheKeySecret()
{
    Endpoint endpoint = elaborateEndpoint(ApiKind::ChatCompletions);
    endpoint.service.keyHeader = u"api-key"_s;

    const RequestText text = requestTexts(endpoint, {.model = u"m"_s}, {}).first();

    QCOMPARE(headerOf(text, "api-key"), "$API_KEY");
    QVERIFY(!asCurl(text).contains(u"very-secret"_s));
}

void tst_RequestText::writesCommands()
{
    const RequestText text {
        .method = "POST",
        .url = QUrl(u"https://a.example/v1/x?y=1"_s),
        .headers = {{"Content-Type", "application/json"}, {"Authorization", "Bearer $API_KEY"}},
        .body = "{\"a\":\"it's\"}",
    };

    QCOMPARE(asCurl(text),
             u"curl --globoff --no-buffer --request POST 'https://a.example/v1/x?y=1' \\\n"
             "  -H 'Content-Type: application/json' \\\n"
             "  -H 'Authorization: Bearer '\"$API_KEY\" \\\n"
             "  --data-raw '{\"a\":\"it'\\''s\"}'"_s);
}

void tst_RequestText::writesCommandsThatShellsTakeLiterally()
{
    const QString shell = QStandardPaths::findExecutable(u"sh"_s);
    if (shell.isEmpty())
        QSKIP("There is no POSIX shell.");
    const RequestText text {
        .method = "POST",
        .url = QUrl(u"https://a.example/v1"_s),
        .headers = {{"X-Team", savage.chopped(3).replace('\n', ' ')}, {"x\"`id`$HOME\\", "a $API_KEY"}},
        .body = savage,
    };
    // A function in place of the program tells which words it was given.
    const QString script = u"curl() { printf '%s\\0' \"$@\"; }\nAPI_KEY='k 1'\n"_s + asCurl(text);

    QProcess process;
    process.start(shell, {u"-c"_s, script});
    QVERIFY(process.waitForFinished());

    const QList<QByteArray> words = process.readAllStandardOutput().split('\0');
    const QList<QByteArray> expected {"--globoff",
                                      "--no-buffer",
                                      "--request",
                                      "POST",
                                      "https://a.example/v1",
                                      "-H",
                                      "X-Team: " + savage.chopped(3).replace('\n', ' '),
                                      "-H",
                                      "x\"`id`$HOME\\: a k 1",
                                      "--data-raw",
                                      savage,
                                      {}};
    QCOMPARE(words, expected);
}

QTEST_GUILESS_MAIN(tst_RequestText)
#include "tst_requesttext.moc"
