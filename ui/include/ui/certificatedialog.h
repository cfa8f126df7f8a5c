#pragma once

#include <QByteArray>
#include <QDialog>

namespace bobbin {

/// Shows a certificate that Bobbin does not trust, and lets the user trust exactly this one for one service.
///
/// Deletes itself when it is closed.
class CertificateDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `certificate` is DER; `reason` says what is wrong with it.
    CertificateDialog(const QByteArray &certificate, const QString &serviceName, const QString &reason,
                      QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user trusts the certificate with this SHA-256.
    void trusted(const QByteArray &digest);
};

/// "AB:CD:…", as other programs show the SHA-256 of a certificate, to be compared with.
[[nodiscard]] QString fingerprintText(const QByteArray &digest);

} // namespace bobbin
