#include "clientidentity.h"

#include "trustfile.h"

#include <QBuffer>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QSslKey keyIn(const QByteArray &pem, const QByteArray &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

Result<ClientIdentity, QString> readPem(const QByteArray &bytes, const QByteArray &passphrase)
{
    ClientIdentity identity {.chain = QSslCertificate::fromData(bytes, QSsl::Pem),
                             .key = keyIn(bytes, passphrase)};
    const bool hasKey = bytes.contains("PRIVATE KEY-----");
    if (identity.chain.isEmpty() || !hasKey)
        return Failure {u"client_certificate_incomplete"_s};
    if (identity.key.isNull()) {
        const bool isLocked = bytes.contains("ENCRYPTED");
        return Failure {isLocked ? u"client_certificate_locked"_s : u"client_certificate_unreadable"_s};
    }
    return identity;
}

} // namespace

Result<ClientIdentity, QString> readClientIdentity(const QString &file, const QByteArray &passphrase)
{
    const std::optional<QByteArray> read = readTrustFile(file);
    if (!read)
        return Failure {u"client_certificate_unreadable"_s};
    QByteArray bytes = *read;
    if (bytes.contains("-----BEGIN "))
        return readPem(bytes, passphrase);

    ClientIdentity identity;
    QSslCertificate own;
    QList<QSslCertificate> others;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    if (!QSslCertificate::importPkcs12(&buffer, &identity.key, &own, &others, passphrase)) {
        // The format begins with a sequence; whether it or the passphrase is wrong is not told.
        const bool isOfThatFormat = bytes.startsWith('\x30');
        return Failure {isOfThatFormat ? u"client_certificate_locked"_s : u"client_certificate_unreadable"_s};
    }
    if (own.isNull() || identity.key.isNull())
        return Failure {u"client_certificate_incomplete"_s};
    identity.chain = QList<QSslCertificate> {own} + others;
    return identity;
}

} // namespace bobbin
