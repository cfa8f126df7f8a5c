#include "net/connectiontest.h"

#include "net/completionbackend.h"
#include "net/modellist.h"

#include <QRegularExpression>

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr int answerTokens = 16;
constexpr qsizetype maxCandidates = 3;

// Whether a failure says nothing about what lies behind the connection.
bool isConnectionFailure(const CompletionError &error)
{
    switch (error.kind) {
    case Kind::Unreachable:
    case Kind::TimedOut:
    case Kind::Redirected:
    case Kind::Interrupted:
    case Kind::BadTls:
        return true;
    default:
        return false;
    }
}

// Whether a service answers like this only when it has accepted the key.
bool provesTheKey(const CompletionError &error)
{
    switch (error.kind) {
    case Kind::QuotaExhausted:
    case Kind::RateLimited:
    case Kind::ModelMissing:
    case Kind::ContextTooLong:
    case Kind::Rejected:
    case Kind::Empty:
        return true;
    default:
        return false;
    }
}

// Services list models of all kinds together; these names are of kinds that do not chat.
QStringList chatModels(const QStringList &models)
{
    static const QRegularExpression otherKinds(
        u"embed|whisper|tts|dall-e|image|audio|realtime|moderation|transcribe|rerank|babbage|davinci|sora"
        "|gpt-3\\.5-turbo-instruct"_s,
        QRegularExpression::CaseInsensitiveOption);
    QStringList chat;
    for (const QString &model : models) {
        if (!otherKinds.match(model).hasMatch())
            chat << model;
    }
    return chat.isEmpty() ? models : chat;
}

} // namespace

ConnectionTest::ConnectionTest(QNetworkAccessManager &network, Endpoint endpoint, QObject *parent)
    : QObject(parent), m_network(network), m_endpoint(std::move(endpoint))
{
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start()
{
    Q_ASSERT(!m_list && !m_answer);
    m_list = listModels(m_network, m_endpoint, this);
    connect(m_list, &ModelListReply::finished, this, &ConnectionTest::takeModels);
    connect(m_list, &ModelListReply::failed, this, &ConnectionTest::takeListError);
}

void ConnectionTest::cancel()
{
    m_isOver = true;
    if (m_list)
        m_list->disconnect(this);
    if (m_answer)
        m_answer->disconnect(this);
    if (m_assistants)
        m_assistants->disconnect(this);
    delete m_list;
    delete m_answer;
    delete m_assistants;
}

void ConnectionTest::report(Step::Kind kind, bool ok, const QString &text, const QByteArray &certificate)
{
    if (!m_isOver)
        Q_EMIT stepFinished({.kind = kind, .ok = ok, .text = text, .certificate = certificate});
}

void ConnectionTest::end(bool ok)
{
    if (!std::exchange(m_isOver, true))
        Q_EMIT finished(ok, m_models);
}

void ConnectionTest::takeModels(const QStringList &models)
{
    m_list->deleteLater();
    m_models = models;
    const QString host = m_endpoint.service.baseUrl.host();
    const bool isSecure = m_endpoint.service.baseUrl.scheme() == "https"_L1;
    report(Step::Kind::Host, true,
           isSecure ? tr("%1 was reached over a secure connection.").arg(host)
                    : tr("%1 was reached.").arg(host));
    report(Step::Kind::Models, true,
           tr("%n model(s) are offered.", nullptr, static_cast<int>(models.size())));

    const QString chosen = m_endpoint.service.defaultModel;
    m_candidates = chosen.isEmpty() ? chatModels(models).mid(0, maxCandidates) : QStringList(chosen);
    askForAnswer();
}

void ConnectionTest::takeListError(const CompletionError &error)
{
    m_list->deleteLater();
    const QString name = m_endpoint.service.name;
    if (isConnectionFailure(error) && error.httpStatus < 400) {
        report(Step::Kind::Host, false, explain(error, name), error.certificate);
        end(false);
        return;
    }
    if (error.kind == Kind::BadKey) {
        report(Step::Kind::Key, false, explain(error, name));
        end(false);
        return;
    }
    report(Step::Kind::Host, true, tr("%1 was reached.").arg(m_endpoint.service.baseUrl.host()));
    if (error.kind == Kind::Unauthorized || error.kind == Kind::Forbidden) {
        report(Step::Kind::Key, false, explain(error, name));
        end(false);
        return;
    }
    report(Step::Kind::Models, true, tr("No list of models is offered; type the name of one."));
    if (!m_endpoint.service.defaultModel.isEmpty())
        m_candidates = {m_endpoint.service.defaultModel};
    askForAnswer();
}

void ConnectionTest::askForAnswer()
{
    if (m_isOver)
        return; // cancelled by a receiver of the last step
    if (m_endpoint.service.apiKind == ApiKind::Assistants)
        askForAssistants();
    else
        tryNextModel();
}

void ConnectionTest::askForAssistants()
{
    m_assistants = listAssistants(m_network, m_endpoint, this);
    connect(m_assistants, &AssistantReply::finished, this, &ConnectionTest::takeAssistants);
    connect(m_assistants, &AssistantReply::failed, this, [this](const CompletionError &error) {
        m_assistants->deleteLater();
        takeRefusal(error);
    });
}

void ConnectionTest::takeAssistants(const QList<Assistant> &assistants)
{
    m_assistants->deleteLater();
    reportGoodKey();
    report(Step::Kind::Answer, true,
           tr("%n assistant(s) are offered. None was asked for an answer, since that would leave a thread "
              "behind.",
              nullptr, static_cast<int>(assistants.size())));
    end(true);
}

void ConnectionTest::tryNextModel()
{
    if (m_candidates.isEmpty()) {
        report(Step::Kind::Answer, false, tr("Name a model, so that it can be asked for an answer."));
        end(false);
        return;
    }
    const CompletionRequest request {
        .model = m_candidates.first(),
        .messages = {{.role = Role::User, .content = u"Say “hello”."_s}},
        .parameters = {.temperature = {}, .topP = {}, .maxOutputTokens = answerTokens, .reasoningEffort = {}},
    };
    m_answer = createBackend(m_network, m_endpoint, request.strategy)->complete(request, this);
    connect(m_answer, &CompletionReply::finished, this, &ConnectionTest::takeAnswer);
    connect(m_answer, &CompletionReply::failed, this, &ConnectionTest::takeAnswerError);
}

void ConnectionTest::takeAnswer()
{
    m_answer->deleteLater();
    reportGoodKey();
    report(Step::Kind::Answer, true, tr("%1 answered.").arg(m_candidates.first()));
    end(true);
}

void ConnectionTest::takeAnswerError(const CompletionError &error)
{
    m_answer->deleteLater();
    // A model that was only guessed to be one that chats.
    if ((error.kind == Kind::ModelMissing || error.kind == Kind::Rejected) && m_candidates.size() > 1) {
        m_candidates.removeFirst();
        tryNextModel();
        return;
    }
    takeRefusal(error);
}

void ConnectionTest::takeRefusal(const CompletionError &error)
{
    const QString name = m_endpoint.service.name;
    if (error.kind == Kind::Unauthorized || error.kind == Kind::Forbidden) {
        report(Step::Kind::Key, false, explain(error, name));
        end(false);
        return;
    }
    if (provesTheKey(error))
        reportGoodKey();
    report(Step::Kind::Answer, false, explain(error, name));
    end(false);
}

void ConnectionTest::reportGoodKey()
{
    if (!m_endpoint.apiKey.trimmed().isEmpty())
        report(Step::Kind::Key, true, tr("The API key was accepted."));
}

} // namespace bobbin
