#pragma once

#include <QObject>

namespace bobbin {

/// Turns Ctrl+C and a request to terminate (SIGINT, SIGTERM, SIGHUP) into a signal of the event loop, so
/// that the program ends in order. Does nothing on systems without them. One object at a time.
class UnixSignals final : public QObject
{
    Q_OBJECT
public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void endRequested();
};

} // namespace bobbin
