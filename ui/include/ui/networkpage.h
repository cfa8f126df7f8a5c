#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace bobbin {

class ProxyFields;
class ServiceRegistry;
class Settings;

/// The page of the settings that says how the program reaches other computers.
class NetworkPage final : public QWidget
{
    Q_OBJECT
public:
    /// Both must live longer than the page.
    NetworkPage(Settings &settings, ServiceRegistry &services, QWidget *parent = nullptr);

private:
    void save();
    void finish();

    Settings &m_settings;
    ServiceRegistry &m_services;
    ProxyFields *m_proxy;
    QLabel *m_result;
    QPushButton *m_save;
};

} // namespace bobbin
