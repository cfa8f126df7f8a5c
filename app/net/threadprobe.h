#pragma once

#include "threaderror.h"

#include <QObject>

namespace bobbin {

class HttpTransport;

/// Asks a server for a container, to find out whether that is what an error was about.
///
/// Emits finished() once, never before control has returned to the event loop. Deleting it cancels
/// silently.
class ThreadProbe final : public QObject
{
    Q_OBJECT
public:
    /// Requires a target that names a container.
    ThreadProbe(HttpTransport &transport, const ServerTarget &target, QObject *parent);

Q_SIGNALS:
    /// Not gone is also what cannot be said.
    void finished(bool isGone);
};

} // namespace bobbin
