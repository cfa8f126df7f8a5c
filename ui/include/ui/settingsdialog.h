#pragma once

#include <QDialog>

class QNetworkAccessManager;
class QTabWidget;

namespace bobbin {

class ServicePage;
class ServiceRegistry;
class Settings;

/// What the user can choose: the services, and how the program looks and behaves. Changes hold at once.
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// All must live longer than the dialog.
    SettingsDialog(Settings &settings, ServiceRegistry &services, QNetworkAccessManager &network,
                   QWidget *parent = nullptr);

    [[nodiscard]] ServicePage *servicePage() const { return m_servicePage; }

private:
    QWidget *createGeneralPage(Settings &settings);

    QTabWidget *m_tabs;
    ServicePage *m_servicePage;
};

} // namespace bobbin
