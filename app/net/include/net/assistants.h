#pragma once

#include "net/completionerror.h"
#include "net/endpoint.h"

#include <QList>
#include <QObject>

class QNetworkAccessManager;

namespace bobbin {

/// An assistant of the Assistants API: a model with instructions, kept by the server.
struct Assistant {
    QString id {};
    QString name {};
    QString model {};
    QString instructions {};

    friend bool operator==(const Assistant &, const Assistant &) = default;
};

/// Assistants that are being asked for or made. Ends with exactly one of finished() and failed(), never
/// before control has returned to the event loop. Deleting it cancels silently.
class AssistantReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    /// Of createAssistant(): the one that was made.
    void finished(const QList<bobbin::Assistant> &assistants);
    void failed(const bobbin::CompletionError &error);
};

/// All assistants of the service, newest first. Never null; owned by `parent`. `network` must outlive it.
AssistantReply *listAssistants(QNetworkAccessManager &network, const Endpoint &endpoint, QObject *parent);

/// Makes an assistant; its id is ignored. Never null; owned by `parent`. `network` must outlive it.
AssistantReply *createAssistant(QNetworkAccessManager &network, const Endpoint &endpoint,
                                const Assistant &assistant, QObject *parent);

} // namespace bobbin
