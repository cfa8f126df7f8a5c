// Works with Bobbin's window until it is killed: the actor of tst_kills. It says on standard output, a line
// of JSON each, what it is about to do and what the program has acknowledged as kept.
//
//     bobbin_windowactor FOLDER URL SEED
//
// BOBBIN_ACTOR_KEY in the environment is the secret of an encrypted history's key, which is the test's own.
#include "benchmarkwindow.h"

#include "exchange/exporter.h"
#include "exchange/importer.h"
#include "session/chatsession.h"
#include "store/historylock.h"
#include "ui/composer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <ctime>

#include <unistd.h>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds Heartbeat {10};

// In milliseconds, by a clock that all processes share.
double now()
{
    timespec time {};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void say(const QString &what, QJsonObject more = {})
{
    more.insert(u"what"_s, what);
    more.insert(u"t"_s, now());
    const QByteArray line = QJsonDocument(more).toJson(QJsonDocument::Compact) + '\n';
    [[maybe_unused]] const ssize_t written = write(STDOUT_FILENO, line.constData(), size_t(line.size()));
}

class Actor final
{
public:
    Actor(const QString &folder, const QUrl &url, quint32 seed)
        : m_folder(folder), m_window(folder), m_random(seed)
    {
        Service service;
        service.id = m_service = ServiceId::create();
        service.name = u"Test"_s;
        service.baseUrl = url;
        service.defaultModel = u"m"_s;
        service.makesTitles = false;
        m_window.services().save(service);
        begin();
        barrier();
        m_heartbeat.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_heartbeat, &QTimer::timeout, &m_heartbeat, [this] { noteLag(); });
        m_heartbeat.start(Heartbeat);
        m_sinceBeat.start();
        say(u"ready"_s);
    }

    void act()
    {
        switch (m_random.bounded(14)) {
        case 0:
        case 1:
        case 2:
        case 3:
            send(m_random.bounded(3) == 0);
            break;
        case 4:
            begin();
            send(false);
            break;
        case 5:
            edit();
            break;
        case 6:
            rename();
            break;
        case 7:
            trash(m_random.bounded(2) == 0);
            break;
        case 8:
            emptyTrash();
            break;
        case 9:
            import();
            break;
        case 10:
            exportAll();
            break;
        case 11:
            backUp();
            break;
        case 12:
            deleteMessage();
            break;
        default:
            writeDraft();
            break;
        }
    }

private:
    ChatSession *session() { return m_window.page().session(); }
    QString text(const char *kind) { return u"%1 %2"_s.arg(QLatin1String(kind)).arg(++m_count); }
    static QString idOf(ChatSession *session) { return session->id().toString(); }

    // More than a beat late is what the machine adds to everything.
    void noteLag()
    {
        const qint64 late = m_sinceBeat.restart() - Heartbeat.count();
        if (late > m_lag) {
            m_lag = late;
            say(u"lag"_s, {{u"ms"_s, m_lag}});
        }
    }

    // What was handed to the store before has been done.
    void barrier()
    {
        bool isReached = false;
        session()->context().writer.run(
            session(), [](ConversationStore &) { return 0; }, [&isReached](int) { isReached = true; });
        BenchmarkWindow::waitUntil([&] { return isReached; });
    }

    void begin()
    {
        m_window.window().findChild<QPushButton *>(u"newConversation"_s)->click();
        m_window.window().setChoice(m_service, u"m"_s);
        BenchmarkWindow::waitUntil([this] { return session() && session()->isOpen(); });
    }

    // Until it ends, or what is returned is deleted.
    QObject *watchTurn(ChatSession *session)
    {
        auto *context = new QObject(session); // of this turn
        const auto ids = [session](int fromEnd) {
            TranscriptModel *rows = session->transcript();
            return rows->messageAt(rows->rowCount() - fromEnd);
        };
        QObject::connect(session, &ChatSession::branchesChanged, context, [session, ids] {
            say(u"kept"_s,
                {{u"conversation"_s, idOf(session)},
                 {u"message"_s, ids(2).id.toString()},
                 {u"text"_s, ids(2).content},
                 {u"reply"_s, ids(1).id.toString()}});
        });
        auto length = std::make_shared<qsizetype>(0);
        QObject::connect(session, &ChatSession::textReceived, context,
                         [session, ids, length](const QString &more) {
                             *length += more.size();
                             say(u"got"_s,
                                 {{u"conversation"_s, idOf(session)},
                                  {u"reply"_s, ids(1).id.toString()},
                                  {u"length"_s, *length}});
                         });
        QObject::connect(
            session, &ChatSession::replyEnded, context, [session, context](const Message &reply) {
                say(u"ended"_s, {{u"conversation"_s, idOf(session)}, {u"reply"_s, reply.id.toString()}});
                context->deleteLater();
            });
        return context;
    }

    void finishTurn(bool stops)
    {
        ChatSession *const used = session();
        if (stops) {
            const int row = used->transcript()->rowCount() - 1;
            BenchmarkWindow::waitUntil(
                [&] { return !used->isBusy() || used->transcript()->messageAt(row).content.size() > 20; });
            used->stop();
        }
        BenchmarkWindow::waitUntil([&] { return !used->isBusy(); });
    }

    void send(bool stops)
    {
        if (!session()->whyNotSend().isEmpty())
            return;
        watchTurn(session());
        auto *input = m_window.page().composer()->findChild<QPlainTextEdit *>();
        input->setPlainText(text("question"));
        say(u"sending"_s, {{u"text"_s, input->toPlainText()}});
        QTest::keyClick(input, Qt::Key_Return);
        finishTurn(stops);
    }

    void edit()
    {
        TranscriptModel *rows = session()->transcript();
        const int row = rows->rowCount() - 2;
        if (row < 0 || !session()->whyNotSend().isEmpty())
            return;
        const QString wording = text("edited");
        const QObject *watch = watchTurn(session());
        say(u"sending"_s, {{u"text"_s, wording}});
        if (session()->edit(rows->messageAt(row).id, wording))
            finishTurn(false);
        else // the message is a reply: that to the last one was deleted
            delete watch;
    }

    void rename()
    {
        if (!session()->isStored())
            return;
        const QString title = text("title");
        say(u"renaming"_s, {{u"conversation"_s, idOf(session())}, {u"title"_s, title}});
        m_window.library().rename(session()->id(), title);
        barrier();
        say(u"renamed"_s, {{u"conversation"_s, idOf(session())}, {u"title"_s, title}});
    }

    void trash(bool takesBack)
    {
        if (!session()->isStored())
            return;
        const ConversationId id = session()->id();
        say(u"trashing"_s, {{u"conversation"_s, id.toString()}});
        m_window.library().moveToTrash({id});
        barrier();
        say(u"trashed"_s, {{u"conversation"_s, id.toString()}});
        if (takesBack) {
            say(u"restoring"_s, {{u"conversation"_s, id.toString()}});
            m_window.library().organizer().undo();
            barrier();
            say(u"restored"_s, {{u"conversation"_s, id.toString()}});
        }
        begin();
    }

    void emptyTrash()
    {
        say(u"emptying"_s);
        m_window.library().emptyTrash();
        barrier();
        say(u"emptied"_s);
    }

    void import()
    {
        const QString question = text("imported");
        const QString path = m_folder + u"/import-%1.json"_s.arg(m_count);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write(uR"([{"role":"user","content":"%1"},{"role":"assistant","content":"yes"}])"_s.arg(question)
                       .toUtf8());
        file.close();
        bool isDone = false;
        session()->context().writer.run(
            session(),
            [path](ConversationStore &store) { return importFile(path, store, SystemClock()).isOk(); },
            [&](bool isOk) {
                isDone = true;
                if (isOk)
                    say(u"imported"_s, {{u"text"_s, question}});
            });
        BenchmarkWindow::waitUntil([&] { return isDone; });
    }

    void exportAll()
    {
        bool isDone = false;
        session()->context().reader.run(
            session(),
            [path = m_folder + u"/export.json"_s](ConversationStore &store) {
                return exportToFile(path, store, {}).isOk();
            },
            [&](bool isOk) {
                isDone = true;
                if (isOk)
                    say(u"exported"_s);
            });
        BenchmarkWindow::waitUntil([&] { return isDone; });
    }

    void backUp()
    {
        bool isDone = false;
        const QString path = m_folder + u"/copy-%1.sqlite"_s.arg(++m_count);
        session()->context().writer.run(
            session(), [path](ConversationStore &store) { return store.maintenance().backUp(path).isOk(); },
            [&](bool isOk) {
                isDone = true;
                if (isOk)
                    say(u"copied"_s, {{u"path"_s, path}});
            });
        BenchmarkWindow::waitUntil([&] { return isDone; });
    }

    void deleteMessage()
    {
        TranscriptModel *rows = session()->transcript();
        const int row = rows->rowCount() - 1;
        if (row < 0 || !session()->isStored() || session()->isBusy())
            return;
        const QString reply = rows->messageAt(row).id.toString();
        say(u"deleting"_s, {{u"message"_s, reply}});
        bool isReloaded = false;
        const auto connection = QObject::connect(session(), &ChatSession::reloaded, session(),
                                                 [&isReloaded] { isReloaded = true; });
        m_window.library().organizer().deleteMessage(session()->id(), rows->messageAt(row).id,
                                                     MessageRemoval::Scope::Message);
        BenchmarkWindow::waitUntil([&] { return isReloaded; });
        QObject::disconnect(connection);
        barrier();
        say(u"deleted"_s, {{u"message"_s, reply}});
    }

    void writeDraft()
    {
        const QString draft = text("draft");
        m_window.page().composer()->findChild<QPlainTextEdit *>()->setPlainText(draft);
        m_window.page().flush();
        barrier();
        say(u"drafted"_s,
            {{u"conversation"_s, session()->isStored() ? idOf(session()) : QString()}, {u"text"_s, draft}});
    }

    const QString m_folder;
    BenchmarkWindow m_window;
    QRandomGenerator m_random;
    ServiceId m_service;
    int m_count = 0;
    QTimer m_heartbeat;
    QElapsedTimer m_sinceBeat;
    qint64 m_lag = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    BenchmarkApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4 || !DataPaths::in(arguments.at(1)).create())
        return 2;
    if (const auto key = HistoryKey::fromSecret(qgetenv("BOBBIN_ACTOR_KEY")))
        keep(*key);
    Actor actor(arguments.at(1), QUrl(arguments.at(2)), arguments.at(3).toUInt());
    for (int i = 0; i < 1'000; ++i)
        actor.act();
    return 0;
}
