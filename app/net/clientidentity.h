#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>

namespace bobbin {

/// Who the user is to a service that asks for a certificate.
struct ClientIdentity {
    QList<QSslCertificate> chain; ///< The user's own first.
    QSslKey key;
};

/// Reads a PEM or PKCS#12 file. The error is the code of a CompletionError: "client_certificate_unreadable",
/// "client_certificate_locked" (the passphrase is missing or wrong), or "client_certificate_incomplete" (the
/// certificate or its key is not in the file).
[[nodiscard]] Result<ClientIdentity, QString> readClientIdentity(const QString &file,
                                                                 const QByteArray &passphrase);

} // namespace bobbin
