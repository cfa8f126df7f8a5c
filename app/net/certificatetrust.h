#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslError>
#include <QString>

namespace bobbin {

/// Whether a service's certificate is to be trusted, beyond what the authorities say.

/// What is wrong with a certificate, as the code of a CompletionError; the gravest of `errors`.
[[nodiscard]] QString codeOf(const QList<QSslError> &errors);

/// Those of `errors` that the user's trust in exactly the certificate with `trusted`, its SHA-256, sets
/// aside. Empty if `leaf` is another one, or if one of them is not for the user to judge, such as a
/// revocation.
[[nodiscard]] QList<QSslError> toleratedErrors(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                               const QByteArray &trusted);

/// The SHA-256 of the whole certificate.
[[nodiscard]] QByteArray fingerprintOf(const QSslCertificate &certificate);

} // namespace bobbin
