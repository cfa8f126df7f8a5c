#pragma once

#include <QObject>

namespace bobbin {

/// Tells when this computer has a network again, as far as the system says so (NetworkManager, or GLib's
/// monitor on Linux). Where nothing does, it is silent. Created in the thread of the window, once.
class NetworkWatch final : public QObject
{
    Q_OBJECT
public:
    explicit NetworkWatch(QObject *parent = nullptr);

Q_SIGNALS:
    void returned();

private:
    bool m_isAway = false;
};

} // namespace bobbin
