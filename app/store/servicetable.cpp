#include "store/servicetable.h"

#include "core/enumnames.h"
#include "database_p.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bobbin {
namespace {

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString headersText(const Service &service)
{
    QJsonArray headers;
    for (const auto &[name, value] : service.headers)
        headers.append(QJsonArray {name, value});
    return QString::fromUtf8(QJsonDocument(headers).toJson(QJsonDocument::Compact));
}

QList<std::pair<QString, QString>> headersFrom(const QByteArray &text)
{
    QList<std::pair<QString, QString>> headers;
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const QJsonValue &header : array)
        headers.append({header[0].toString(), header[1].toString()});
    return headers;
}

// In the order of Statement::ListServices.
Service serviceFrom(const Query &row)
{
    using std::chrono::milliseconds;
    Service service;
    service.id = row.id<ServiceId>(0);
    service.name = row.text(1);
    service.baseUrl = QUrl(row.text(2));
    service.apiKind = row.choice(3, ApiKind::Assistants, ApiKind::ChatCompletions);
    service.defaultModel = row.text(4);
    service.keyAccount = row.text(5);
    service.keyHeader = row.text(6);
    service.headers = headersFrom(row.bytes(7));
    service.timeouts = {milliseconds(row.number(8)), milliseconds(row.number(9)),
                        milliseconds(row.number(10))};
    service.caFile = row.text(11);
    service.makesTitles = row.flag(12);
    service.makesSummaries = row.flag(13);
    service.backgroundModel = row.text(14);
    service.strategy = strategyFromName(row.text(15));
    service.checksThreads = row.flag(16);
    service.threadDays = static_cast<int>(row.number(17));
    service.assistant = row.text(18);
    service.network = networkOptionsFromJson(QJsonDocument::fromJson(row.bytes(19)).object());
    return service;
}

} // namespace

Result<QList<Service>, StoreError> ServiceTable::all() const
{
    QList<Service> services;
    Query row = m_database.run(Statement::ListServices);
    while (row.next())
        services.append(serviceFrom(row));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return services;
}

Status<StoreError> ServiceTable::put(const Service &s)
{
    return m_database
        .run(Statement::ReplaceService, s.id, s.name, s.baseUrl.toString(), s.apiKind, s.defaultModel,
             s.keyAccount, s.keyHeader, headersText(s), qint64(s.timeouts.connect.count()),
             qint64(s.timeouts.firstByte.count()), qint64(s.timeouts.idle.count()), s.caFile, s.makesTitles,
             s.makesSummaries, s.backgroundModel, s.strategy ? QString(nameOf(*s.strategy)) : QString(),
             s.checksThreads, s.threadDays, s.assistant, jsonText(toJson(s.network)), m_clock.now(),
             m_database.devicePk())
        .status();
}

Status<StoreError> ServiceTable::remove(const ServiceId &id)
{
    Transaction transaction(m_database);
    for (const Statement statement : {Statement::DeleteService, Statement::DeleteModelsOfService}) {
        if (const auto deleted = m_database.run(statement, id).status(); !deleted)
            return deleted;
    }
    return transaction.commit();
}

Result<QStringList, StoreError> ServiceTable::models(const ServiceId &service) const
{
    QStringList models;
    Query row = m_database.run(Statement::ListModels, service);
    while (row.next())
        models.append(row.text(0));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return models;
}

Status<StoreError> ServiceTable::setModels(const ServiceId &service, const QStringList &models)
{
    Transaction transaction(m_database, Transaction::Durability::Quick);
    if (const auto unlisted = m_database.run(Statement::UnlistModels, service).status(); !unlisted)
        return unlisted;
    for (const QString &model : models) {
        if (const auto listed = m_database.run(Statement::ListModel, service, model).status(); !listed)
            return listed;
    }
    return transaction.commit();
}

Result<QJsonObject, StoreError> ServiceTable::object(Statement statement, const ServiceId &service,
                                                     const QString &model) const
{
    Query row = m_database.run(statement, service, model);
    if (row.next())
        return QJsonDocument::fromJson(row.bytes(0)).object();
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return QJsonObject();
}

Status<StoreError> ServiceTable::setObject(Statement statement, const ServiceId &service,
                                           const QString &model, const QJsonObject &object)
{
    return m_database.run(statement, service, model, jsonText(object)).status();
}

Result<QJsonObject, StoreError> ServiceTable::quirks(const ServiceId &service, const QString &model) const
{
    return object(Statement::SelectQuirks, service, model);
}

Status<StoreError> ServiceTable::setQuirks(const ServiceId &service, const QString &model,
                                           const QJsonObject &quirks)
{
    return setObject(Statement::ReplaceQuirks, service, model, quirks);
}

Result<ModelDetails, StoreError> ServiceTable::details(const ServiceId &service, const QString &model) const
{
    const auto json = object(Statement::SelectDetails, service, model);
    if (!json)
        return Failure {json.error()};
    return modelDetailsFromJson(json.value());
}

Status<StoreError> ServiceTable::setDetails(const ServiceId &service, const QString &model,
                                            const ModelDetails &details)
{
    return setObject(Statement::ReplaceDetails, service, model, toJson(details));
}

} // namespace bobbin
