#pragma once

#include "net/assistants.h"
#include "net/completionerror.h"
#include "net/endpoint.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

class QNetworkAccessManager;

namespace bobbin {

class CompletionReply;
class ModelListReply;

/// Finds out whether an endpoint works, step by step, as a user would: reach it, list its models, let one
/// of them answer. It costs a few tokens. Of a service that is set to the Assistants API, the assistants are
/// listed in place of an answer, which would leave a thread behind.
class ConnectionTest final : public QObject
{
    Q_OBJECT
public:
    struct Step {
        enum class Kind { Host, Models, Key, Answer };
        Kind kind = Kind::Host;
        bool ok = false;
        QString text; ///< In the user's language.
        QByteArray certificate {}; ///< What the service showed, as DER, if the failure is about that.

        friend bool operator==(const Step &, const Step &) = default;
    };

    /// `network` must outlive the test.
    ConnectionTest(QNetworkAccessManager &network, Endpoint endpoint, QObject *parent = nullptr);
    ~ConnectionTest() override;

    /// Starts the test; to be called once.
    void start();
    /// Ends the test without any further signal.
    void cancel();

Q_SIGNALS:
    /// Each kind at most once, in the order of Step::Kind.
    void stepFinished(const bobbin::ConnectionTest::Step &step);
    /// The last signal. `models` is what the service listed, also if the test failed later.
    void finished(bool ok, const QStringList &models);

private:
    void takeModels(const QStringList &models);
    void takeListError(const CompletionError &error);
    void askForAnswer();
    void askForAssistants();
    void takeAssistants(const QList<Assistant> &assistants);
    void tryNextModel();
    void takeAnswer();
    void takeAnswerError(const CompletionError &error);
    void takeRefusal(const CompletionError &error);
    void reportGoodKey();
    void report(Step::Kind kind, bool ok, const QString &text, const QByteArray &certificate = {});
    void end(bool ok);

    QNetworkAccessManager &m_network;
    const Endpoint m_endpoint;
    QPointer<ModelListReply> m_list;
    QPointer<CompletionReply> m_answer;
    QPointer<AssistantReply> m_assistants;
    QStringList m_models;
    QStringList m_candidates; // models still to be tried
    bool m_isOver = false;
};

} // namespace bobbin
