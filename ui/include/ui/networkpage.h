#pragma once

#include "core/networkoptions.h"
#include "ui/unsavedquestion.h"

#include <QWidget>

#include <functional>

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

    /// Whether something was entered that is not saved.
    [[nodiscard]] bool hasUnsaved() const;
    /// Calls `go` if nothing would be lost by that, else when the user has had it saved or discarded.
    void leave(const std::function<void()> &go);

private:
    void show(const ProxyChoice &proxy);
    void save();
    void finish();

    Settings &m_settings;
    ServiceRegistry &m_services;
    ProxyFields *m_proxy;
    ProxyChoice m_shown; // as the fields had it before anything was entered
    Leaving m_leaving;
    QLabel *m_result;
    QPushButton *m_save;
};

} // namespace bobbin
