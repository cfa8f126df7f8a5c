#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>

namespace bobbin {

/// Why a secret could not be read or kept. The kinds differ in what the user can do.
struct SecretError {
    enum class Kind {
        NotFound, ///< None is stored, or the keychain is locked: the platforms do not tell these apart.
        Denied, ///< The user or the system refused.
        NoKeychain, ///< The system has none, or it does not run.
        TimedOut, ///< It did not answer, perhaps because it waits for a password.
        Failed,
    };
    Kind kind = Kind::Failed;
    QString detail; ///< The keychain's words; never the secret.
};

/// What happened and what to do, in the user's language.
[[nodiscard]] QString explain(const SecretError &error);

/// Keeps secrets under names. Answers arrive in the event loop of the calling thread, never before the
/// call has returned, and not at all once `context` is gone.
class SecretStore
{
public:
    using ReadAnswer = std::function<void(const Result<QByteArray, SecretError> &)>;
    using Answer = std::function<void(const Status<SecretError> &)>;

    virtual ~SecretStore();
    virtual void read(const QString &account, QObject *context, ReadAnswer answer) = 0;
    /// Succeeds only if the secret can be read again.
    virtual void write(const QString &account, const QByteArray &secret, QObject *context, Answer answer) = 0;
    /// Succeeds if nothing can be read under the name afterwards.
    virtual void remove(const QString &account, QObject *context, Answer answer) = 0;
};

} // namespace bobbin
