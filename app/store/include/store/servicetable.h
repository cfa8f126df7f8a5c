#pragma once

#include "core/result.h"
#include "core/service.h"
#include "store/storeerror.h"

#include <QJsonObject>
#include <QStringList>

namespace bobbin {

class Database;

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

private:
    Database &m_database;
    const Clock &m_clock;
};

} // namespace bobbin
