#include "askcommand.h"

#include "commandline.h"
#include "net/modellist.h"
#include "session/modelchoice.h"

#include <QTextStream>

namespace bobbin {

using namespace Qt::StringLiterals;

AskCommand::AskCommand(const CommandLine &line, Workspace &workspace) : m_line(line), m_workspace(workspace)
{
}

AskCommand::~AskCommand() { delete m_session; }

void AskCommand::start()
{
    // The stored services arrive once; later changes concern models.
    connect(&m_workspace.services(), &ServiceRegistry::changed, this, [this] {
        if (m_workspace.services().isLoaded() && !std::exchange(m_hasStarted, true))
            chooseService();
    });
    connect(&m_workspace.services(), &ServiceRegistry::loadFailed, this,
            [this](const StoreError &error) { fail(explain(error)); });
}

// The service of this run comes before all others: whoever sets the variables or asks for the
// demonstration means it. Then that of the conversation, then the one that was used last.
void AskCommand::chooseService()
{
    const ServiceRegistry &services = m_workspace.services();
    const QList<Service> all = services.services();
    if (all.isEmpty()) {
        fail(tr("There is no service to ask. Set OPENAI_API_KEY or OPENAI_BASE_URL, or add a service in the "
                "window first."));
        return;
    }
    ServiceId service = all.first().id;
    if (services.isStored(service) && services.find(m_workspace.settings().lastService()))
        service = m_workspace.settings().lastService();
    if (m_line.conversation.isNull()) {
        chooseModelOf(service);
        return;
    }
    m_session = ChatSession::open(m_workspace.sessionContext(), m_line.conversation, this);
    connect(m_session, &ChatSession::openFailed, this,
            [this](const StoreError &error) { fail(explain(error)); });
    connect(m_session, &ChatSession::opened, this, [this, service] {
        const ServiceId own = m_session->conversation().service;
        const bool keepsOwn =
            m_workspace.services().isStored(service) && m_workspace.services().find(own).has_value();
        if ((keepsOwn || own == service) && m_line.model.isEmpty() && !m_session->model().isEmpty())
            send();
        else
            chooseModelOf(keepsOwn ? own : service);
    });
}

void AskCommand::chooseModelOf(const ServiceId &id)
{
    const std::optional<Service> service = m_workspace.services().find(id);
    QString model = m_line.model;
    if (model.isEmpty() && m_workspace.settings().lastService() == id)
        model = m_workspace.settings().lastModel();
    if (model.isEmpty())
        model = service->defaultModel;
    if (model.isEmpty())
        model = chooseModel(m_workspace.services().models(id));
    if (!model.isEmpty()) {
        openSession(id, model);
        return;
    }
    m_workspace.services().endpoint(id, this, [this, id](const Result<Endpoint, SecretError> &endpoint) {
        if (!endpoint) {
            fail(explain(endpoint.error()));
            return;
        }
        // A service without a list of models is asked for a usual name: local servers take any.
        const auto open = [this, id](const QStringList &models) {
            const QString chosen = chooseModel(models);
            openSession(id, chosen.isEmpty() ? u"gpt-4o-mini"_s : chosen);
        };
        ModelListReply *reply = listModels(m_workspace.network(), endpoint.value(), this);
        connect(reply, &ModelListReply::finished, this, open);
        connect(reply, &ModelListReply::failed, this, [open] { open({}); });
    });
}

void AskCommand::openSession(const ServiceId &service, const QString &model)
{
    if (m_session) {
        m_session->setModel(service, model);
        send();
        return;
    }
    m_session = ChatSession::create(m_workspace.sessionContext(), service, model, this);
    connect(m_session, &ChatSession::opened, this, &AskCommand::send);
}

void AskCommand::send()
{
    if (const QString reason = m_session->whyNotSend(); !reason.isEmpty()) {
        fail(reason);
        return;
    }
    connect(m_session, &ChatSession::textReceived, this, &AskCommand::print);
    connect(m_session, &ChatSession::replyEnded, this, &AskCommand::takeEnd);
    connect(m_session, &ChatSession::replyHeld, this, [this] { takeEnd({}, false); });
    connect(m_session, &ChatSession::returned, this, [this] { fail(m_session->notice().text); });
    connect(m_session, &ChatSession::noticeChanged, this, [this] {
        const Notice notice = m_session->notice();
        if (notice.kind == Notice::Kind::Information)
            QTextStream(stderr) << notice.text << Qt::endl;
    });
    connect(m_session, &ChatSession::noticed, this,
            [](const ContextNotice &notice) { QTextStream(stderr) << describe(notice) << Qt::endl; });
    m_session->send(m_line.text, ChatSession::Origin::Elsewhere);
}

void AskCommand::stop()
{
    if (m_session && m_session->isBusy())
        m_session->stop();
    else
        fail(tr("Stopped."));
}

void AskCommand::print(const QString &text)
{
    m_isHeard = m_isHeard && m_output.write(text.toUtf8()) >= 0 && m_output.flush();
    m_endsInNewline = text.endsWith(u'\n');
}

void AskCommand::takeEnd(const Message &reply, bool isKept)
{
    if (!m_endsInNewline)
        print(u"\n"_s);
    if (!isKept) {
        fail(m_session->notice().text);
        return;
    }
    switch (reply.state) {
    case ReplyState::Complete:
        if (reply.finishReason == FinishReason::Length)
            fail(tr("The reply was cut off at the token limit. Ask to continue with --conversation %1.")
                     .arg(m_session->id().toString()));
        else if (reply.finishReason == FinishReason::ContentFilter)
            fail(tr("The service's content filter ended the reply."));
        else if (!m_isHeard)
            fail(tr("Standard output cannot be written to. The reply is kept in the conversation %1.")
                     .arg(m_session->id().toString()));
        else
            Q_EMIT finished(0);
        break;
    case ReplyState::Stopped:
        fail(
            tr("Stopped. What was received is kept in the conversation %1.").arg(m_session->id().toString()));
        break;
    default:
        fail(reply.error);
        break;
    }
}

void AskCommand::fail(const QString &message)
{
    QTextStream(stderr) << message << Qt::endl;
    Q_EMIT finished(1);
}

} // namespace bobbin
