#include "core/threadaffinity.h"

#include <QTest>

#include <functional>
#include <memory>

using namespace bobbin;

class tst_ThreadAffinity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isOfTheThreadThatMadeIt();
    void isWhereTheObjectLives();

private:
    static bool inAnotherThread(const std::function<bool()> &ask);
};

bool tst_ThreadAffinity::inAnotherThread(const std::function<bool()> &ask)
{
    bool answer = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] { answer = ask(); }));
    thread->start();
    thread->wait();
    return answer;
}

void tst_ThreadAffinity::isOfTheThreadThatMadeIt()
{
#ifdef QT_NO_DEBUG
    QSKIP("nothing is asked without assertions");
#endif
    const ThreadAffinity affinity;

    QVERIFY(affinity.isHere());
    QVERIFY(!inAnotherThread([&] { return affinity.isHere(); }));
}

void tst_ThreadAffinity::isWhereTheObjectLives()
{
    QVERIFY(isInItsThread(this));
    QVERIFY(!inAnotherThread([this] { return isInItsThread(this); }));
}

QTEST_GUILESS_MAIN(tst_ThreadAffinity)
#include "tst_threadaffinity.moc"
