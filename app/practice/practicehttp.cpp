#include "practicehttp.h"

#include <QJsonDocument>
#include <QTcpSocket>

namespace bobbin {
namespace {

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

QHash<QByteArray, QByteArray> headersIn(const QByteArray &head)
{
    QHash<QByteArray, QByteArray> headers;
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    return headers;
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
    const QHash<QByteArray, QByteArray> headers = headersIn(head);
    const qsizetype size = bodySize(headers);
    if (m_failure != 0 || m_received.size() < headSize + 4 + size)
        return {};

    const QList<QByteArray> words =
        head.first(head.indexOf('\r') < 0 ? headSize : head.indexOf('\r')).split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.")) {
        m_failure = 400;
        return {};
    }
    const QByteArray &target = words.at(1);
    const qsizetype pathSize = target.indexOf('?') < 0 ? target.size() : target.indexOf('?');
    PracticeRequest request {
        .method = words.at(0),
        .path = target.first(pathSize),
        .query = target.mid(pathSize + 1),
        .headers = headers,
        .body = m_received.sliced(headSize + 4, size),
    };
    m_received.remove(0, headSize + 4 + size);
    return request;
}

qsizetype PracticeRequestReader::bodySize(const QHash<QByteArray, QByteArray> &headers)
{
    if (headers.contains("transfer-encoding"))
        m_failure = 411;
    const auto length = headers.constFind("content-length");
    if (length == headers.constEnd())
        return 0;
    bool isNumber = false;
    const qsizetype size = length->toLongLong(&isNumber);
    if (!isNumber || size < 0)
        m_failure = 400;
    else if (size > maxBody)
        m_failure = 413;
    return size;
}

void PracticeWriter::sendJson(int status, const QJsonObject &json)
{
    const QByteArray body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    m_socket.write(statusLine(status) + "Content-Type: application/json\r\nContent-Length: "
                   + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void PracticeWriter::beginStream()
{
    m_socket.write(statusLine(200)
                   + "Content-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n");
}

void PracticeWriter::sendEvent(const QByteArray &name, const QByteArray &data)
{
    const QByteArray event = (name.isEmpty() ? name : "event: " + name + '\n') + "data: " + data + "\n\n";
    m_socket.write(QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
}

void PracticeWriter::endStream() { m_socket.write("0\r\n\r\n"); }

qint64 PracticeWriter::backlog() const { return m_socket.bytesToWrite(); }

} // namespace bobbin
