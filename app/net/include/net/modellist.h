#pragma once

#include "net/completionerror.h"
#include "net/endpoint.h"

#include <QObject>
#include <QStringList>

class QNetworkAccessManager;

namespace bobbin {

/// A service's list of models that is being received.
///
/// Ends with exactly one of finished() and failed(), never before control has returned to the event loop.
/// Deleting it cancels silently.
class ModelListReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    /// The names of the models, sorted, each once. That they are listed does not prove that the key is good.
    void finished(const QStringList &models);
    /// Kind::RouteMissing if the service offers no list, which is no reason not to use it.
    void failed(const bobbin::CompletionError &error);
};

/// Asks for the models of a service. Never null; owned by `parent`. `network` must outlive it.
ModelListReply *listModels(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent);

} // namespace bobbin
