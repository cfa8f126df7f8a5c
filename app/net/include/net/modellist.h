#pragma once

#include "net/completionerror.h"
#include "net/endpoint.h"

#include <QObject>
#include <QStringList>

class QNetworkAccessManager;

namespace bobbin {

/// What a service's list says about one model; what it does not say is 0.
struct ListedModel {
    QString name {};
    qint64 contextWindow = 0; ///< In tokens, prompt and reply together.
    double promptPrice = 0; ///< In US dollars per million tokens.
    double completionPrice = 0;

    friend bool operator==(const ListedModel &, const ListedModel &) = default;
};

/// A service's list of models that is being received.
///
/// Ends with exactly one of finished() and failed(), never before control has returned to the event loop.
/// Deleting it cancels silently.
class ModelListReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// When finished: the models in the order of their names, each once.
    [[nodiscard]] virtual QList<ListedModel> models() const = 0;

Q_SIGNALS:
    /// The names of the models, sorted, each once. That they are listed does not prove that the key is good.
    void finished(const QStringList &models);
    /// Kind::RouteMissing if the service offers no list, which is no reason not to use it.
    void failed(const bobbin::CompletionError &error);
};

/// Asks for the models of a service. Never null; owned by `parent`. `network` must outlive it.
ModelListReply *listModels(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent);

} // namespace bobbin
