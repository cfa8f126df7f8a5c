#include "testworkspace.h"

#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// What the library and the registry of services do when the history is not as they expect it.
class tst_Library : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_workspace = std::make_unique<TestWorkspace>(); }
    void cleanup() { m_workspace.reset(); }
    void importIsShownInAnOpenConversation();
    void whatCannotBeReadStaysInTheList();
    void circleOfParentsCanBeOpened();
    void oldTrashThatIsReadStays();
    void folderThatCouldNotBeMadeTakesNothing();
    void servicesAreReadAgain();
    void serviceThatCannotBeRemovedKeepsItsKey();

private:
    // By another connection, as damage or another program would.
    void execute(const QString &sql);
    ChatSession *open(const ConversationId &id);

    std::unique_ptr<TestWorkspace> m_workspace;
};

void tst_Library::execute(const QString &sql)
{
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        connection.setDatabaseName(m_workspace->database());
        QVERIFY(connection.open());
        QSqlQuery query(connection);
        QVERIFY2(query.exec(sql), qPrintable(sql));
    }
    QSqlDatabase::removeDatabase(u"other"_s);
}

ChatSession *tst_Library::open(const ConversationId &id)
{
    ChatSession *session = m_workspace->library->session(id);
    (void)QTest::qWaitFor([&] { return session->isOpen(); });
    return session;
}

void tst_Library::importIsShownInAnOpenConversation()
{
    const ConversationId id = m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s});
    ChatSession *session = open(id);
    m_workspace->library->begin({}, {}); // there is nothing of it to be read
    QSignalSpy failed(m_workspace->library.get(), &Library::failed);
    Message imported;
    imported.id = MessageId::create();
    imported.parent = session->transcript()->messageAt(1).id;
    imported.depth = 2;
    imported.content = u"And?"_s;
    m_workspace->writer->run(
        [id, imported](ConversationStore &store) { (void)store.messages().append(id, imported); });

    m_workspace->library->takeImport();

    QTRY_COMPARE(session->transcript()->rowCount(), 3);
    QCOMPARE(session->conversation().leaf, imported.id);
    m_workspace->settle();
    QVERIFY(failed.isEmpty());
}

void tst_Library::whatCannotBeReadStaysInTheList()
{
    const ConversationId id = m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s});
    m_workspace->library->reload();
    QTRY_COMPARE(m_workspace->library->list()->rowOf(id), 0);
    execute(u"ALTER TABLE messages RENAME TO away"_s);
    QSignalSpy failed(m_workspace->library.get(), &Library::failed);

    m_workspace->library->session(id);
    QTRY_COMPARE(failed.size(), 1);

    QCOMPARE(m_workspace->library->list()->rowOf(id), 0);
    execute(u"ALTER TABLE away RENAME TO messages"_s);
    QCOMPARE(open(id)->transcript()->rowCount(), 2);
}

// Damage can make one, which SQLite does not notice.
void tst_Library::circleOfParentsCanBeOpened()
{
    const ConversationId id =
        m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s, u"And?"_s, u"So."_s});
    const QList<Message> messages = m_workspace->storedMessages(id);
    execute(u"UPDATE messages SET parent = pk + 1 WHERE depth = 2"_s);

    ChatSession *session = open(id);
    QVERIFY(session->isOpen());
    QCOMPARE(session->transcript()->messageAt(session->transcript()->rowCount() - 1).content, u"So."_s);

    m_workspace->writer->run([&](ConversationStore &store) {
        QVERIFY(store.messages().outline(messages.last().id, 0));
        QVERIFY(store.messages().leafBelow(messages.at(2).id));
        QVERIFY(store.removal().remove(id, messages.at(2).id, MessageRemoval::Scope::Branch, {}));
    });
    m_workspace->settle();
    QCOMPARE(m_workspace->storedMessages(id).size(), 2);
}

void tst_Library::oldTrashThatIsReadStays()
{
    const ConversationId read = m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s});
    const ConversationId other = m_workspace->addConversation(u"Squid"_s, {u"Hi"_s, u"Hello"_s});
    m_workspace->library->moveToTrash({read, other});
    open(read);
    m_workspace->library->emptyOldTrash(std::chrono::days(0)); // looks at the clock for the first time
    m_workspace->settle();
    m_workspace->settle();

    QTRY_VERIFY(m_workspace->storedConversation(other).id.isNull());
    QCOMPARE(m_workspace->storedConversation(read).id, read);

    m_workspace->library->emptyTrash(); // as the user wants it
    QTRY_VERIFY(m_workspace->storedConversation(read).id.isNull());
}

void tst_Library::folderThatCouldNotBeMadeTakesNothing()
{
    const ConversationId id = m_workspace->addConversation(u"Whales"_s, {u"Hi"_s, u"Hello"_s});
    Organizer &organizer = m_workspace->library->organizer();
    const Folder sea = organizer.createFolder(u"Sea"_s, {}, {id});
    m_workspace->settle();
    QCOMPARE(m_workspace->storedConversation(id).folder, sea.id);
    execute(u"CREATE TRIGGER refuse BEFORE INSERT ON folders BEGIN SELECT RAISE(ABORT, 'no'); END"_s);
    QSignalSpy failed(&organizer, &Organizer::failed);

    organizer.createFolder(u"Land"_s, {sea}, {id});

    QTRY_VERIFY(!failed.isEmpty());
    m_workspace->settle();
    QCOMPARE(m_workspace->storedConversation(id).folder, sea.id);
}

void tst_Library::servicesAreReadAgain()
{
    const ServiceId id = m_workspace->addService(QUrl(u"http://localhost/v1"_s));
    m_workspace->settle();
    execute(u"ALTER TABLE services RENAME TO away"_s);
    ServiceRegistry registry(*m_workspace->reader, m_workspace->keyring, m_workspace->network);
    QSignalSpy failed(&registry, &ServiceRegistry::loadFailed);

    registry.load();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!registry.isLoaded()); // else it would look as if there was none
    execute(u"ALTER TABLE away RENAME TO services"_s);

    QTRY_VERIFY_WITH_TIMEOUT(registry.isLoaded(), 20'000);
    QVERIFY(registry.find(id));
    QCOMPARE(failed.size(), 1);
}

void tst_Library::serviceThatCannotBeRemovedKeepsItsKey()
{
    const ServiceId id = m_workspace->addService(QUrl(u"http://localhost/v1"_s));
    ServiceRegistry &services = *m_workspace->services;
    const QString account = services.find(id)->keyAccount;
    QVERIFY(m_workspace->secrets.secrets.contains(account));
    m_workspace->settle();
    execute(u"CREATE TRIGGER refuse BEFORE DELETE ON services BEGIN SELECT RAISE(ABORT, 'no'); END"_s);
    QSignalSpy failed(&services, &ServiceRegistry::saveFailed);

    services.remove(id);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(services.find(id));
    QVERIFY(m_workspace->secrets.secrets.contains(account));

    execute(u"DROP TRIGGER refuse"_s);
    services.remove(id);
    QTRY_VERIFY(!m_workspace->secrets.secrets.contains(account));
    QVERIFY(!services.find(id));
}

QTEST_GUILESS_MAIN(tst_Library)
#include "tst_library.moc"
