#include "net/localservers.h"

#include "net/modellist.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds usualTimeLimit {1'000};

} // namespace

QList<LocalServerSearch::Port> LocalServerSearch::usualPorts()
{
    return {{u"Ollama"_s, 11434},
            {u"LM Studio"_s, 1234},
            {u"llama.cpp"_s, 8080},
            {u"vLLM"_s, 8000},
            {u"Jan"_s, 1337}};
}

LocalServerSearch::LocalServerSearch(QObject *parent)
    : LocalServerSearch(usualPorts(), usualTimeLimit, parent)
{
}

LocalServerSearch::LocalServerSearch(QList<Port> ports, std::chrono::milliseconds timeLimit, QObject *parent)
    : QObject(parent), m_ports(std::move(ports)), m_timeLimit(timeLimit),
      m_network(new QNetworkAccessManager(this)) // its own: the program's one may use a proxy
{
    m_network->setProxy(QNetworkProxy::NoProxy);
}

LocalServerSearch::~LocalServerSearch() = default;

void LocalServerSearch::start()
{
    Q_ASSERT(m_unanswered == 0);
    m_unanswered = m_ports.size();
    if (m_ports.isEmpty())
        QMetaObject::invokeMethod(this, &LocalServerSearch::finished, Qt::QueuedConnection);
    for (const Port &port : m_ports)
        ask(port);
}

void LocalServerSearch::ask(const Port &port)
{
    Endpoint endpoint;
    endpoint.service.name = port.name;
    endpoint.service.baseUrl = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(port.number));
    endpoint.service.timeouts = {.connect = m_timeLimit, .firstByte = m_timeLimit, .idle = m_timeLimit};

    ModelListReply *reply = listModels(*m_network, endpoint, this);
    connect(reply, &ModelListReply::finished, this,
            [this, reply, service = endpoint.service](const QStringList &models) {
                reply->deleteLater();
                Q_EMIT found({.name = service.name, .baseUrl = service.baseUrl, .models = models});
                countAnswer();
            });
    connect(reply, &ModelListReply::failed, this, [this, reply] {
        reply->deleteLater();
        countAnswer();
    });
}

void LocalServerSearch::countAnswer()
{
    if (--m_unanswered == 0)
        Q_EMIT finished();
}

} // namespace bobbin
