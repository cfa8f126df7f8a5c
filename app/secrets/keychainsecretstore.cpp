#include "secrets/keychainsecretstore.h"

#include "core/logging.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

SecretError errorFrom(const QKeychain::Job &job)
{
    using Kind = SecretError::Kind;
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {Kind::NotFound, job.errorString()};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {Kind::Denied, job.errorString()};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // what the Secret Service backend reports without a bus or a service
        return {Kind::NoKeychain, job.errorString()};
    default:
        return {Kind::Failed, job.errorString()};
    }
}

// Starts `job` and calls `answer` once, with an error if the job failed or took longer than `patience`.
template<typename Job, typename Finish>
void start(Job *job, QObject *context, std::chrono::milliseconds patience, Finish finish)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    auto *timer = new QTimer(context);
    timer->setSingleShot(true);
    QObject::connect(timer, &QTimer::timeout, context, [timer, finish, job = QPointer<Job>(job)] {
        if (job)
            job->disconnect(timer);
        timer->deleteLater();
        finish(nullptr, SecretError {SecretError::Kind::TimedOut, {}});
    });
    QObject::connect(
        job, &QKeychain::Job::finished, timer,
        [timer, finish, job] {
            timer->stop();
            timer->deleteLater();
            if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
                qCInfo(lcSecrets) << "keychain:" << job->error() << job->errorString();
            finish(job, job->error() == QKeychain::NoError ? std::nullopt : std::optional(errorFrom(*job)));
        },
        Qt::DirectConnection);
    timer->start(patience);
    job->start();
}

} // namespace

KeychainSecretStore::KeychainSecretStore(std::chrono::milliseconds patience)
    : m_patience(patience), m_serviceName(u"Bobbin"_s)
{
}

QString KeychainSecretStore::serviceName(const QString &account) const
{
#ifdef Q_OS_WIN
    return m_serviceName + u' ' + account; // the credential store keeps one secret per service name
#else
    Q_UNUSED(account)
    return m_serviceName;
#endif
}

void KeychainSecretStore::read(const QString &account, QObject *context, ReadAnswer answer)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName(account));
    job->setKey(account);
    start(job, context, m_patience,
          [answer](QKeychain::ReadPasswordJob *done, const std::optional<SecretError> &error) {
              if (error)
                  answer(Failure {*error});
              else
                  answer(done->binaryData());
          });
}

// The answer "done" is not proof: a locked keyring has been seen to accept a deletion without deleting.
// So both changes are checked by reading.
void KeychainSecretStore::write(const QString &account, const QByteArray &secret, QObject *context,
                                Answer answer)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName(account));
    job->setKey(account);
    job->setBinaryData(secret);
    start(job, context, m_patience,
          [this, account, secret, context, answer](QKeychain::WritePasswordJob *,
                                                   const std::optional<SecretError> &error) {
              if (error) {
                  answer(Failure {*error});
                  return;
              }
              read(account, context, [secret, answer](const Result<QByteArray, SecretError> &stored) {
                  if (stored && stored.value() == secret)
                      answer(Ok);
                  else
                      answer(Failure {stored ? SecretError {} : stored.error()});
              });
          });
}

void KeychainSecretStore::remove(const QString &account, QObject *context, Answer answer)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName(account));
    job->setKey(account);
    start(job, context, m_patience,
          [this, account, context, answer](QKeychain::DeletePasswordJob *,
                                           const std::optional<SecretError> &error) {
              if (error && error->kind != SecretError::Kind::NotFound) {
                  answer(Failure {*error});
                  return;
              }
              read(account, context, [answer](const Result<QByteArray, SecretError> &stored) {
                  if (!stored && stored.error().kind == SecretError::Kind::NotFound)
                      answer(Ok);
                  else
                      answer(Failure {stored ? SecretError {SecretError::Kind::Denied, {}} : stored.error()});
              });
          });
}

} // namespace bobbin
