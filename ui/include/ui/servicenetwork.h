#pragma once

#include "core/service.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bobbin {

class ProxyFields;

/// The part of a service's settings about the way to it: whom to trust, who the user is there, and the proxy.
class ServiceNetwork final : public QWidget
{
    Q_OBJECT
public:
    explicit ServiceNetwork(QWidget *parent = nullptr);

    void show(const Service &service);
    /// Puts what was entered into `service`; the accounts of secrets are as they were.
    void apply(Service &service) const;
    /// Trusts exactly the certificate with the SHA-256 `digest` from the next save on.
    void trust(const QByteArray &digest);

    /// Empty if none was typed.
    [[nodiscard]] QByteArray passphrase() const;
    [[nodiscard]] QByteArray proxyPassword() const;
    /// Why it cannot be used, in the user's language; empty if it can.
    [[nodiscard]] QString whyNot() const;

private:
    void chooseCertificate();

    QFormLayout *m_layout;
    QLabel *m_trusted;
    QPushButton *m_distrust;
    QLineEdit *m_certificate;
    QLineEdit *m_passphrase;
    ProxyFields *m_proxy;
    QByteArray m_digest;
    QString m_passphraseAccount;
};

} // namespace bobbin
