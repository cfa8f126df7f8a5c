#include "practicehttp.h"

#include <QJsonDocument>
#include <QTcpSocket>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return "Status";
    }
}

QByteArray statusLine(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
}

} // namespace

std::optional<PracticeRequest> PracticeRequestReader::next()
{
    if (m_failure != 0)
        return {};
    const qsizetype headSize = m_received.indexOf("\r\n\r\n");
    if (headSize < 0 || headSize > maxHead) {
        m_failure = m_received.size() > maxHead ? 431 : 0;
        return {};
    }
    const QByteArray head = m_received.first(headSize);
    const qsizetype size = bodySize(head);
    if (m_failure != 0 || m_received.size() < headSize + 4 + size)
        return {};

    const QList<QByteArray> words =
        head.first(head.indexOf('\r') < 0 ? headSize : head.indexOf('\r')).split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.")) {
        m_failure = 400;
        return {};
    }
    const QByteArray target = words.at(1);
    PracticeRequest request {
        .method = words.at(0),
        .path = target.first(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')),
        .body = m_received.sliced(headSize + 4, size),
    };
    m_received.remove(0, headSize + 4 + size);
    return request;
}

qsizetype PracticeRequestReader::bodySize(const QByteArray &head)
{
    qsizetype size = 0;
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(qMax<qsizetype>(colon, 0)).toLower();
        if (name == "transfer-encoding")
            m_failure = 411;
        if (name != "content-length")
            continue;
        bool isNumber = false;
        size = line.sliced(colon + 1).trimmed().toLongLong(&isNumber);
        if (!isNumber || size < 0)
            m_failure = 400;
        else if (size > maxBody)
            m_failure = 413;
    }
    return size;
}

void PracticeResponse::sendJson(int status, const QJsonObject &json)
{
    const QByteArray body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    m_socket.write(statusLine(status) + "Content-Type: application/json\r\nContent-Length: "
                   + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void PracticeResponse::sendError(int status, const QString &message, const QString &code,
                                 const QString &param)
{
    const auto textOrNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    const QJsonObject error {{u"message"_s, message},
                             {u"type"_s, u"invalid_request_error"_s},
                             {u"param"_s, textOrNull(param)},
                             {u"code"_s, textOrNull(code)}};
    sendJson(status, {{u"error"_s, error}});
}

void PracticeResponse::beginStream()
{
    m_socket.write(statusLine(200)
                   + "Content-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n");
}

void PracticeResponse::sendEvent(const QByteArray &data)
{
    const QByteArray event = "data: " + data + "\n\n";
    m_socket.write(QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
}

void PracticeResponse::endStream() { m_socket.write("0\r\n\r\n"); }

qint64 PracticeResponse::backlog() const { return m_socket.bytesToWrite(); }

} // namespace bobbin
