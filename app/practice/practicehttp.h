#pragma once

#include "practiceerror.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>

#include <optional>

class QTcpSocket;

namespace bobbin {

/// A request as the practice server understands it.
struct PracticeRequest {
    QByteArray method {};
    QByteArray path {}; ///< Without the query.
    QByteArray query {}; ///< What stands after the question mark.
    QHash<QByteArray, QByteArray> headers {}; ///< By their names in lower case.
    QByteArray body {};

    friend bool operator==(const PracticeRequest &, const PracticeRequest &) = default;
};

/// Finds the requests in the bytes of an HTTP/1.1 connection, which may be cut anywhere.
class PracticeRequestReader
{
public:
    static constexpr qsizetype maxHead = 64 * 1024; ///< In bytes.
    static constexpr qsizetype maxBody = 64 * 1024 * 1024; ///< In bytes.

    void feed(const QByteArray &bytes) { m_received += bytes; }

    /// The next whole request; empty if it is still to come.
    [[nodiscard]] std::optional<PracticeRequest> next();

    /// The HTTP status to refuse the connection with, since what came cannot be read; 0 if all is well.
    [[nodiscard]] int failure() const { return m_failure; }

private:
    [[nodiscard]] qsizetype bodySize(const QHash<QByteArray, QByteArray> &headers);

    QByteArray m_received;
    int m_failure = 0;
};

/// Writes the answer to one request.
class PracticeWriter
{
public:
    /// `socket` must outlive the writer.
    explicit PracticeWriter(QTcpSocket &socket) : m_socket(socket) { }

    /// A whole answer.
    void sendJson(int status, const QJsonObject &json);
    /// A whole answer that reports a failure.
    void sendError(const PracticeError &error) { sendJson(error.status, error.toJson()); }

    /// An answer that is written bit by bit.
    void beginStream();
    /// `name` may be empty.
    void sendEvent(const QByteArray &name, const QByteArray &data);
    void endStream();

    /// Bytes that the client has not taken yet.
    [[nodiscard]] qint64 backlog() const;

private:
    QTcpSocket &m_socket;
};

} // namespace bobbin
