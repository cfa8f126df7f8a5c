#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace bobbin {

/// The way to other computers. Its password is in the keychain, never here.
struct ProxyChoice {
    enum class Kind {
        Default, ///< Of a service: that of the whole program. Of the program: that of the system.
        System,
        None,
        Http,
        Socks5, ///< Names of hosts are looked up by the proxy.
    };

    Kind kind = Kind::Default;
    QString host; ///< Of Http and Socks5, as the next three.
    int port = 0;
    QString user;
    QString passwordAccount; ///< What the password is called in the keychain; empty without one.
    /// What is reached without the proxy: hosts ("example.com" and all below it), addresses, and networks
    /// ("10.0.0.0/8", "fd00::/8"). This computer always is.
    QStringList bypass;

    [[nodiscard]] bool isManual() const { return kind == Kind::Http || kind == Kind::Socks5; }
    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

/// Whom to trust on the way to a service, who to be there, and how to get there.
struct NetworkOptions {
    /// SHA-256 of the one certificate that the user trusts, whoever signed it; empty to trust the
    /// authorities.
    QByteArray trustedCertificate;
    QString clientCertificate; ///< A PEM or PKCS#12 file with a certificate and its private key.
    QString passphraseAccount; ///< What that file's passphrase is called in the keychain; empty without one.
    ProxyChoice proxy;

    friend bool operator==(const NetworkOptions &, const NetworkOptions &) = default;
};

/// Only what differs from the default. With the names of accounts for the store, without them for others.
[[nodiscard]] QJsonObject toJson(const ProxyChoice &proxy, bool withAccounts = true);
[[nodiscard]] QJsonObject toJson(const NetworkOptions &options, bool withAccounts = true);
/// What cannot be understood is as by default.
[[nodiscard]] ProxyChoice proxyChoiceFromJson(const QJsonObject &json);
[[nodiscard]] NetworkOptions networkOptionsFromJson(const QJsonObject &json);

} // namespace bobbin
