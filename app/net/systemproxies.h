#pragma once

#include "net/proxyrules.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QList>
#include <QNetworkProxy>
#include <QPointer>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

class QUrl;

namespace bobbin {

/// What the system says about the way to hosts. It is asked in another thread, since a script (PAC) that has
/// to be fetched first may take long, and its answers are kept for a few minutes or until the network is
/// another one. All of it may be called in any thread.
class SystemProxies final : public std::enable_shared_from_this<SystemProxies>
{
public:
    explicit SystemProxies(SystemProxyQuery ask) : m_ask(std::move(ask)) { }

    /// The system's answer, which is waited for only if nobody called find() for this host before.
    [[nodiscard]] QList<QNetworkProxy> answer(const QNetworkProxyQuery &query);
    [[nodiscard]] bool isKnown(const QUrl &url) const;
    /// Asks unless that was done already, and calls `ready`, in the thread of the window, as soon as answer()
    /// need not wait; not if `context` is gone by then.
    void find(const QUrl &url, QObject *context, std::function<void()> ready);

private:
    struct Answer {
        QList<QNetworkProxy> proxies;
        QDeadlineTimer end; // by a clock that does not jump
        int network = 0; // which one it was given in
    };
    struct Waiting {
        QPointer<QObject> context;
        std::function<void()> ready;
    };

    [[nodiscard]] bool isFresh(const Answer &answer) const;
    /// Asks now, and keeps the answer as one for the network of the time of asking.
    QList<QNetworkProxy> ask(const QString &host, const QNetworkProxyQuery &query);

    const SystemProxyQuery m_ask;
    mutable std::mutex m_mutex;
    QHash<QString, Answer> m_answers;
    QHash<QString, QList<Waiting>> m_waiting; // for hosts that are being asked about
};

} // namespace bobbin
