#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace bobbin {

class ServiceRegistry;

/// Asks the user whether a secret that the keychain did not take, for `reason`, is to be kept in memory until
/// the program ends, and keeps it so. Returns whether it is kept.
[[nodiscard]] bool offerToKeepForThisRun(ServiceRegistry &services, const QString &account,
                                         const QByteArray &secret, const QString &reason, QWidget *parent);

} // namespace bobbin
