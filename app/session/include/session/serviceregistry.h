#pragma once

#include "core/result.h"
#include "core/service.h"
#include "net/endpoint.h"
#include "secrets/keyring.h"
#include "store/storeerror.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

class QNetworkAccessManager;

namespace bobbin {

class StoreThread;
struct ListedModel;

/// The services that completions can come from, with their keys and models.
///
/// Besides the stored services there are those of this run: what the environment describes, and the
/// practice service. They are used like the others but never stored.
class ServiceRegistry final : public QObject
{
    Q_OBJECT
public:
    using EndpointAnswer = std::function<void(const Result<Endpoint, SecretError> &)>;

    /// All of the arguments must live longer than the registry.
    ServiceRegistry(StoreThread &store, Keyring &keyring, QNetworkAccessManager &network,
                    QObject *parent = nullptr);

    /// Reads the stored services; changed() follows. Goes on trying after loadFailed().
    void load();
    /// Whether the stored services have been read.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    /// Adds a service of this run, or replaces the one with its id. Its key is kept in memory only.
    void addForThisRun(const Endpoint &endpoint);

    /// Those of this run first, then the stored ones, oldest first.
    [[nodiscard]] QList<Service> services() const { return m_services; }
    [[nodiscard]] std::optional<Service> find(const ServiceId &id) const;
    [[nodiscard]] bool isStored(const ServiceId &id) const { return !m_ofThisRun.contains(id); }

    /// Adds or changes a stored service. Whatever it has a secret for that is another service's is left out:
    /// it has none then, and asks for it.
    void save(const Service &service);
    /// Removes a stored service and then what the keychain has for it alone. Conversations that used it stay.
    void remove(const ServiceId &id);

    /// Trusts exactly the certificate with the SHA-256 `digest` for the service; none again if it is empty.
    void trustCertificate(const ServiceId &id, const QByteArray &digest);

    /// The name under which the key of a new service will be found in the keychain; no other service's is the
    /// same.
    [[nodiscard]] static QString accountFor(const Service &service);
    [[nodiscard]] static QString passphraseAccountFor(const Service &service);
    [[nodiscard]] static QString proxyAccountFor(const Service &service);
    /// Whether the secret of that name in the keychain is one of a service other than `id`.
    [[nodiscard]] bool isOfAnother(const QString &account, const ServiceId &id) const;
    [[nodiscard]] Keyring &keyring() { return m_keyring; }

    /// What the service listed when it was last asked, sorted.
    [[nodiscard]] QStringList models(const ServiceId &id) const { return m_models.value(id); }
    void setModels(const ServiceId &id, const QStringList &models);
    /// Asks the service for its models; modelsChanged() follows if it has a list.
    void refreshModels(const ServiceId &id);

    /// The service with all that is secret about it.
    void endpoint(const ServiceId &id, QObject *context, const EndpointAnswer &answer);

Q_SIGNALS:
    void changed();
    void modelsChanged(const bobbin::ServiceId &id);
    /// The stored services could not be read, for the first time.
    void loadFailed(const bobbin::StoreError &error);
    /// A change could not be stored; it holds for this run only. A service that was to be removed is back.
    void saveFailed(const bobbin::StoreError &error);

private:
    /// A secret of a service: what it is called in the keychain, and where it belongs.
    struct Wanted {
        QString account;
        QByteArray Endpoint::*place;
    };

    void put(const Service &service);
    void removeSecrets(Service service);
    void readSecrets(const Endpoint &endpoint, QList<Wanted> wanted, QObject *context,
                     const EndpointAnswer &answer);
    void keepFigures(const ServiceId &id, const QList<ListedModel> &models);

    StoreThread &m_store;
    Keyring &m_keyring;
    QNetworkAccessManager &m_network;
    QList<Service> m_services;
    QHash<ServiceId, Endpoint> m_ofThisRun;
    QHash<ServiceId, QStringList> m_models;
    bool m_isLoaded = false;
    bool m_hasLoadFailed = false;
};

/// The service that OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_ORG_ID and OPENAI_PROJECT_ID describe, as the
/// official SDKs read them; empty without a key or a base URL.
[[nodiscard]] std::optional<Endpoint> environmentEndpoint();

} // namespace bobbin
