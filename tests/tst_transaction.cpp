#include "database_p.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_Transaction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void isUndoneUnlessCommitted();
    void runsNothingIfItCannotBegin();

private:
    [[nodiscard]] int rows();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_database;
};

void tst_Transaction::init()
{
    m_database.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_database = Database::open(m_dir->filePath(u"history.sqlite"_s), Database::Access::ReadWrite).value();
    QVERIFY(m_database->execute(u"PRAGMA busy_timeout = 0"_s));
    QVERIFY(m_database->execute(u"CREATE TABLE t (x)"_s));
}

int tst_Transaction::rows()
{
    Query count = m_database->run(u"SELECT count(*) FROM t"_s, {});
    return count.next() ? static_cast<int>(count.number(0)) : -1;
}

void tst_Transaction::isUndoneUnlessCommitted()
{
    {
        Transaction transaction(*m_database);
        QVERIFY(m_database->run(u"INSERT INTO t VALUES (1)"_s, {}).isOk());
    }
    QCOMPARE(rows(), 0);
    {
        Transaction transaction(*m_database);
        QVERIFY(m_database->run(u"INSERT INTO t VALUES (1)"_s, {}).isOk());
        QVERIFY(transaction.commit());
    }
    QCOMPARE(rows(), 1);
}

// Who holds the file may let go in the middle: then what is told as failed must not be done in part.
void tst_Transaction::runsNothingIfItCannotBegin()
{
    const auto other = Database::open(m_database->path(), Database::Access::ReadWrite).value();
    QVERIFY(other->execute(u"BEGIN IMMEDIATE"_s));
    {
        Transaction transaction(*m_database, Transaction::Durability::Quick);
        QVERIFY(other->execute(u"COMMIT"_s));

        const Query refused = m_database->run(u"INSERT INTO t VALUES (1)"_s, {});
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().error.kind, StoreError::Kind::InUse);
        QCOMPARE(refused.changedRows(), 0);
        {
            Transaction inner(*m_database);
            QVERIFY(!m_database->execute(u"INSERT INTO t VALUES (1)"_s));
            QVERIFY(!inner.commit());
        }
        QVERIFY(!m_database->run(Statement::FindDevice).isOk());
        QCOMPARE(transaction.commit().error().kind, StoreError::Kind::InUse);
    }
    QCOMPARE(rows(), 0);
    QVERIFY(m_database->run(u"INSERT INTO t VALUES (1)"_s, {}).isOk());
    QCOMPARE(rows(), 1);
}

QTEST_GUILESS_MAIN(tst_Transaction)
#include "tst_transaction.moc"
