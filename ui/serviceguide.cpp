#include "ui/serviceguide.h"

#include "session/library.h"
#include "session/modelchoice.h"
#include "session/serviceregistry.h"
#include "settings/settings.h"
#include "ui/conversationpage.h"
#include "ui/nextpaint.h"
#include "ui/servicepage.h"
#include "ui/settingsdialog.h"
#include "ui/welcomepage.h"

#include <QMessageBox>

namespace bobbin {

ServiceGuide::ServiceGuide(const Context &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(&context.page, &ConversationPage::servicesWanted, this, &ServiceGuide::showServices);
    connect(&context.page, &ConversationPage::networkSettingsWanted, this, [this] {
        showSettings();
        m_settingsDialog->showNetwork();
    });
    connect(&context.page, &ConversationPage::modelChosen, this,
            [this](const ServiceId &service, const QString &model) {
                m_context.settings.setLastModel(service, model);
            });
    connect(&context.welcome, &WelcomePage::serviceWanted, this, &ServiceGuide::showNewService);
    connect(&context.welcome, &WelcomePage::localServerChosen, this, &ServiceGuide::useLocalServer);
    connect(&context.services, &ServiceRegistry::changed, this, &ServiceGuide::update);
    connect(&context.library, &Library::listChanged, this, &ServiceGuide::update);
    connect(&context.services, &ServiceRegistry::modelsChanged, this, &ServiceGuide::takeModels);
}

ServiceId ServiceGuide::service() const
{
    const ServiceRegistry &services = m_context.services;
    if (services.find(m_context.settings.lastService()))
        return m_context.settings.lastService();
    return services.services().isEmpty() ? ServiceId() : services.services().constFirst().id;
}

QString ServiceGuide::model() const
{
    const ServiceId chosen = service();
    return chosen == m_context.settings.lastService() ? m_context.settings.lastModel()
                                                      : chooseModel(m_context.services.models(chosen));
}

void ServiceGuide::update()
{
    ServiceRegistry &services = m_context.services;
    const bool isWelcome =
        services.isLoaded() && services.services().isEmpty() && m_context.library.isEmpty();
    if (isWelcome && !m_isWelcome) // the first request of a program takes a while
        afterNextPaint(m_context.window, [this] { m_context.welcome.searchLocalServers(); });
    m_isWelcome = isWelcome;
    Q_EMIT welcomeWanted(isWelcome);

    const ChatSession *session = m_context.page.session();
    if (!session || services.services().isEmpty())
        return;
    if (session->conversation().service.isNull())
        setChoice(service(), model());
    else if (session->model().isEmpty())
        services.refreshModels(session->conversation().service);
}

void ServiceGuide::setChoice(const ServiceId &service, const QString &model)
{
    if (ChatSession *session = m_context.page.session(); session && !session->isBusy())
        session->setModel(service, model);
    if (!model.isEmpty())
        m_context.settings.setLastModel(service, model);
    update();
}

void ServiceGuide::takeModels(const ServiceId &service)
{
    const ChatSession *session = m_context.page.session();
    const QString model = chooseModel(m_context.services.models(service));
    if (session && session->conversation().service == service && session->model().isEmpty()
        && !model.isEmpty())
        setChoice(service, model);
}

void ServiceGuide::useLocalServer(const LocalServer &server)
{
    Service service;
    service.id = ServiceId::create();
    service.name = server.name;
    service.baseUrl = server.baseUrl;
    service.defaultModel = chooseModel(server.models);
    m_context.services.save(service);
    m_context.services.setModels(service.id, server.models);
    setChoice(service.id, service.defaultModel);
}

void ServiceGuide::showSettings()
{
    if (!m_settingsDialog) {
        m_settingsDialog = new SettingsDialog(m_context.settings, m_context.services, m_context.network,
                                              m_context.care, m_context.window);
        connect(m_settingsDialog, &SettingsDialog::errandWanted, this, &ServiceGuide::errandWanted);
        m_settingsDialog->setAttribute(Qt::WA_DeleteOnClose);
        if (const ChatSession *session = m_context.page.session())
            m_settingsDialog->servicePage()->edit(session->conversation().service);
        connect(m_settingsDialog->servicePage(), &ServicePage::saved, this,
                [this](const ServiceId &service, const QString &model) {
                    if (m_context.page.session() && m_context.page.session()->model().isEmpty())
                        setChoice(service, model);
                });
    }
    m_settingsDialog->show();
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
}

bool ServiceGuide::mayClose()
{
    if (!m_settingsDialog || !m_settingsDialog->isVisible() || !m_settingsDialog->hasUnsaved())
        return true;
    return QMessageBox::warning(m_settingsDialog, tr("Not everything is saved"),
                                tr("What you entered in the settings has not been saved. If you close Bobbin "
                                   "now, it is lost."),
                                QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel)
        == QMessageBox::Discard;
}

void ServiceGuide::showServices()
{
    showSettings();
    m_settingsDialog->showServices();
}

void ServiceGuide::showNewService()
{
    showServices();
    m_settingsDialog->servicePage()->beginNew();
}

} // namespace bobbin
