#pragma once

#include "core/ids.h"
#include "net/localservers.h"
#include "ui/errand.h"

#include <QObject>
#include <QPointer>

class QNetworkAccessManager;
class QWidget;

namespace bobbin {

class ConversationPage;
class HistoryCare;
class Library;
class ServiceRegistry;
class Settings;
class SettingsDialog;
class WelcomePage;

/// Leads the user to a service and a model: by the welcome page while there is none, by the settings
/// later, and by taking the choice that was made last for a conversation that has none.
class ServiceGuide final : public QObject
{
    Q_OBJECT
public:
    /// Everything must live longer than the guide; `window` owns the settings dialog.
    struct Context {
        Library &library;
        ServiceRegistry &services;
        Settings &settings;
        QNetworkAccessManager &network;
        ConversationPage &page;
        WelcomePage &welcome;
        QWidget *window;
        HistoryCare *care = nullptr;
    };

    explicit ServiceGuide(const Context &context, QObject *parent);

    /// What a new conversation begins with; both may be empty.
    [[nodiscard]] ServiceId service() const;
    [[nodiscard]] QString model() const;

    /// Uses this choice for the conversation that is shown and for new ones.
    void setChoice(const ServiceId &service, const QString &model);
    /// To be called when another conversation is shown.
    void update();
    void showSettings();
    /// Whether the window may close; asks if something entered in the settings would be lost.
    [[nodiscard]] bool mayClose();

Q_SIGNALS:
    /// Whether a newcomer should see the welcome page instead of a conversation.
    void welcomeWanted(bool isWanted);
    /// As MainWindow::errandWanted().
    void errandWanted(const bobbin::Errand &errand);

private:
    void showServices();
    void showNewService();
    void useLocalServer(const LocalServer &server);
    void takeModels(const ServiceId &service);

    const Context m_context;
    QPointer<SettingsDialog> m_settingsDialog;
    bool m_isWelcome = false;
};

} // namespace bobbin
