#include "systemproxies.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <atomic>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::minutes KeepsFor {5};
constexpr int Threads = 2; // a script that hangs for one host need not hold up another

std::atomic<int> networks = 0; // counts those that this computer was in

QThreadPool &pool()
{
    static QThreadPool threads;
    threads.setMaxThreadCount(Threads);
    return threads;
}

// Scripts are shown no more than this: what is asked of a service is nobody else's business.
QString hostOf(const QNetworkProxyQuery &query)
{
    const QUrl url = query.url();
    if (url.isEmpty())
        return u"%1:%2"_s.arg(query.peerHostName()).arg(query.peerPort());
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

QUrl bare(const QUrl &url)
{
    QUrl host = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    host.setPath(u"/"_s);
    return host;
}

} // namespace

void forgetSystemProxies() { ++networks; }

QList<QNetworkProxy> SystemProxies::answer(const QNetworkProxyQuery &query)
{
    const QString host = hostOf(query);
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_answers.constFind(host); it != m_answers.constEnd())
            return it->proxies;
    }
    return ask(host, query);
}

bool SystemProxies::isKnown(const QUrl &url) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_answers.constFind(hostOf(QNetworkProxyQuery(url)));
    return it != m_answers.constEnd() && isFresh(*it);
}

bool SystemProxies::isFresh(const Answer &answer) const
{
    return answer.network == networks && !answer.end.hasExpired();
}

QList<QNetworkProxy> SystemProxies::ask(const QString &host, const QNetworkProxyQuery &query)
{
    const int network = networks; // which may be another one when the answer is there
    const QList<QNetworkProxy> proxies = m_ask(query);
    const std::lock_guard lock(m_mutex);
    m_answers.insert(host, {proxies, QDeadlineTimer(KeepsFor), network});
    return proxies;
}

void SystemProxies::find(const QUrl &url, QObject *context, std::function<void()> ready)
{
    const QNetworkProxyQuery query(bare(url));
    const QString host = hostOf(query);
    {
        const std::lock_guard lock(m_mutex);
        QList<Waiting> &waiting = m_waiting[host];
        waiting.append({context, std::move(ready)});
        if (waiting.size() > 1)
            return;
    }
    pool().start([self = shared_from_this(), query, host] {
        (void)self->ask(host, query);
        QMetaObject::invokeMethod(
            qApp,
            [self, host] {
                std::unique_lock lock(self->m_mutex);
                const QList<Waiting> waiting = self->m_waiting.take(host);
                lock.unlock();
                for (const Waiting &one : waiting) {
                    if (one.context)
                        one.ready();
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace bobbin
