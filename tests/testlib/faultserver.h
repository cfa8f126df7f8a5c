#pragma once

#include "scriptedserver.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace bobbin {

/// A ScriptedServer in a thread of its own, so that the client can be measured while the server works.
class FaultServer final : public QObject
{
    Q_OBJECT
public:
    using Answer = ScriptedServer::Answer;
    using Request = ScriptedServer::Request;

    FaultServer();
    ~FaultServer() override;

    /// Answers requests with what `script` makes of them; it is called in the thread of the server.
    void setScript(std::function<Answer(const Request &)> script);

    [[nodiscard]] QUrl url(const QString &path = {}) const { return m_base.resolved(QUrl(path)); }
    /// Those that have come so far.
    [[nodiscard]] QList<Request> requests() const;
    [[nodiscard]] qsizetype connections() const;

Q_SIGNALS:
    void requestReceived();
    void disconnected();

private:
    QThread m_thread;
    ScriptedServer *m_server; // in m_thread
    QUrl m_base;
};

} // namespace bobbin
