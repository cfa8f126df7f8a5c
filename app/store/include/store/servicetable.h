#pragma once

#include "core/modeldetails.h"
#include "core/result.h"
#include "core/service.h"
#include "store/storeerror.h"

#include <QJsonObject>
#include <QStringList>

namespace bobbin {

class Database;
enum class Statement;

/// The services and what is known of their models; never their keys. Part of a ConversationStore, used in
/// its thread.
class ServiceTable final
{
public:
    ServiceTable(Database &database, const Clock &clock) : m_database(database), m_clock(clock) { }

    [[nodiscard]] Result<QList<Service>, StoreError> all() const;
    /// Adds the service or overwrites the one with its id.
    Status<StoreError> put(const Service &service);
    Status<StoreError> remove(const ServiceId &id);

    /// The models that the service listed when it was last asked.
    [[nodiscard]] Result<QStringList, StoreError> models(const ServiceId &service) const;
    Status<StoreError> setModels(const ServiceId &service, const QStringList &models);

    /// What was learned about the parameters of a model; empty if nothing.
    [[nodiscard]] Result<QJsonObject, StoreError> quirks(const ServiceId &service,
                                                         const QString &model) const;
    Status<StoreError> setQuirks(const ServiceId &service, const QString &model, const QJsonObject &quirks);

    /// What is known of a model's window and prices.
    [[nodiscard]] Result<ModelDetails, StoreError> details(const ServiceId &service,
                                                           const QString &model) const;
    Status<StoreError> setDetails(const ServiceId &service, const QString &model,
                                  const ModelDetails &details);

private:
    [[nodiscard]] Result<QJsonObject, StoreError> object(Statement statement, const ServiceId &service,
                                                         const QString &model) const;
    Status<StoreError> setObject(Statement statement, const ServiceId &service, const QString &model,
                                 const QJsonObject &object);

    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
