#include "secrets/keychainsecretstore.h"
#include "secrets/keyring.h"

#include <QProcess>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Runs against a real Secret Service: that of the session which packaging/session.sh starts for the tests.
class tst_Keychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsASecret_data();
    void keepsASecret();
    void missingSecretIsNotFound();
    void removedSecretIsGone();
    void keyOfThisRunStaysInMemory();
    void lockedKeyringLosesNothing();

private:
    Result<QByteArray, SecretError> read(const QString &account);
    Status<SecretError> write(const QString &account, const QByteArray &secret);
    Status<SecretError> remove(const QString &account);

    KeychainSecretStore m_store {std::chrono::seconds(20)};
    const QString m_account = u"API key for OpenAI (test)"_s;
};

void tst_Keychain::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"),
             "There is no session bus: run the tests by packaging/test.sh.");
    m_store.setServiceName(u"Bobbin tests"_s);
}

Result<QByteArray, SecretError> tst_Keychain::read(const QString &account)
{
    std::optional<Result<QByteArray, SecretError>> answer;
    m_store.read(account, this, [&](const Result<QByteArray, SecretError> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
        return Failure {SecretError {SecretError::Kind::TimedOut, {}}};
    return *answer;
}

Status<SecretError> tst_Keychain::write(const QString &account, const QByteArray &secret)
{
    std::optional<Status<SecretError>> answer;
    m_store.write(account, secret, this, [&](const Status<SecretError> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
        return Failure {SecretError {SecretError::Kind::TimedOut, {}}};
    return *answer;
}

Status<SecretError> tst_Keychain::remove(const QString &account)
{
    std::optional<Status<SecretError>> answer;
    m_store.remove(account, this, [&](const Status<SecretError> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
        return Failure {SecretError {SecretError::Kind::TimedOut, {}}};
    return *answer;
}

void tst_Keychain::keepsASecret_data()
{
    QTest::addColumn<QByteArray>("secret");

    QTest::newRow("key") << QByteArray("sk-something");
    QTest::newRow("UTF-8") << QByteArray("schlüssel 鍵");
    QTest::newRow("long") << QByteArray(100'000, 'x');
}

void tst_Keychain::keepsASecret()
{
    QFETCH(const QByteArray, secret);

    QVERIFY(write(m_account, secret));

    QCOMPARE(read(m_account).value(), secret);
}

void tst_Keychain::missingSecretIsNotFound()
{
    const auto missing = read(u"no such account"_s);

    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, SecretError::Kind::NotFound);
}

void tst_Keychain::removedSecretIsGone()
{
    QVERIFY(write(m_account, "secret"));

    QVERIFY(remove(m_account));

    QCOMPARE(read(m_account).error().kind, SecretError::Kind::NotFound);
    QVERIFY(remove(m_account)); // once more does no harm
}

void tst_Keychain::keyOfThisRunStaysInMemory()
{
    Keyring keyring(m_store);
    keyring.keepForThisRun(m_account, "for this run");

    std::optional<QByteArray> answer;
    keyring.read(m_account, this, [&](const Result<QByteArray, SecretError> &key) { answer = key.value(); });
    QTRY_COMPARE(answer, "for this run");

    QCOMPARE(read(m_account).error().kind, SecretError::Kind::NotFound);
}

void tst_Keychain::lockedKeyringLosesNothing()
{
    QVERIFY(write(m_account, "kept"));
    const auto lock = [](const char *method) {
        QProcess dbus;
        dbus.start(u"dbus-send"_s,
                   {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s,
                    u"/org/freedesktop/secrets"_s, QString::fromLatin1(method),
                    u"array:objpath:/org/freedesktop/secrets/collection/login"_s});
        return dbus.waitForFinished() && dbus.exitCode() == 0;
    };
    QVERIFY(lock("org.freedesktop.Secret.Service.Lock"));
    // Nobody answers the keyring's question for its password, so it is not waited for long.
    KeychainSecretStore impatient {std::chrono::milliseconds(500)};
    impatient.setServiceName(u"Bobbin tests"_s);

    std::optional<bool> isRead;
    impatient.read(m_account, this, [&](const Result<QByteArray, SecretError> &key) { isRead = key.isOk(); });
    QTRY_VERIFY(isRead);
    QVERIFY(!*isRead);
}

QTEST_GUILESS_MAIN(tst_Keychain)
#include "tst_keychain.moc"
