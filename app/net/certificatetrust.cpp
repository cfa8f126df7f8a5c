#include "certificatetrust.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

enum class Fault { Expired, NotYetValid, OtherHost, Untrusted, Revoked, Other };

Fault faultOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateExpired:
        return Fault::Expired;
    case QSslError::CertificateNotYetValid:
        return Fault::NotYetValid;
    case QSslError::HostNameMismatch:
        return Fault::OtherHost;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
        return Fault::Untrusted;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return Fault::Revoked;
    default:
        return Fault::Other;
    }
}

bool has(const QList<QSslError> &errors, Fault fault)
{
    return std::any_of(errors.begin(), errors.end(),
                       [fault](const QSslError &error) { return faultOf(error.error()) == fault; });
}

} // namespace

QString codeOf(const QList<QSslError> &errors)
{
    static const std::array codes {
        std::pair {Fault::Revoked, u"certificate_revoked"_s},
        std::pair {Fault::Other, u"tls_failed"_s},
        std::pair {Fault::OtherHost, u"certificate_wrong_host"_s},
        std::pair {Fault::Expired, u"certificate_expired"_s},
        std::pair {Fault::NotYetValid, u"certificate_not_yet_valid"_s},
        std::pair {Fault::Untrusted, u"certificate_untrusted"_s},
    }; // the gravest first
    const auto found = std::find_if(codes.begin(), codes.end(),
                                    [&errors](const auto &entry) { return has(errors, entry.first); });
    return found == codes.end() ? u"tls_failed"_s : found->second;
}

QList<QSslError> toleratedErrors(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                 const QByteArray &trusted)
{
    const bool isForTheUser = !has(errors, Fault::Revoked) && !has(errors, Fault::Other);
    const bool isTrusted = !trusted.isEmpty() && !leaf.isNull() && fingerprintOf(leaf) == trusted;
    return isForTheUser && isTrusted ? errors : QList<QSslError>();
}

QByteArray fingerprintOf(const QSslCertificate &certificate)
{
    return certificate.digest(QCryptographicHash::Sha256);
}

} // namespace bobbin
