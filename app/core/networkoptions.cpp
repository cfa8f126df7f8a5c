#include "core/networkoptions.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype digestSize = 32; // bytes of SHA-256
constexpr int lastPort = 65535;
constexpr std::array kindNames {"default"_L1, "system"_L1, "none"_L1, "http"_L1,
                                "socks5"_L1}; // as ProxyChoice::Kind

void insert(QJsonObject &json, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        json.insert(name, text);
}

} // namespace

QJsonObject toJson(const ProxyChoice &proxy, bool withAccounts)
{
    QJsonObject json;
    if (proxy.kind == ProxyChoice::Kind::Default)
        return json;
    json.insert("kind"_L1, QString(kindNames.at(static_cast<size_t>(proxy.kind))));
    if (!proxy.isManual())
        return json;
    insert(json, "host"_L1, proxy.host);
    json.insert("port"_L1, proxy.port);
    insert(json, "user"_L1, proxy.user);
    if (withAccounts)
        insert(json, "password_account"_L1, proxy.passwordAccount);
    if (!proxy.bypass.isEmpty())
        json.insert("bypass"_L1, QJsonArray::fromStringList(proxy.bypass));
    return json;
}

QJsonObject toJson(const NetworkOptions &options, bool withAccounts)
{
    QJsonObject json;
    insert(json, "trusted_certificate"_L1, QString::fromLatin1(options.trustedCertificate.toHex()));
    insert(json, "client_certificate"_L1, options.clientCertificate);
    if (withAccounts)
        insert(json, "passphrase_account"_L1, options.passphraseAccount);
    if (const QJsonObject proxy = toJson(options.proxy, withAccounts); !proxy.isEmpty())
        json.insert("proxy"_L1, proxy);
    return json;
}

ProxyChoice proxyChoiceFromJson(const QJsonObject &json)
{
    ProxyChoice proxy;
    const auto name = std::find(kindNames.begin(), kindNames.end(), json.value("kind"_L1).toString());
    if (name == kindNames.end())
        return proxy;
    proxy.kind = static_cast<ProxyChoice::Kind>(name - kindNames.begin());
    if (!proxy.isManual())
        return proxy;
    proxy.host = json.value("host"_L1).toString();
    proxy.port = std::clamp(json.value("port"_L1).toInt(), 0, lastPort);
    proxy.user = json.value("user"_L1).toString();
    proxy.passwordAccount = json.value("password_account"_L1).toString();
    const QJsonArray bypass = json.value("bypass"_L1).toArray();
    for (const QJsonValue &entry : bypass)
        proxy.bypass.append(entry.toString());
    return proxy;
}

NetworkOptions networkOptionsFromJson(const QJsonObject &json)
{
    NetworkOptions options;
    const QByteArray digest = QByteArray::fromHex(json.value("trusted_certificate"_L1).toString().toLatin1());
    if (digest.size() == digestSize)
        options.trustedCertificate = digest;
    options.clientCertificate = json.value("client_certificate"_L1).toString();
    options.passphraseAccount = json.value("passphrase_account"_L1).toString();
    options.proxy = proxyChoiceFromJson(json.value("proxy"_L1).toObject());
    return options;
}

} // namespace bobbin
