#include "scriptedserver.h"

#include "store/conversationstore.h"
#include "store/historylock.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

const QByteArray key = "test-key-that-must-not-be-found";

QByteArray delta(const QByteArray &text)
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})";
}

ScriptedServer::Answer reply(const QByteArray &text, const QByteArray &reason = "stop")
{
    return ScriptedServer::stream(
        {delta(text), R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})",
         "[DONE]"});
}

const QByteArray lostConversation =
    R"({"error":{"message":"Conversation with id 'conv_0' not found.","type":"invalid_request_error"}})";

// One turn, which a server is said to hold.
const QByteArray heldConversation = R"({"format":"bobbin-history","version":1,"conversations":[{
    "id":"01920000-0000-7000-8000-000000000001","title":"Ada","title_source":"user","model":"m",
    "service":"00000000-0000-7000-8000-000000000001","strategy":"conversation",
    "leaf":"01920000-0000-7000-8000-000000000003","created_ms":1,"active_ms":1,"updated_ms":1,
    "server_threads":[{"id":"01920000-0000-7000-8000-000000000004","strategy":"conversation",
        "service":"00000000-0000-7000-8000-000000000001","remote_id":"conv_0",
        "last_message":"01920000-0000-7000-8000-000000000003","created_ms":1,"used_ms":9000000000000}],
    "messages":[
    {"id":"01920000-0000-7000-8000-000000000002","role":"user","content":"I am Ada","created_ms":1,"updated_ms":1},
    {"id":"01920000-0000-7000-8000-000000000003","parent":"01920000-0000-7000-8000-000000000002",
        "role":"assistant","content":"Hello Ada","created_ms":1,"updated_ms":1}]}]})";

// What the server's conversation has, "role text", the newest last.
ScriptedServer::Answer itemList(const QStringList &items)
{
    QJsonArray list;
    for (const QString &item : items) {
        list.prepend(QJsonObject {{u"id"_s, u"msg_%1"_s.arg(list.size())},
                                  {u"type"_s, u"message"_s},
                                  {u"role"_s, item.section(u' ', 0, 0)},
                                  {u"content"_s, item.section(u' ', 1)}});
    }
    return ScriptedServer::json(200, QJsonDocument(QJsonObject {{u"data"_s, list}}).toJson());
}

ScriptedServer::Answer responseIn(const QByteArray &conversation)
{
    return ScriptedServer::json(
        200,
        R"({"id":"resp_1","object":"response","status":"completed","conversation":{"id":")" + conversation
            + R"("},"output":[{"type":"message","content":[{"type":"output_text","text":"Done"}]}]})");
}

} // namespace

// The program itself, as a user's shell starts it: without a display, a keyring or a session bus.
class tst_CommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void asksAndKeeps();
    void goesOnWithAConversation();
    void keepsWhatIsBeingWritten();
    void replyIsKeptThoughNobodyReads_data();
    void replyIsKeptThoughNobodyReads();
    void asksAServiceWithoutAModelList();
    void cutReplyIsPrintedKeptAndReported_data();
    void cutReplyIsPrintedKeptAndReported();
    void failureIsExplained();
    void killedInMidStreamKeepsWhatCame();
    void killedAtAnyStepOfARecovery_data();
    void killedAtAnyStepOfARecovery();
    void interruptKeepsWhatCame();
    void keyIsFoundNowhere();
    void keyIsOutOfSightWhileThePassphraseIsAskedFor_data();
    void keyIsOutOfSightWhileThePassphraseIsAskedFor();
    void terminalIsNotDriven();
    void brokenLinkIsExplained();
    void otherUsersAreNotListenedTo();
    void exportsAndImports();
    void importSaysWhatItLeftOut();
    void brokenImportFails();
    void checksAndBacksUp();
    void restoresABackup();
    void recoversADamagedHistory();
    void historyCanBeEncrypted();
    void withoutAKeyNothingIsChanged();
    void endedPromptLeavesTheTerminalAsItWas();
    void missingHistoryIsNoNewBeginning();
    void wrongArguments_data();
    void wrongArguments();
    void needsADisplayForTheWindow();
    void folderInUseIsRefused();
    void secondWindowRaisesTheFirst();
    void linkIsShownByTheFirstWindow();
    void newerFileIsRefused();
    void demoAnswersWithoutANetwork();
    void proxyIsNotAskedForThisComputer();
    void dataIsPrivate();

private:
    struct Outcome {
        int status = -1;
        QByteArray output;
        QByteArray errors;
    };
    [[nodiscard]] QProcessEnvironment environment() const;
    std::unique_ptr<QProcess> start(const QStringList &arguments);
    Outcome finish(QProcess &process);
    Outcome run(const QStringList &arguments, const QByteArray &input = {});
    QJsonObject exported();
    [[nodiscard]] std::optional<QByteArray> printedAtATerminal(const QStringList &arguments);
    [[nodiscard]] QStringList whereTheKeyIs() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedServer> m_server;
    QString m_data;
    QProcessEnvironment m_environment; // beside what every run has
};

void tst_CommandLine::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_data = m_dir->filePath(u"data"_s);
    m_server = std::make_unique<ScriptedServer>();
    m_environment = {};
}

QProcessEnvironment tst_CommandLine::environment() const
{
    QProcessEnvironment environment = m_environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, m_dir->filePath(u"home"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"OPENAI_BASE_URL"_s, m_server->url(u"/v1"_s).toString());
    environment.insert(u"OPENAI_API_KEY"_s, QString::fromLatin1(key));
    return environment;
}

std::unique_ptr<QProcess> tst_CommandLine::start(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->start(QStringLiteral(BOBBIN_PROGRAM), QStringList {u"--data-dir"_s, m_data} + arguments);
    return process;
}

// The event loop goes on meanwhile: the server lives in it.
tst_CommandLine::Outcome tst_CommandLine::finish(QProcess &process)
{
    (void)QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

tst_CommandLine::Outcome tst_CommandLine::run(const QStringList &arguments, const QByteArray &input)
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    return finish(*process);
}

QJsonObject tst_CommandLine::exported()
{
    return QJsonDocument::fromJson(run({u"--export"_s, u"-"_s}).output).object();
}

void tst_CommandLine::asksAndKeeps()
{
    m_server->setAnswers(
        {ScriptedServer::json(200, R"({"data":[{"id":"model-x"}]})"), reply("Hello, world")});

    const Outcome asked = run({u"--ask"_s, u"Hi"_s});

    QCOMPARE(asked.status, 0);
    QCOMPARE(asked.output, "Hello, world\n");
    const QJsonObject conversation = exported().value(u"conversations").toArray().first().toObject();
    QVERIFY(!conversation.value(u"id").toString().isEmpty());
    const QJsonArray messages = conversation.value(u"messages").toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0][u"content"].toString(), u"Hi"_s);
    QCOMPARE(messages[1][u"content"].toString(), u"Hello, world"_s);
    QCOMPARE(messages[1][u"model"].toString(), u"model-x"_s);
}

void tst_CommandLine::goesOnWithAConversation()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply("one")});
    QCOMPARE(run({u"--ask"_s, u"first"_s}).status, 0);
    const QString id = exported().value(u"conversations").toArray().first()[u"id"].toString();
    m_server->setAnswers({reply("two")});

    const Outcome asked = run({u"--ask"_s, u"second"_s, u"--conversation"_s, id});

    QCOMPARE(asked.status, 0);
    const QJsonArray sent =
        QJsonDocument::fromJson(m_server->requests().last().body).object().value(u"messages").toArray();
    QCOMPARE(sent.size(), 3);
    QCOMPARE(sent[0][u"content"].toString(), u"first"_s);
    QCOMPARE(sent[1][u"content"].toString(), u"one"_s);
    QCOMPARE(sent[2][u"content"].toString(), u"second"_s);
    QCOMPARE(exported().value(u"conversations").toArray().size(), 1);
    QCOMPARE(run({u"--ask"_s, u"x"_s, u"--conversation"_s, u"01920000-0000-7000-8000-000000000000"_s}).status,
             1);
}

void tst_CommandLine::keepsWhatIsBeingWritten()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply("one")});
    QCOMPARE(run({u"--ask"_s, u"first"_s}).status, 0);
    const auto id =
        ConversationId::fromString(exported().value(u"conversations").toArray().first()[u"id"].toString());
    const SystemClock clock;
    const auto openStore = [this, &clock] {
        return ConversationStore::open(m_data + u"/history.sqlite"_s, ConversationStore::Access::ReadWrite,
                                       clock);
    };
    QVERIFY(openStore().value()->drafts().set({}, u"of a new one"_s));
    QVERIFY(openStore().value()->drafts().set(id, u"of this one"_s));
    m_server->setAnswers({reply("two"), ScriptedServer::json(404, "{}"), reply("three")});

    QCOMPARE(run({u"--ask"_s, u"second"_s, u"--conversation"_s, id.toString()}).status, 0);
    QCOMPARE(run({u"--ask"_s, u"third"_s}).status, 0);

    QCOMPARE(openStore().value()->drafts().find({}).value(), u"of a new one"_s);
    QCOMPARE(openStore().value()->drafts().find(id).value(), u"of this one"_s);
}

void tst_CommandLine::replyIsKeptThoughNobodyReads_data()
{
    QTest::addColumn<QString>("rest"); // of the shell's command
    QTest::newRow("a full disk") << u"> /dev/full"_s;
    QTest::newRow("a pipe") << u"| true"_s;
}

void tst_CommandLine::replyIsKeptThoughNobodyReads()
{
    QFETCH(const QString, rest);
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply("It goes on")});
    const QString command = u"set -o pipefail; \"%1\" --data-dir \"%2\" --ask Hi %3"_s.arg(
        QStringLiteral(BOBBIN_PROGRAM), m_data, rest);
    QProcess shell;
    shell.setProcessEnvironment(environment());
    shell.start(u"bash"_s, {u"-c"_s, command});

    const Outcome asked = finish(shell);

    QCOMPARE(asked.status, 1);
    QVERIFY2(asked.errors.contains("Standard output cannot be written to"), asked.errors.constData());
    const QJsonArray messages = exported().value(u"conversations").toArray().first()[u"messages"].toArray();
    QCOMPARE(messages.last()[u"content"].toString(), u"It goes on"_s);
}

void tst_CommandLine::asksAServiceWithoutAModelList()
{
    m_server->setAnswers({ScriptedServer::json(404, "<html>not here</html>"), reply("ok")});

    QCOMPARE(run({u"--ask"_s, u"Hi"_s}).status, 0);

    QVERIFY(!QJsonDocument::fromJson(m_server->requests().last().body)
                 .object()
                 .value(u"model")
                 .toString()
                 .isEmpty());
}

void tst_CommandLine::cutReplyIsPrintedKeptAndReported_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<QString>("state");

    QTest::newRow("connection lost") << ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Reset)
                                     << u"interrupted"_s;
    QTest::newRow("ended without an end") << ScriptedServer::stream({delta("Half")}) << u"interrupted"_s;
    QTest::newRow("error in the stream")
        << ScriptedServer::stream({delta("Half"), R"({"error":{"message":"overloaded"}})"})
        << u"interrupted"_s;
    QTest::newRow("token limit") << reply("Half", "length") << QString();
    QTest::newRow("content filter") << reply("Half", "content_filter") << QString();
}

void tst_CommandLine::cutReplyIsPrintedKeptAndReported()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const QString, state);
    m_server->setAnswers({ScriptedServer::json(404, "{}"), answer});

    const Outcome asked = run({u"--ask"_s, u"Hi"_s});

    QCOMPARE(asked.status, 1);
    QCOMPARE(asked.output, "Half\n");
    QVERIFY(!asked.errors.trimmed().isEmpty());
    const QJsonValue kept = exported().value(u"conversations").toArray().first()[u"messages"][1];
    QCOMPARE(kept[u"content"].toString(), u"Half"_s);
    QCOMPARE(kept[u"state"].toString(), state);
}

void tst_CommandLine::failureIsExplained()
{
    m_server->setAnswers({ScriptedServer::json(401,
                                               R"({"error":{"message":"Incorrect API key provided: )" + key
                                                   + R"(","code":"invalid_api_key"}})")});

    const Outcome asked = run({u"--ask"_s, u"Hi"_s});

    QCOMPARE(asked.status, 1);
    QCOMPARE(asked.output, QByteArray());
    QVERIFY2(asked.errors.contains("key"), asked.errors.constData());
    QVERIFY(!asked.errors.contains(key));
    QCOMPARE(exported().value(u"conversations").toArray().first()[u"messages"][0][u"content"].toString(),
             u"Hi"_s);
}

void tst_CommandLine::killedInMidStreamKeepsWhatCame()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"),
                          ScriptedServer::stream({delta("Half of it")}, ScriptedServer::End::Stall)});
    const auto process = start({u"--ask"_s, u"Hi"_s});
    QTRY_COMPARE_WITH_TIMEOUT(process->peek(100), "Half of it", 20'000);
    // A reply is behind by a quarter of a second at most: the check-point is awaited by looking at the file.
    const auto isKept = [this] {
        QFile log(m_data + u"/history.sqlite-wal"_s);
        return log.open(QIODevice::ReadOnly) && log.readAll().contains("Half of it");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isKept(), 20'000);

    ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
    (void)finish(*process);

    // The next start takes over the lock and marks the reply.
    m_server->setAnswers({reply("next")});
    QCOMPARE(run({u"--ask"_s, u"Other"_s}).status, 0);
    const QJsonArray messages = exported().value(u"conversations").toArray().first()[u"messages"].toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0][u"content"].toString(), u"Hi"_s);
    QCOMPARE(messages[1][u"content"].toString(), u"Half of it"_s);
    QCOMPARE(messages[1][u"state"].toString(), u"interrupted"_s);
    QVERIFY(!messages[1][u"error"].toString().isEmpty());
    QCOMPARE(run({u"--check"_s}).status, 0);
}

void tst_CommandLine::killedAtAnyStepOfARecovery_data()
{
    QTest::addColumn<int>("step"); // that the program is killed at, of those that recovery takes
    QTest::addColumn<QList<ScriptedServer::Answer>>("answers"); // then
    QTest::addColumn<QStringList>("asked"); // then
    QTest::addColumn<QStringList>("given"); // to the server, then

    const auto json = [](int status, const QByteArray &body) { return ScriptedServer::json(status, body); };
    const ScriptedServer::Answer lost = json(404, lostConversation);
    const ScriptedServer::Answer made = json(200, R"({"id":"conv_2"})");
    const ScriptedServer::Answer added = json(200, R"({"data":[]})");
    const ScriptedServer::Answer listed =
        itemList({u"user I am Ada"_s, u"assistant Hello Ada"_s, u"user What?"_s});
    const ScriptedServer::Answer done = responseIn("conv_2");
    const QStringList afresh {u"GET /v1/conversations/conv_0/items"_s, u"POST /v1/conversations"_s,
                              u"POST /v1/conversations/conv_2/items"_s,
                              u"GET /v1/conversations/conv_2/items"_s, u"POST /v1/responses"_s};
    const QStringList orphan {u"DELETE /v1/conversations/conv_1"_s};
    const QStringList all {u"I am Ada"_s, u"Hello Ada"_s, u"What?"_s, u"And now?"_s};
    QTest::newRow("looking at the old one") << 0 << QList {lost, made, added, listed, done} << afresh << all;
    QTest::newRow("making another") << 1 << QList {lost, made, added, listed, done} << afresh << all;
    QTest::newRow("filling it") << 2 << QList {lost, lost, made, added, listed, done} << orphan + afresh
                                << all;
    QTest::newRow("looking at that") << 3 << QList {lost, lost, made, added, listed, done} << orphan + afresh
                                     << all;
    QTest::newRow("asking, and it did not arrive")
        << 4 << QList {itemList({u"user I am Ada"_s, u"assistant Hello Ada"_s}), responseIn("conv_1")}
        << QStringList {u"GET /v1/conversations/conv_1/items"_s, u"POST /v1/responses"_s}
        << QStringList {u"What?\n\nAnd now?"_s};
    QTest::newRow("asking, and it arrived")
        << 4 << QList {listed, responseIn("conv_1")}
        << QStringList {u"GET /v1/conversations/conv_1/items"_s, u"POST /v1/responses"_s}
        << QStringList {u"And now?"_s};
}

// Whatever the server and the history have by then, the next turn finds its way, and nothing is there twice.
void tst_CommandLine::killedAtAnyStepOfARecovery()
{
    QFETCH(const int, step);
    QFETCH(const QList<ScriptedServer::Answer>, answers);
    QFETCH(QStringList, asked);
    QFETCH(const QStringList, given);
    QFile file(m_dir->filePath(u"history.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(heldConversation);
    file.close();
    QCOMPARE(run({u"--import"_s, file.fileName()}).status, 0);
    const QStringList conversation {u"--conversation"_s, u"01920000-0000-7000-8000-000000000001"_s,
                                    u"--ask"_s};
    QList<ScriptedServer::Answer> recovery {ScriptedServer::json(404, lostConversation),
                                            ScriptedServer::json(200, R"({"id":"conv_1"})"),
                                            ScriptedServer::json(200, R"({"data":[]})"),
                                            itemList({u"user I am Ada"_s, u"assistant Hello Ada"_s})};
    recovery = recovery.first(step)
        + QList {ScriptedServer::Answer {.status = 0, .end = ScriptedServer::End::Stall}};
    m_server->setAnswers(recovery);
    const auto process = start(conversation + QStringList {u"What?"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), step + 1, 20'000);

    ::kill(static_cast<pid_t>(process->processId()), SIGKILL);
    (void)finish(*process);

    m_server->setAnswers(recovery + answers);
    const Outcome next = run(conversation + QStringList {u"And now?"_s});
    QVERIFY2(next.status == 0, next.errors.constData());
    QCOMPARE(next.output, "Done\n");
    QCOMPARE(next.errors.contains("The service had deleted its copy"), given.size() > 2);
    QStringList sent;
    QStringList texts;
    for (const ScriptedServer::Request &request : m_server->requests().sliced(step + 1)) {
        sent << QString::fromLatin1(request.method + ' ' + request.path).section(u'?', 0, 0);
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        for (const QJsonValue &item : body.value(body.contains(u"input") ? u"input" : u"items").toArray())
            texts << item[u"content"].toString(item[u"content"][0][u"text"].toString());
    }
    asked.sort(); // an orphan is removed at the same time
    sent.sort();
    QCOMPARE(sent, asked);
    QCOMPARE(texts, given);
    const QJsonObject kept = exported().value(u"conversations").toArray().first().toObject();
    QStringList contents;
    for (const QJsonValue &message : kept.value(u"messages").toArray())
        contents << message[u"content"].toString();
    QCOMPARE(contents,
             (QStringList {u"I am Ada"_s, u"Hello Ada"_s, u"What?"_s, u""_s, u"And now?"_s, u"Done"_s}));
    qsizetype live = 0;
    for (const QJsonValue &thread : kept.value(u"server_threads").toArray())
        live += thread[u"lost_ms"].isUndefined() ? 1 : 0;
    QCOMPARE(live, 1);
    QCOMPARE(run({u"--check"_s}).status, 0);
}

void tst_CommandLine::interruptKeepsWhatCame()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"),
                          ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    const auto process = start({u"--ask"_s, u"Hi"_s});
    QTRY_COMPARE_WITH_TIMEOUT(process->peek(100), "Half", 20'000);

    ::kill(static_cast<pid_t>(process->processId()), SIGINT);

    QCOMPARE(finish(*process).status, 1);
    const QJsonValue kept = exported().value(u"conversations").toArray().first()[u"messages"][1];
    QCOMPARE(kept[u"content"].toString(), u"Half"_s);
    QCOMPARE(kept[u"state"].toString(), u"stopped"_s);
}

// The files below the test's folder that have the key in them, in any of the usual ways of writing it.
QStringList tst_CommandLine::whereTheKeyIs() const
{
    const QString text = QString::fromLatin1(key);
    const QList<QByteArray> forms {key, key.toBase64(), key.toHex(),
                                   QByteArray(reinterpret_cast<const char *>(text.utf16()), 2 * text.size())};
    QStringList found;
    for (QDirIterator it(m_dir->path(), QDir::Files | QDir::Hidden | QDir::System,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue; // a socket
        const QByteArray contents = file.readAll();
        for (const QByteArray &form : forms) {
            if (contents.contains(form))
                found << file.fileName();
        }
    }
    return found;
}

// Through sending, failing, being killed, exporting and backing up, with everything logged that can be, at a
// server that repeats the key wherever it can.
void tst_CommandLine::keyIsFoundNowhere()
{
    m_environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    const QByteArray echo = R"({"error":{"message":"your key is )" + key + R"(","code":")" + key + R"("}})";
    ScriptedServer::Answer failure = ScriptedServer::json(500, echo);
    failure.headers << std::pair<QByteArray, QByteArray> {"X-Request-Id", "for-" + key};
    ScriptedServer::Answer redirection {.status = 302};
    redirection.headers << std::pair<QByteArray, QByteArray> {"Location",
                                                              "http://" + key + ".example/?key=" + key};
    ScriptedServer::Answer good = reply("Hello");
    good.headers << std::pair<QByteArray, QByteArray> {"X-Request-Id", key};
    QByteArray said;
    for (const ScriptedServer::Answer &answer : {good, failure, redirection}) {
        m_server->setRouter([answer](const ScriptedServer::Request &request) {
            return request.path.endsWith("/models") ? ScriptedServer::json(404, "{}") : answer;
        });
        const Outcome asked = run({u"--ask"_s, u"Hi"_s});
        QVERIFY(asked.status >= 0);
        said += asked.output + asked.errors;
        QCOMPARE(m_server->requests().last().header("Authorization"), "Bearer " + key);
    }
    QVERIFY2(said.contains("***"), said.constData());

    m_server->setRouter([](const ScriptedServer::Request &request) {
        return request.path.endsWith("/models")
            ? ScriptedServer::json(404, "{}")
            : ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall);
    });
    const auto killed = start({u"--ask"_s, u"Hi"_s});
    QTRY_VERIFY_WITH_TIMEOUT(killed->peek(100).contains("Half"), 20'000);
#ifdef Q_OS_LINUX
    // What other programs of the user can read of a process, and what its children get.
    for (const char *name : {"cmdline", "environ"}) {
        QFile process(u"/proc/%1/%2"_s.arg(killed->processId()).arg(QLatin1StringView(name)));
        QVERIFY(process.open(QIODevice::ReadOnly));
        const QByteArray contents = process.readAll();
        QVERIFY(!contents.isEmpty());
        QVERIFY2(!contents.contains(key), name);
    }
    QFile limits(u"/proc/%1/limits"_s.arg(killed->processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    static const QRegularExpression noCore(u"^Max core file size +0 "_s, QRegularExpression::MultilineOption);
    QVERIFY(noCore.match(QString::fromLatin1(limits.readAll())).hasMatch());
#endif
    killed->kill();
    const Outcome end = finish(*killed);
    said += end.output + end.errors;
    QCOMPARE(whereTheKeyIs(), QStringList()); // with the log of the database as it was left

    for (const QString &format : {u"json"_s, u"markdown"_s, u"html"_s})
        QCOMPARE(run({u"--export"_s, m_dir->filePath(u"history."_s + format), u"--format"_s, format}).status,
                 0);
    QCOMPARE(run({u"--backup"_s, m_dir->filePath(u"backup.sqlite"_s)}).status, 0);
    for (const QString &command : {u"--diagnostics"_s, u"--check"_s, u"--recover"_s}) {
        const Outcome outcome = run({command});
        said += outcome.output + outcome.errors;
    }
    QCOMPARE(whereTheKeyIs(), QStringList());
    QVERIFY(!said.contains(key));
    QVERIFY(said.contains("qt.")); // everything was logged
    QVERIFY(QDir(m_dir->path()).entryList(QDir::Files).size() >= 4);
}

void tst_CommandLine::keyIsOutOfSightWhileThePassphraseIsAskedFor_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("in a dialog") << QStringList();
    QTest::newRow("on the command line") << QStringList {u"--ask"_s, u"Are you there?"_s};
}

void tst_CommandLine::keyIsOutOfSightWhileThePassphraseIsAskedFor()
{
    QFETCH(const QStringList, arguments);
#ifdef Q_OS_LINUX
    if (!canEncrypt())
        QSKIP("Built without an SQLite that can encrypt.");
    QCOMPARE(run({u"--check"_s}).status, 0);
    QCOMPARE(run({u"--encrypt"_s}, "one\none\n").status, 0);
    QVERIFY(!QFile::exists(m_data + u"/bobbin.lock"_s));
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);

    const auto locked = start(arguments);
    QVERIFY(locked->waitForStarted());

    const auto hidesKey = [&locked] {
        QFile file(u"/proc/%1/environ"_s.arg(locked->processId()));
        const QByteArray environment = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        // In the first moments of a program there is none at all.
        return environment.contains("HOME=") && !environment.contains(key);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hidesKey(), 20'000);
    QCOMPARE(locked->state(), QProcess::Running);
    locked->kill();
    (void)finish(*locked);
#endif
}

std::optional<QByteArray> tst_CommandLine::printedAtATerminal(const QStringList &arguments)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        return {};
    const QByteArray name = ptsname(terminal);
    const int end = open(name.constData(), O_RDWR | O_NOCTTY);
    termios mode {};
    tcgetattr(end, &mode);
    cfmakeraw(&mode);
    tcsetattr(end, TCSANOW, &mode);

    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, m_dir->filePath(u"home"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"OPENAI_BASE_URL"_s, m_server->url(u"/v1"_s).toString());
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([end] { dup2(end, STDOUT_FILENO); });
    process.start(QStringLiteral(BOBBIN_PROGRAM), QStringList {u"--data-dir"_s, m_data} + arguments);
    const int status = finish(process).status;
    close(end);
    QByteArray printed(64 * 1024, '\0');
    printed.truncate(qMax<qsizetype>(0, read(terminal, printed.data(), static_cast<size_t>(printed.size()))));
    close(terminal);
    return status == 0 ? printed : "it failed";
}

// A reply that is printed to a terminal cannot move the cursor, change the title or answer for the user.
void tst_CommandLine::terminalIsNotDriven()
{
    QString hostile = u"\u001B]0;title\u0007\u001B[2J\u009B31m"_s;
    for (char16_t c = 0x01; c < 0xA0; c = c == 0x1F ? u'\x7F' : static_cast<char16_t>(c + 1))
        hostile += QChar(c);
    hostile += u"\ttab\nline ü 世界"_s;
    const QByteArray text =
        QJsonDocument(QJsonArray {hostile}).toJson(QJsonDocument::Compact).chopped(2).mid(2);
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply(text)});
    for (const QStringList &arguments : {QStringList {u"--ask"_s, u"Hi"_s},
                                         QStringList {u"--export"_s, u"-"_s, u"--format"_s, u"markdown"_s}}) {
        const auto printed = printedAtATerminal(arguments);
        if (!printed)
            QSKIP("there are no terminals here, as in a bare root");
        const QString shown = QString::fromUtf8(*printed);
        QVERIFY2(shown.contains(u"\ttab\nline ü 世界\n"_s), printed->constData());
        for (const QChar c : shown)
            QVERIFY(c == u'\n' || c == u'\t' || c.category() != QChar::Other_Control);
        QVERIFY(shown.contains(u"]0;title"_s)); // nothing is lost but its power
    }
    // Where no terminal is, it is as it was received.
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply(text)});
    QVERIFY(run({u"--ask"_s, u"Hi"_s}).output.contains("\x1B[2J"));
}

void tst_CommandLine::brokenLinkIsExplained()
{
    for (const QString &link : {u"bobbin:conversation/7"_s, u"bobbin:delete/everything"_s, u"BOBBIN:"_s,
                                u"bobbin:send?text=hello"_s}) {
        m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        const auto first = start({});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_data + u"/bobbin.lock"_s), 20'000);

        const Outcome second = run({link});

        QCOMPARE(second.status, 0);
        QVERIFY2(second.errors.contains("raised"), second.errors.constData());
        first->terminate();
        QCOMPARE(finish(*first).status, 0);
    }
    QCOMPARE(exported().value(u"conversations").toArray().size(), 0);
    for (const ScriptedServer::Request &request : m_server->requests())
        QCOMPARE(request.method, QByteArray("GET")); // of the list of models
}

// Even when the file system would let them in.
void tst_CommandLine::otherUsersAreNotListenedTo()
{
    if (geteuid() != 0)
        QSKIP("Only root can become another user.");
    constexpr uid_t nobody = 65534;
    QTemporaryDir runtime(u"/tmp/bobbin-XXXXXX"_s); // others can go through the folders above
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, runtime.path());
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const auto first = start({});
    QDir folder(runtime.path());
    QTRY_VERIFY_WITH_TIMEOUT(!folder.entryList({u"bobbin-*"_s}, QDir::System | QDir::Files).isEmpty(),
                             20'000);
    const QByteArray path = QFile::encodeName(
        folder.filePath(folder.entryList({u"bobbin-*"_s}, QDir::System | QDir::Files).constFirst()));
    struct stat status {
    };
    QCOMPARE(stat(path.constData(), &status), 0);
    QCOMPARE(status.st_mode & 0077U, 0U);
    QCOMPARE(chmod(path.constData(), 0777), 0);
    QCOMPARE(chmod(qPrintable(runtime.path()), 0755), 0);

    const auto answerTo = [&path](uid_t user) {
        const pid_t child = fork();
        if (child == 0) {
            sockaddr_un address {};
            address.sun_family = AF_UNIX;
            std::copy(path.begin(), path.end(), address.sun_path);
            char answer[16] {};
            const int client = socket(AF_UNIX, SOCK_STREAM, 0);
            const bool isConnected = setuid(user) == 0
                && ::connect(client, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
            (void)!::write(client, "\n", 1);
            _exit(isConnected ? static_cast<int>(qMax<ssize_t>(0, ::read(client, answer, sizeof answer)))
                              : 99);
        }
        int result = 0;
        waitpid(child, &result, 0);
        return WEXITSTATUS(result);
    };
    QCOMPARE(answerTo(nobody), 0);
    QCOMPARE(answerTo(0), 6); // "raised"
    first->terminate();
    QCOMPARE(finish(*first).status, 0);
}

void tst_CommandLine::exportsAndImports()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply("Hello")});
    QCOMPARE(run({u"--ask"_s, u"Hi"_s}).status, 0);
    const QString file = m_dir->filePath(u"history.json"_s);
    QCOMPARE(run({u"--export"_s, file}).status, 0);
    const QByteArray first = run({u"--export"_s, u"-"_s}).output;
    m_data = m_dir->filePath(u"other"_s);

    const Outcome imported = run({u"--import"_s, file});

    QCOMPARE(imported.status, 0);
    QVERIFY2(imported.output.contains("1 conversations (1 new, 0 updated), 2 new messages"),
             imported.output.constData());
    QCOMPARE(run({u"--export"_s, u"-"_s}).output, first);
    const QString id =
        QJsonDocument::fromJson(first).object().value(u"conversations").toArray().first()[u"id"].toString();
    QVERIFY(run({u"--export"_s, u"-"_s, u"--format"_s, u"markdown"_s}).output.startsWith("# Hi\n"));
    QVERIFY(run({u"--export"_s, u"-"_s, u"--format"_s, u"html"_s}).output.startsWith("<!DOCTYPE html>"));
    QVERIFY(run({u"--export"_s, u"-"_s, u"--format"_s, u"messages"_s, u"--conversation"_s, id})
                .output.contains("\"role\": \"assistant\""));
}

void tst_CommandLine::importSaysWhatItLeftOut()
{
    QFile file(m_dir->filePath(u"trusting.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"format":"bobbin-history","version":1,"services":[{"id":"0192a000-0000-7000-8000-00000000000b",)"
        R"("name":"s","api_kind":"chat_completions","base_url":"https://a.example","ca_file":"/ca.pem"}]})");
    file.close();

    const Outcome imported = run({u"--import"_s, file.fileName()});

    QCOMPARE(imported.status, 0);
    QVERIFY2(imported.output.contains("1 new service came with certificates or a proxy"),
             imported.output.constData());
}

void tst_CommandLine::brokenImportFails()
{
    QFile file(m_dir->filePath(u"broken.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format":"bobbin-history","version":1,"conversations":[{)");
    file.close();

    const Outcome imported = run({u"--import"_s, file.fileName()});

    QCOMPARE(imported.status, 1);
    QVERIFY2(imported.errors.contains("byte 5"), imported.errors.constData());
    QCOMPARE(run({u"--import"_s, m_dir->filePath(u"missing"_s)}).status, 1);
}

void tst_CommandLine::checksAndBacksUp()
{
    QCOMPARE(run({u"--check"_s}).status, 0);
    const QString copy = m_dir->filePath(u"copy.sqlite"_s);
    QCOMPARE(run({u"--backup"_s, copy}).status, 0);
    QVERIFY(QFile::exists(copy));
    const Outcome second = run({u"--backup"_s, copy}); // not over a file that is there
    QCOMPARE(second.status, 1);
    QVERIFY2(second.errors.contains("already"), second.errors.constData());
    const Outcome nowhere = run({u"--backup"_s, m_dir->filePath(u"no such folder/copy.sqlite"_s)});
    QCOMPARE(nowhere.status, 1);
    QVERIFY2(nowhere.errors.contains("could not be written"), nowhere.errors.constData());
    QVERIFY(run({u"--version"_s}).output.startsWith("Bobbin "));
    QVERIFY(run({u"--diagnostics"_s}).output.contains("SQLite "));
}

void tst_CommandLine::restoresABackup()
{
    m_server->setAnswers({reply("First")});
    QCOMPARE(run({u"--model"_s, u"m"_s, u"--ask"_s, u"Hello"_s}).status, 0);
    const QString copy = m_dir->filePath(u"copy.sqlite"_s);
    QCOMPARE(run({u"--backup"_s, copy}).status, 0);
    const QJsonObject before = exported();
    QVERIFY(QFile::remove(m_data + u"/history.sqlite"_s));

    const Outcome outcome = run({u"--restore"_s, copy});

    QCOMPARE(outcome.status, 0);
    QCOMPARE(exported(), before);
    const Outcome refused = run({u"--restore"_s, m_dir->filePath(u"nothing.sqlite"_s)});
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.errors.contains("Nothing was changed"));
    QCOMPARE(exported(), before);
    QVERIFY(run({u"--restore"_s, copy}).output.contains("history.replaced-"));
}

// No command repairs anything by itself; each says what to do.
void tst_CommandLine::recoversADamagedHistory()
{
    QFile held(m_dir->filePath(u"held.json"_s));
    QVERIFY(held.open(QIODevice::WriteOnly));
    held.write(heldConversation);
    held.close();
    QCOMPARE(run({u"--import"_s, held.fileName()}).status, 0);
    const QString path = m_data + u"/history.sqlite"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(100);
    file.write(QByteArray(3996, 'x')); // the schema
    file.seek(0);
    const QByteArray damaged = file.readAll();
    file.close();
    for (const QStringList &arguments : {QStringList {u"--export"_s, u"-"_s}, QStringList {u"--check"_s},
                                         QStringList {u"--ask"_s, u"Hi"_s}}) {
        const Outcome refused = run(arguments);
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.errors.contains("--recover"), refused.errors.constData());
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), damaged);
    file.close();

    const Outcome outcome = run({u"--recover"_s});

    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.output.contains("1 conversations, 2 messages"), outcome.output.constData());
    const QStringList aside = QDir(m_data).entryList({u"history.damaged-*.sqlite"_s});
    QCOMPARE(aside.size(), 1);
    QFile kept(m_data + u'/' + aside.constFirst());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), damaged);
    QCOMPARE(run({u"--check"_s}).status, 0);
    QCOMPARE(exported().value(u"conversations"_s).toArray().size(), 1);
}

void tst_CommandLine::historyCanBeEncrypted()
{
    if (!canEncrypt())
        QSKIP("Built without an SQLite that can encrypt.");
    m_server->setAnswers({reply("First")});
    QCOMPARE(run({u"--model"_s, u"m"_s, u"--ask"_s, u"Hello"_s}).status, 0);
    const QJsonObject before = exported();

    const Outcome different = run({u"--encrypt"_s}, "one\ntwo\n");
    QCOMPARE(different.status, 1);
    QVERIFY(different.errors.contains("Nothing was changed"));
    QCOMPARE(exported(), before);
    QCOMPARE(run({u"--encrypt"_s}, "one\none\n").status, 0);

    const Outcome locked = run({u"--export"_s, u"-"_s}, "two\n");
    QCOMPARE(locked.status, 1);
    QCOMPARE(locked.output, QByteArray());
    QVERIFY(locked.errors.contains("is encrypted"));
    QCOMPARE(QJsonDocument::fromJson(run({u"--export"_s, u"-"_s}, "one\n").output).object(), before);
    const Outcome file = run({u"--export"_s, m_dir->filePath(u"file.json"_s)}, "one\n");
    QVERIFY(file.output.contains("The file is not encrypted."));
    const QString copy = m_dir->filePath(u"copy.sqlite"_s);
    QVERIFY(run({u"--backup"_s, copy}, "one\n").output.contains("encrypted with its passphrase"));

    // The present passphrase, and the new one twice; then a backup with the old one.
    QCOMPARE(run({u"--encrypt"_s}, "one\ntwo\ntwo\n").status, 0);
    QCOMPARE(run({u"--restore"_s, copy}, "two\none\n").status, 0);
    QCOMPARE(run({u"--check"_s}, "one\n").status, 1);
    QCOMPARE(run({u"--check"_s}, "two\n").status, 0);
    QCOMPARE(run({u"--decrypt"_s}, "two\n").status, 0);
    QCOMPARE(exported(), before);
    QVERIFY(run({u"--diagnostics"_s}).output.contains("Encryption built in"));
}

// OpenSSL is there, but is configured to know nothing.
void tst_CommandLine::withoutAKeyNothingIsChanged()
{
    if (!canEncrypt())
        QSKIP("Built without an SQLite that can encrypt.");
    QCOMPARE(run({u"--check"_s}).status, 0);
    QFile configuration(m_dir->filePath(u"openssl.cnf"_s));
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write(
        "openssl_conf = all\n[all]\nproviders = those\n[those]\nnull = none\n[none]\nactivate = 1\n");
    configuration.close();
    m_environment.insert(u"OPENSSL_CONF"_s, configuration.fileName());

    const Outcome refused = run({u"--encrypt"_s}, "one\none\n");

    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.output, QByteArray());
    QVERIFY2(refused.errors.contains("Nothing was changed"), refused.errors.constData());
}

void tst_CommandLine::endedPromptLeavesTheTerminalAsItWas()
{
    if (!canEncrypt())
        QSKIP("Built without an SQLite that can encrypt.");
    QCOMPARE(run({u"--check"_s}).status, 0);
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        QSKIP("there are no terminals here, as in a bare root");
    const QByteArray name = ptsname(terminal);
    const int end = open(name.constData(), O_RDWR | O_NOCTTY);
    const auto showsInput = [end] {
        termios mode {};
        return tcgetattr(end, &mode) == 0 && (mode.c_lflag & ECHO) != 0;
    };
    QVERIFY(showsInput());
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, m_dir->filePath(u"home"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([end] { dup2(end, STDIN_FILENO); });
    process.start(QStringLiteral(BOBBIN_PROGRAM), {u"--data-dir"_s, m_data, u"--encrypt"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!showsInput(), 20'000);

    kill(static_cast<pid_t>(process.processId()), SIGINT);
    process.waitForFinished();

    QCOMPARE(process.exitStatus(), QProcess::CrashExit); // by the signal, as a shell expects
    QVERIFY(showsInput());
    close(end);
    close(terminal);
}

void tst_CommandLine::missingHistoryIsNoNewBeginning()
{
    QCOMPARE(run({u"--check"_s}).status, 0);
    QVERIFY(QDir(m_data).mkpath(u"backups"_s));
    QVERIFY(
        QFile::rename(m_data + u"/history.sqlite"_s, m_data + u"/backups/history-20260101T000000Z.sqlite"_s));

    const Outcome refused = run({u"--check"_s});

    QCOMPARE(refused.status, 1);
    QVERIFY(refused.errors.contains("--restore"));
    QVERIFY(!QFile::exists(m_data + u"/history.sqlite"_s));
    QCOMPARE(run({u"--restore"_s, m_data + u"/backups/history-20260101T000000Z.sqlite"_s}).status, 0);
    QCOMPARE(run({u"--check"_s}).status, 0);
}

void tst_CommandLine::wrongArguments_data()
{
    QTest::addColumn<QStringList>("arguments");

    QTest::newRow("unknown option") << QStringList {u"--bogus"_s};
    QTest::newRow("unknown format") << QStringList {u"--export"_s, u"-"_s, u"--format"_s, u"pdf"_s};
    QTest::newRow("no file to import") << QStringList {u"--import"_s};
    QTest::newRow("nothing to ask") << QStringList {u"--ask"_s, u" "_s};
    QTest::newRow("two things") << QStringList {u"--check"_s, u"--ask"_s, u"x"_s};
    QTest::newRow("no id") << QStringList {u"--ask"_s, u"x"_s, u"--conversation"_s, u"7"_s};
    QTest::newRow("stray word") << QStringList {u"stray"_s};
}

void tst_CommandLine::wrongArguments()
{
    QFETCH(const QStringList, arguments);

    const Outcome outcome = run(arguments);

    QCOMPARE(outcome.status, 2);
    QVERIFY(!outcome.errors.isEmpty());
    QCOMPARE(outcome.output, QByteArray());
}

void tst_CommandLine::needsADisplayForTheWindow()
{
    const Outcome outcome = run({});

    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.errors.contains("display"));
}

void tst_CommandLine::folderInUseIsRefused()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"),
                          ScriptedServer::stream({delta("Half")}, ScriptedServer::End::Stall)});
    const auto first = start({u"--ask"_s, u"Hi"_s});
    QTRY_COMPARE_WITH_TIMEOUT(first->peek(100), "Half", 20'000);

    const Outcome second = run({u"--check"_s});

    QCOMPARE(second.status, 1);
    QVERIFY2(second.errors.contains(m_data.toUtf8()), second.errors.constData());
    first->terminate();
    (void)finish(*first);
    QCOMPARE(run({u"--check"_s}).status, 0);
}

void tst_CommandLine::secondWindowRaisesTheFirst()
{
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const auto first = start({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_data + u"/bobbin.lock"_s), 20'000);

    const Outcome second = run({});

    QCOMPARE(second.status, 0);
    QVERIFY2(second.errors.contains("raised"), second.errors.constData());
    first->terminate();
    QCOMPARE(finish(*first).status, 0);
}

void tst_CommandLine::linkIsShownByTheFirstWindow()
{
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply("Hello")});
    QCOMPARE(run({u"--ask"_s, u"Hi"_s}).status, 0);
    const QJsonDocument history = QJsonDocument::fromJson(run({u"--export"_s, u"-"_s}).output);
    const QString id = history[u"conversations"][0][u"id"].toString();
    QVERIFY(!id.isEmpty());
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const auto first = start({});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_data + u"/bobbin.lock"_s), 20'000);

    const Outcome second = run({u"bobbin:conversation/"_s + id});

    QVERIFY2(second.errors.contains("raised"), second.errors.constData());
    first->terminate();
    QCOMPARE(finish(*first).status, 0);
    const QSettings settings(m_data + u"/settings.ini"_s, QSettings::IniFormat);
    QCOMPARE(settings.value("last/conversation"_L1).toString(), id);
}

void tst_CommandLine::newerFileIsRefused()
{
    QCOMPARE(run({u"--check"_s}).status, 0);
    QFile file(m_data + u"/history.sqlite"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(60); // user_version in SQLite's header
    file.write(QByteArray::fromHex("00000063"));
    file.close();

    const Outcome outcome = run({u"--check"_s});

    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.errors.contains("newer"), outcome.errors.constData());
}

void tst_CommandLine::demoAnswersWithoutANetwork()
{
    const Outcome asked = run({u"--demo"_s, u"--ask"_s, u"What are the shortcuts?"_s});

    QCOMPARE(asked.status, 0);
    QVERIFY(asked.output.contains("Ctrl+K"));
    QVERIFY(m_server->requests().isEmpty());
}

void tst_CommandLine::proxyIsNotAskedForThisComputer()
{
    ScriptedServer proxy;
    proxy.setAnswers({ScriptedServer::json(502, "{}")});
    m_environment.insert(u"http_proxy"_s, proxy.url().toString());
    m_server->setAnswers({ScriptedServer::json(404, "{}"), reply("Hello")});

    QCOMPARE(run({u"--ask"_s, u"Hi"_s}).status, 0);

    QVERIFY(proxy.requests().isEmpty());
}

void tst_CommandLine::dataIsPrivate()
{
    // As of a user who is careless, and of one who has copied the folder from somewhere.
    const mode_t careless = umask(0);
    QCOMPARE(run({u"--check"_s}).status, 0);
    QVERIFY(QDir(m_data).mkpath(u"backups"_s));
    QVERIFY(QFile::copy(m_data + u"/history.sqlite"_s, m_dir->filePath(u"copy.sqlite"_s)));
    for (const QString &name : {u"history.sqlite"_s, u"settings.ini"_s}) {
        QFile file(m_data + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(chmod(qPrintable(file.fileName()), 0666), 0);
    }
    QCOMPARE(chmod(qPrintable(m_data), 0755), 0);
    QCOMPARE(run({u"--restore"_s, m_dir->filePath(u"copy.sqlite"_s)}).status, 0);
    QCOMPARE(run({u"--recover"_s}).status, 0);
    QCOMPARE(run({u"--check"_s}).status, 0);
    QCOMPARE(run({u"--backup"_s, m_dir->filePath(u"backup.sqlite"_s)}).status, 0);
    QCOMPARE(run({u"--export"_s, m_dir->filePath(u"export.json"_s)}).status, 0);
    umask(careless);

    struct stat status {
    };
    for (const QString &folder : {m_data, QString(m_data + u"/backups"_s)}) {
        QCOMPARE(stat(qPrintable(folder), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
    }
    const QFileInfoList files = QDir(m_data).entryInfoList(QDir::Files | QDir::Hidden)
        + QFileInfoList {QFileInfo(m_dir->filePath(u"backup.sqlite"_s)),
                         QFileInfo(m_dir->filePath(u"export.json"_s))};
    QVERIFY(files.size() >= 7); // with what was set aside
    for (const QFileInfo &file : files) {
        QCOMPARE(stat(qPrintable(file.filePath()), &status), 0);
        QVERIFY2((status.st_mode & 0077U) == 0, qPrintable(file.fileName()));
    }
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
