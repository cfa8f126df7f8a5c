#include "practiceconnection.h"

#include "practicechat.h"

#include <QJsonArray>
#include <QTcpSocket>

#include <utility>

namespace bobbin {

using namespace Qt::StringLiterals;

PracticeConnection::PracticeConnection(QTcpSocket *socket, const PracticeGuide &guide,
                                       PracticeSettings settings, QObject *parent)
    : QObject(parent), m_socket(socket), m_guide(guide), m_settings(std::move(settings)), m_response(*socket)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &PracticeConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

PracticeConnection::~PracticeConnection()
{
    m_socket->disconnect(this);
    m_chat.reset(); // it writes to the socket
}

void PracticeConnection::read()
{
    m_reader.feed(m_socket->readAll());
    while (!m_chat) {
        const std::optional<PracticeRequest> request = m_reader.next();
        if (!request)
            break;
        answer(*request);
    }
    if (m_reader.failure() != 0 && !m_chat) {
        m_response.sendError(m_reader.failure(), u"The request could not be read."_s);
        m_socket->disconnectFromHost();
    }
}

void PracticeConnection::answer(const PracticeRequest &request)
{
    const bool isPost = request.method == "POST";
    if (request.path == m_settings.basePath + "/chat/completions" && isPost) {
        m_chat = std::make_unique<PracticeChat>(m_response, m_guide, m_settings.tokensPerSecond);
        connect(m_socket, &QTcpSocket::bytesWritten, m_chat.get(), &PracticeChat::writeMore);
        connect(
            m_chat.get(), &PracticeChat::finished, this,
            [this] {
                m_chat.reset();
                read(); // the next request may have come meanwhile
            },
            Qt::QueuedConnection);
        m_chat->start(request.body);
    } else if (request.path == m_settings.basePath + "/models" && request.method == "GET") {
        listModels();
    } else {
        const QString route = QString::fromUtf8(request.method + ' ' + request.path.left(200));
        m_response.sendError(404, u"Invalid URL (%1)"_s.arg(route));
    }
}

void PracticeConnection::listModels()
{
    QJsonArray models;
    for (const QString &name : PracticeChat::models()) {
        models.append(QJsonObject {
            {u"id"_s, name}, {u"object"_s, u"model"_s}, {u"created"_s, 0}, {u"owned_by"_s, u"bobbin"_s}});
    }
    m_response.sendJson(200, {{u"object"_s, u"list"_s}, {u"data"_s, models}});
}

} // namespace bobbin
