#include "session/serviceregistry.h"

#include "core/threadaffinity.h"

#include "net/modellist.h"
#include "store/storethread.h"
#include "turnplan.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds LoadInterval {2'000}; // between two attempts

struct Stored {
    QList<Service> services;
    QHash<ServiceId, QStringList> models;
};

Result<Stored, StoreError> readStored(ConversationStore &store)
{
    Stored stored;
    const auto services = store.services().all();
    if (!services)
        return Failure {services.error()};
    stored.services = services.value();
    for (const Service &service : std::as_const(stored.services)) {
        const auto models = store.services().models(service.id);
        if (!models)
            return Failure {models.error()};
        stored.models.insert(service.id, models.value());
    }
    return stored;
}

// What a service's secrets are called in the keychain; empty for none.
std::array<QString *, 3> accountsOf(Service &service)
{
    return {&service.keyAccount, &service.network.passphraseAccount, &service.network.proxy.passwordAccount};
}

// People meet this name in their keychain's own window. The id is whole, since a file that is imported says
// what its services and their ids are.
QString accountName(const QString &secret, const Service &service)
{
    return u"%1 %2 (%3)"_s.arg(secret, service.name.simplified(), service.id.toString());
}

} // namespace

ServiceRegistry::ServiceRegistry(StoreThread &store, Keyring &keyring, QNetworkAccessManager &network,
                                 QObject *parent)
    : QObject(parent), m_store(store), m_keyring(keyring), m_network(network)
{
}

void ServiceRegistry::load()
{
    Q_ASSERT(isInItsThread(this));
    m_store.run(this, readStored, [this](const Result<Stored, StoreError> &stored) {
        if (!stored) {
            QTimer::singleShot(LoadInterval, this, &ServiceRegistry::load);
            if (!std::exchange(m_hasLoadFailed, true))
                Q_EMIT loadFailed(stored.error());
            return;
        }
        for (const Service &service : stored->services)
            put(service);
        for (auto it = stored->models.begin(); it != stored->models.end(); ++it)
            m_models.insert(it.key(), it.value());
        m_isLoaded = true;
        Q_EMIT changed();
    });
}

void ServiceRegistry::addForThisRun(const Endpoint &endpoint)
{
    m_ofThisRun.insert(endpoint.service.id, endpoint);
    put(endpoint.service);
    Q_EMIT changed();
}

std::optional<Service> ServiceRegistry::find(const ServiceId &id) const
{
    const auto it = std::find_if(m_services.begin(), m_services.end(),
                                 [&](const Service &service) { return service.id == id; });
    return it == m_services.end() ? std::nullopt : std::optional(*it);
}

void ServiceRegistry::put(const Service &service)
{
    Q_ASSERT(isInItsThread(this));
    const auto it = std::lower_bound(m_services.begin(), m_services.end(), service,
                                     [](const Service &a, const Service &b) { return a.id < b.id; });
    if (it != m_services.end() && it->id == service.id)
        *it = service;
    else
        m_services.insert(it, service); // the ids of services of this run come before all others
}

void ServiceRegistry::save(const Service &wanted)
{
    Service service = wanted;
    for (QString *account : accountsOf(service)) {
        if (isOfAnother(*account, service.id))
            account->clear();
    }
    put(service);
    m_store.run(
        this, [service](ConversationStore &store) { return store.services().put(service); },
        [this](const Status<StoreError> &saved) {
            if (!saved)
                Q_EMIT saveFailed(saved.error());
        });
    Q_EMIT changed();
}

void ServiceRegistry::remove(const ServiceId &id)
{
    Q_ASSERT(isInItsThread(this));
    const std::optional<Service> service = find(id);
    if (!service || !isStored(id))
        return;
    m_services.removeIf([&](const Service &candidate) { return candidate.id == id; });
    const QStringList models = m_models.take(id);
    m_store.run(
        this, [id](ConversationStore &store) { return store.services().remove(id); },
        [this, service = *service, models](const Status<StoreError> &removed) {
            if (removed) {
                removeSecrets(service);
                return;
            }
            put(service); // it would be back at the next start, and needs its key then
            m_models.insert(service.id, models);
            Q_EMIT changed();
            Q_EMIT saveFailed(removed.error());
        });
    Q_EMIT changed();
}

void ServiceRegistry::removeSecrets(Service service)
{
    for (const QString *account : accountsOf(service)) {
        if (!account->isEmpty() && !isOfAnother(*account, service.id))
            m_keyring.remove(*account, this, [](const Status<SecretError> &) {});
    }
}

void ServiceRegistry::trustCertificate(const ServiceId &id, const QByteArray &digest)
{
    std::optional<Service> service = find(id);
    if (!service)
        return;
    service->network.trustedCertificate = digest;
    if (isStored(id)) {
        save(*service);
        return;
    }
    Endpoint endpoint = m_ofThisRun.value(id);
    endpoint.service = *service;
    addForThisRun(endpoint);
}

QString ServiceRegistry::passphraseAccountFor(const Service &service)
{
    return accountName(u"Passphrase of the certificate for"_s, service);
}

QString ServiceRegistry::proxyAccountFor(const Service &service)
{
    return accountName(u"Proxy password for"_s, service);
}

QString ServiceRegistry::accountFor(const Service &service) { return accountName(u"API key for"_s, service); }

bool ServiceRegistry::isOfAnother(const QString &account, const ServiceId &id) const
{
    return !account.isEmpty() && std::any_of(m_services.begin(), m_services.end(), [&](Service other) {
        const auto accounts = accountsOf(other);
        return other.id != id && std::any_of(accounts.begin(), accounts.end(), [&](const QString *theirs) {
                   return *theirs == account;
               });
    });
}

void ServiceRegistry::setModels(const ServiceId &id, const QStringList &models)
{
    if (m_models.value(id) == models)
        return;
    m_models.insert(id, models);
    if (isStored(id))
        m_store.run([id, models](ConversationStore &store) { (void)store.services().setModels(id, models); });
    Q_EMIT modelsChanged(id);
}

void ServiceRegistry::refreshModels(const ServiceId &id)
{
    endpoint(id, this, [this, id](const Result<Endpoint, SecretError> &endpoint) {
        if (!endpoint)
            return;
        ModelListReply *reply = listModels(m_network, endpoint.value(), this);
        connect(reply, &ModelListReply::finished, this, [this, id, reply](const QStringList &models) {
            reply->deleteLater();
            setModels(id, models);
            keepFigures(id, reply->models());
        });
        connect(reply, &ModelListReply::failed, reply, &QObject::deleteLater);
    });
}

// What the service's list says of windows and prices; most lists say nothing.
void ServiceRegistry::keepFigures(const ServiceId &id, const QList<ListedModel> &models)
{
    QList<ListedModel> telling;
    std::copy_if(models.begin(), models.end(), std::back_inserter(telling), [](const ListedModel &model) {
        return model.contextWindow > 0 || model.promptPrice > 0 || model.completionPrice > 0;
    });
    if (telling.isEmpty() || !isStored(id))
        return;
    m_store.run([id, telling](ConversationStore &store) {
        (void)store.atomically([&]() -> Status<StoreError> {
            for (const ListedModel &model : telling) {
                const auto changed = changeDetails(store, id, model.name, [&model](ModelDetails &details) {
                    details.listedWindow = model.contextWindow;
                    details.listedPromptPrice = model.promptPrice;
                    details.listedCompletionPrice = model.completionPrice;
                });
                if (!changed)
                    return changed;
            }
            return Ok;
        });
    });
}

void ServiceRegistry::endpoint(const ServiceId &id, QObject *context, const EndpointAnswer &answer)
{
    Q_ASSERT(isInItsThread(this));
    Endpoint endpoint;
    if (const auto it = m_ofThisRun.constFind(id); it != m_ofThisRun.constEnd())
        endpoint = *it;
    else if (const auto service = find(id))
        endpoint.service = *service;

    const NetworkOptions &network = endpoint.service.network;
    QList<Wanted> wanted {{endpoint.service.keyAccount, &Endpoint::apiKey},
                          {network.passphraseAccount, &Endpoint::clientPassphrase},
                          {network.proxy.passwordAccount, &Endpoint::proxyPassword}};
    wanted.removeIf([](const Wanted &secret) { return secret.account.isEmpty(); });
    readSecrets(endpoint, wanted, context, answer);
}

// One after the other: a keychain that is locked asks once.
void ServiceRegistry::readSecrets(const Endpoint &endpoint, QList<Wanted> wanted, QObject *context,
                                  const EndpointAnswer &answer)
{
    if (wanted.isEmpty()) {
        QMetaObject::invokeMethod(
            context, [endpoint, answer] { answer(endpoint); }, Qt::QueuedConnection);
        return;
    }
    const Wanted next = wanted.takeFirst();
    m_keyring.read(next.account, context,
                   [self = QPointer(this), endpoint = Endpoint(endpoint), next, wanted, context,
                    answer](const Result<QByteArray, SecretError> &secret) mutable {
                       if (!secret || !self) {
                           answer(Failure {secret ? SecretError() : secret.error()});
                           return;
                       }
                       endpoint.*next.place = secret.value();
                       if (wanted.isEmpty())
                           answer(endpoint);
                       else
                           self->readSecrets(endpoint, wanted, context, answer);
                   });
}

std::optional<Endpoint> environmentEndpoint()
{
    const QByteArray key = qgetenv("OPENAI_API_KEY").trimmed();
    const QString base = qEnvironmentVariable("OPENAI_BASE_URL").trimmed();
    if (key.isEmpty() && base.isEmpty())
        return {};
    Endpoint endpoint;
    endpoint.service.id = environmentServiceId();
    endpoint.service.baseUrl = normalizedBaseUrl(base.isEmpty() ? u"https://api.openai.com/v1"_s : base);
    endpoint.service.name = base.isEmpty() ? u"OpenAI"_s : endpoint.service.baseUrl.host();
    endpoint.apiKey = key;
    endpoint.organization = qEnvironmentVariable("OPENAI_ORG_ID").trimmed();
    endpoint.project = qEnvironmentVariable("OPENAI_PROJECT_ID").trimmed();
    return endpoint;
}

} // namespace bobbin
