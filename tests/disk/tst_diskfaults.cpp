#include "faultydisk.h"
#include "schema_p.h"
#include "scriptedserver.h"

#include "store/historylock.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;
using Kind = DiskFault::Kind;

Q_DECLARE_METATYPE(DiskFault::Kind)

enum class Before { Present, Old, Encrypted }; // what the history is
Q_DECLARE_METATYPE(Before)

namespace {

ScriptedServer::Answer reply()
{
    return ScriptedServer::stream({R"({"choices":[{"index":0,"delta":{"content":"The answer"}}]})",
                                   R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})",
                                   "[DONE]"});
}

// For every program, whether it asks for one or not: once or twice.
constexpr char Passphrase[] = "correct horse\ncorrect horse\n";

constexpr int DefaultPoints = 6; // of each row; BOBBIN_DISK_POINTS=all tries every operation
constexpr int EncryptedPoints = 2; // making a key takes its time, on purpose

} // namespace

// The program, from the command line, on a disk that begins to fail at one of its operations: each of them in
// turn. It may fail, but it says why, and afterwards everything that it acknowledged is there and nothing is
// twice.
class tst_DiskFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void failsCleanly_data();
    void failsCleanly();

private:
    struct Outcome {
        int status = -1;
        QByteArray output;
        QByteArray errors;
    };
    Outcome run(const QStringList &arguments, const QString &folder, bool onFaultyDisk = false);
    QStringList titles();
    [[nodiscard]] QString problemOf(const QStringList &arguments, bool isDone, bool wasAsked);
    void makeImport(const QString &path);
    void restore(Before before);
    static void makeOldHistory(const QString &path);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FaultyDisk> m_disk;
    QString m_data;
};

void tst_DiskFaults::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswers({reply()});
    m_data = m_dir->filePath(u"data"_s);
    m_disk = std::make_unique<FaultyDisk>(m_dir->filePath(u"fault"_s), m_data);
}

tst_DiskFaults::Outcome tst_DiskFaults::run(const QStringList &arguments, const QString &folder,
                                            bool onFaultyDisk)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"HOME"_s, m_dir->filePath(u"home"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"OPENAI_BASE_URL"_s, m_server->url(u"/v1"_s).toString());
    environment.insert(u"OPENAI_API_KEY"_s, u"k"_s);
    if (onFaultyDisk)
        m_disk->addTo(environment);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(BOBBIN_PROGRAM), QStringList {u"--data-dir"_s, folder} + arguments);
    process.write(Passphrase);
    process.closeWriteChannel();
    (void)QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000);
    return {process.exitStatus() == QProcess::NormalExit && process.state() == QProcess::NotRunning
                ? process.exitCode()
                : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

// What the conversations begin with.
QStringList tst_DiskFaults::titles()
{
    const Outcome outcome = run({u"--export"_s, u"-"_s}, m_data);
    const QJsonArray kept =
        QJsonDocument::fromJson(outcome.output).object().value(u"conversations").toArray();
    QStringList titles;
    for (const QJsonValue &conversation : kept)
        titles << conversation[u"messages"][0][u"content"].toString();
    return titles;
}

// The history as it was before: with one conversation.
void tst_DiskFaults::restore(Before before)
{
    const QString kept = m_dir->filePath(u"kept"_s);
    const bool isOld = before == Before::Old;
    QDir(m_data).removeRecursively();
    QVERIFY(QDir().mkpath(m_data));
    if (isOld && !QFile::exists(kept))
        makeOldHistory(kept);
    if (!QFile::exists(kept)) {
        QCOMPARE(run({u"--model"_s, u"m"_s, u"--ask"_s, u"Before"_s}, m_data).status, 0);
        if (before == Before::Encrypted)
            QCOMPARE(run({u"--encrypt"_s}, m_data).status, 0);
        QVERIFY(QFile::copy(m_data + u"/history.sqlite"_s, kept));
        return;
    }
    QVERIFY(QFile::copy(kept, m_data + u"/history.sqlite"_s));
}

// With one conversation, as the first version wrote it.
void tst_DiskFaults::makeOldHistory(const QString &path)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QVERIFY(migrate(database, 1));
        QSqlQuery query(database);
        for (const QString &row : {u"INSERT INTO devices (id) VALUES (x'00000000000070008000000000000001')"_s,
                                   u"INSERT INTO conversations VALUES (1, "
                                   u"x'00000000000070008000000000000003', 'Old', 2, NULL, 'm', '',"
                                   " '{}', 1, 0, 0, NULL, 10, 20, 30, 1)"_s,
                                   u"INSERT INTO messages VALUES (1, x'00000000000070008000000000000004', 1, "
                                   u"NULL, 0, 1, 0, 0, 0, 0, 10, 10,"
                                   " 1, NULL, '', '', '', NULL, NULL, NULL, NULL, '', 'Before')"_s})
            QVERIFY2(query.exec(row), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(u"old"_s);
}

// An export of another history, which has ids: importing it again adds nothing.
void tst_DiskFaults::makeImport(const QString &path)
{
    const QString list = m_dir->filePath(u"list.json"_s);
    QFile file(list);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"([{"role":"user","content":"Imported"},{"role":"assistant","content":"Yes"}])");
    file.close();
    const QString other = m_dir->filePath(u"source"_s);
    QCOMPARE(run({u"--import"_s, list}, other).status, 0);
    QCOMPARE(run({u"--export"_s, path}, other).status, 0);
}

// What is wrong now that the disk works again; empty if nothing.
QString tst_DiskFaults::problemOf(const QStringList &arguments, bool isDone, bool wasAsked)
{
    const bool isAsking = arguments.contains(u"--ask"_s);
    const bool isImport = arguments.contains(u"--import"_s);
    const Outcome check = run({u"--check"_s}, m_data);
    if (check.status != 0)
        return QString::fromUtf8(check.output + check.errors);
    if (isImport && run(arguments, m_data).status != 0) // once more, which completes what was cut off
        return u"cannot be imported again"_s;
    QStringList titles = this->titles();
    if (titles.removeDuplicates() != 0)
        return u"something is there twice"_s;
    if (!titles.contains(u"Before"_s))
        return u"what was there is lost"_s;
    if ((isDone && isAsking && !titles.contains(u"Now"_s)) || (isImport && !titles.contains(u"Imported"_s)))
        return u"what was acknowledged is lost"_s;
    if (wasAsked && !titles.contains(u"Now"_s))
        return u"a request left before its message was kept"_s;
    QFile exported(m_data + u"/export.json"_s);
    if (exported.open(QIODevice::ReadOnly) && QJsonDocument::fromJson(exported.readAll()).isNull())
        return u"the export is not whole"_s;
    if (isDone && arguments.contains(u"--export"_s) && !exported.isOpen())
        return u"there is no export"_s;
    const QString other = m_dir->filePath(u"other"_s);
    QDir(other).removeRecursively();
    const bool hasCopy =
        QDir().mkpath(other) && QFile::rename(m_data + u"/copy.sqlite"_s, other + u"/history.sqlite"_s);
    if (hasCopy && run({u"--check"_s}, other).status != 0)
        return u"the copy is not whole"_s;
    if (isDone && arguments.contains(u"--backup"_s) && !hasCopy)
        return u"there is no copy"_s;
    return {};
}

void tst_DiskFaults::failsCleanly_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Before>("before");

    const QList<std::pair<const char *, Kind>> kinds {
        {"full", Kind::NoSpace},         {"full within a write", Kind::ShortWrite},
        {"error", Kind::InputOutput},    {"read-only", Kind::ReadOnly},
        {"killed", Kind::Kill},          {"slow", Kind::Slow},
        {"unreadable", Kind::Unreadable}};
    for (const auto &[name, kind] : kinds) {
        QTest::addRow("ask, %s", name)
            << kind << QStringList {u"--model"_s, u"m"_s, u"--ask"_s, u"Now"_s} << Before::Present;
        QTest::addRow("import, %s", name)
            << kind << QStringList {u"--import"_s, u"IMPORT"_s} << Before::Present;
        QTest::addRow("export, %s", name)
            << kind << QStringList {u"--export"_s, u"DATA/export.json"_s} << Before::Present;
        QTest::addRow("back up, %s", name)
            << kind << QStringList {u"--backup"_s, u"DATA/copy.sqlite"_s} << Before::Present;
        QTest::addRow("migrate, %s", name) << kind << QStringList {u"--check"_s} << Before::Old;
        if (canEncrypt()) {
            QTest::addRow("encrypt, %s", name) << kind << QStringList {u"--encrypt"_s} << Before::Present;
            QTest::addRow("decrypt, %s", name) << kind << QStringList {u"--decrypt"_s} << Before::Encrypted;
            QTest::addRow("ask, encrypted, %s", name)
                << kind << QStringList {u"--model"_s, u"m"_s, u"--ask"_s, u"Now"_s} << Before::Encrypted;
        }
    }
}

void tst_DiskFaults::failsCleanly()
{
    QFETCH(const Kind, kind);
    QFETCH(QStringList, arguments);
    QFETCH(const Before, before);
    const QString import = m_dir->filePath(u"import.json"_s);
    makeImport(import);
    arguments.replaceInStrings(u"IMPORT"_s, import).replaceInStrings(u"DATA"_s, m_data);
    restore(before);
    m_disk->restartCounting();
    QCOMPARE(run(arguments, m_data, true).status, 0); // how many operations there are
    const long long operations = m_disk->operations(kind);
    QVERIFY(operations > 0);
    const long long points = qEnvironmentVariable("BOBBIN_DISK_POINTS") == "all"_L1
        ? operations
        : qMin<long long>(operations,
                          before == Before::Encrypted || arguments.contains(u"--encrypt"_s) ? EncryptedPoints
                                                                                            : DefaultPoints);
    const long long tried = kind == Kind::Slow ? 1 : points;

    for (long long point = 0; point < tried; ++point) {
        restore(before);
        const qsizetype requests = m_server->requests().size();
        const long long at = point * operations / tried;
        m_disk->fail(kind, at);
        const Outcome outcome = run(arguments, m_data, true);
        m_disk->mend();

        const QByteArray where = "at operation " + QByteArray::number(at) + ": " + outcome.errors;
        if (kind != Kind::Kill) {
            QVERIFY2(outcome.status == 0 || outcome.status == 1, where.constData());
            QVERIFY2(outcome.status == 0 || !outcome.errors.trimmed().isEmpty(), where.constData());
        }
        if (kind == Kind::InputOutput && arguments.contains(u"--backup"_s)) // it says what to do
            QVERIFY2(!outcome.errors.contains("could not be read or written"), where.constData());
        if (kind == Kind::Slow)
            QVERIFY2(outcome.status == 0, where.constData());
        const QString problem =
            problemOf(arguments, outcome.status == 0, m_server->requests().size() > requests);
        QVERIFY2(problem.isEmpty(), QByteArray(where + "\n" + problem.toUtf8()).constData());
    }
    qInfo("failed cleanly at %lld of %lld operations", tried, operations);
}

int main(int argc, char *argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "36000000"); // milliseconds: every operation of every row takes hours
    QCoreApplication application(argc, argv);
    tst_DiskFaults test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_diskfaults.moc"
