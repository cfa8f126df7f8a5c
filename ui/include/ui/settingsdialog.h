#pragma once

#include "ui/errand.h"

#include <QDialog>

class QNetworkAccessManager;
class QTabWidget;

namespace bobbin {

class HistoryCare;
class NetworkPage;
class ServicePage;
class ServiceRegistry;
class Settings;

/// What the user can choose: the services, how the program looks and behaves, and what is done with the
/// data. Changes hold at once, except where there is a button to save them.
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// All must live longer than the dialog. Without `care` there is no page about the data.
    SettingsDialog(Settings &settings, ServiceRegistry &services, QNetworkAccessManager &network,
                   HistoryCare *care, QWidget *parent = nullptr);

    [[nodiscard]] ServicePage *servicePage() const { return m_servicePage; }
    void showServices();
    void showNetwork();

    /// Asks first about what was entered and not saved.
    void done(int result) override;
    [[nodiscard]] bool hasUnsaved() const;

Q_SIGNALS:
    /// As MainWindow::errandWanted().
    void errandWanted(const bobbin::Errand &errand);

private:
    QWidget *createGeneralPage(Settings &settings);

    QTabWidget *m_tabs;
    ServicePage *m_servicePage;
    NetworkPage *m_networkPage;
};

} // namespace bobbin
