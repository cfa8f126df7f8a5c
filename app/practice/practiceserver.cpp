#include "practice/practiceserver.h"

#include "core/logging.h"
#include "practicelistener.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QByteArray randomToken()
{
    std::array<quint32, 4> words {};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

} // namespace

PracticeServer::PracticeServer(QObject *parent) : QObject(parent) { m_thread.setObjectName(u"practice"_s); }

PracticeServer::~PracticeServer() { stop(); }

Result<QUrl, QString> PracticeServer::start()
{
    Q_ASSERT(!m_thread.isRunning());
    const QByteArray basePath = '/' + randomToken() + "/v1";
    m_listener = std::make_unique<PracticeListener>(basePath, m_tokensPerSecond);
    m_listener->moveToThread(&m_thread);
    m_thread.start();

    bool isListening = false;
    QMetaObject::invokeMethod(
        m_listener.get(), [this] { return m_listener->listen(); }, Qt::BlockingQueuedConnection,
        &isListening);
    if (!isListening) {
        const QString reason = m_listener->errorString();
        stop();
        return Failure {reason};
    }
    m_baseUrl = QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_listener->port()).arg(QString::fromLatin1(basePath)));
    qCDebug(lcPractice) << "practice service is listening on port" << m_baseUrl.port();
    return m_baseUrl;
}

void PracticeServer::stop()
{
    if (!m_listener)
        return;
    m_listener.release()->deleteLater(); // in its thread, at the latest when that ends
    m_thread.quit();
    m_thread.wait();
    m_baseUrl.clear();
}

Service PracticeServer::service() const
{
    Service service;
    service.id = practiceServiceId();
    service.name = tr("Practice");
    service.baseUrl = m_baseUrl;
    service.defaultModel = u"practice-guide"_s;
    service.makesTitles = false;
    return service;
}

} // namespace bobbin
