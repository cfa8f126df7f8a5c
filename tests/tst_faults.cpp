#include "faultdocument.h"

#include <QFile>
#include <QLibraryInfo>
#include <QTest>
#include <QVersionNumber>

using namespace bobbin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Generous: the program is built for debugging here, and sanitizers make it slower still.
constexpr auto longestPass = 400ms;
constexpr qint64 mostMemory = 256 * 1024 * 1024;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isMemoryTelling = false; // what is freed stays in quarantine
#else
constexpr bool isMemoryTelling = true;
#endif

QByteArray apiTag(ApiKind kind)
{
    return kind == ApiKind::ChatCompletions ? "chat"
        : kind == ApiKind::Responses        ? "responses"
                                            : "assistants";
}

} // namespace

// Every way of misbehaving, in every API: see docs/faults.md, which this test writes.
class tst_Faults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSurvived_data();
    void isSurvived();
    void documentSaysWhatHappens();

private:
    FaultDocument m_document;
    qsizetype m_planned = 0;
    qsizetype m_played = 0;
    std::chrono::milliseconds m_longest {};
    qint64 m_memory = 0;
};

void tst_Faults::isSurvived_data()
{
    QTest::addColumn<ApiKind>("kind");
    QTest::addColumn<Fault>("fault");

    for (const ApiKind kind : {ApiKind::ChatCompletions, ApiKind::Responses, ApiKind::Assistants}) {
        const QList<Fault> faults = faultsOf(kind);
        for (const Fault &fault : faults)
            QTest::newRow(QByteArray(apiTag(kind) + ": " + fault.name).constData()) << kind << fault;
        m_planned += faults.size();
    }
}

void tst_Faults::isSurvived()
{
    QFETCH(const ApiKind, kind);
    QFETCH(const Fault, fault);

    const FaultOutcome outcome = playFault(kind, fault);

    m_document.add(kind, fault, outcome);
    m_longest = std::max(m_longest, outcome.longestPass);
    m_memory = std::max(m_memory, outcome.memory);
    const QByteArray story = (outcome.notice.text + u" / "_s + outcome.requests.join(u", "_s)).toUtf8();
    QVERIFY2(outcome.hasEnded && !outcome.isBusy, story.constData());
    QCOMPARE(outcome.user.content, u"Question"_s);
    QVERIFY2(outcome.reply.state == fault.state,
             qPrintable(displayName(outcome.reply.state) + u": "_s + QString::fromUtf8(story)));
    QCOMPARE(outcome.reply.content, fault.kept);
    QCOMPARE(outcome.shown, fault.kept);
    QVERIFY2(outcome.generations == fault.generations, story.constData());
    QVERIFY2(outcome.countdowns.size() == fault.countdowns, story.constData());
    QVERIFY(!outcome.hasKey);
    QVERIFY(outcome.hasDisconnected);
    const bool isToBeTold = fault.state == ReplyState::Failed || fault.state == ReplyState::Interrupted;
    QCOMPARE(outcome.errors.size(), isToBeTold ? 1 : 0);
    QCOMPARE(!outcome.notice.text.isEmpty(), isToBeTold);
    if (isToBeTold) {
        QVERIFY(outcome.notice.actions.contains(Notice::Action::Retry));
        QCOMPARE(outcome.reply.error, outcome.notice.text);
        QVERIFY(outcome.notice.text.size() < 1000);
    }
    QVERIFY2(outcome.longestPass < longestPass, qPrintable(QString::number(outcome.longestPass.count())));
    QVERIFY2(!isMemoryTelling || outcome.memory < mostMemory, qPrintable(QString::number(outcome.memory)));
    ++m_played;
}

// With UPDATE_FAULTS=1 in the environment the document is written anew.
void tst_Faults::documentSaysWhatHappens()
{
    qInfo("the longest work at once took %lld ms, the most memory %lld MB",
          static_cast<long long>(m_longest.count()), static_cast<long long>(m_memory / 1024 / 1024));
    if (m_played != m_planned)
        QSKIP("not all faults were played");
    if (QLibraryInfo::version().segments().mid(0, 2) != QList<int> {6, 4})
        QSKIP("the document is that of Qt 6.4, which reads some answers in another way");
    QFile file(QStringLiteral(FAULTS_DOCUMENT));
    if (qEnvironmentVariableIsSet("UPDATE_FAULTS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_document.text().toUtf8());
        return;
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList written = QString::fromUtf8(file.readAll()).split(u'\n');
    const QStringList seen = m_document.text().split(u'\n');
    for (qsizetype i = 0; i < std::max(written.size(), seen.size()); ++i)
        QCOMPARE(seen.value(i), written.value(i));
}

QTEST_GUILESS_MAIN(tst_Faults)
#include "tst_faults.moc"
