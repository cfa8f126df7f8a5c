#pragma once

#include "practice/practiceserver.h"
#include "ssereader.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>

#include <memory>

namespace bobbin {

/// What the practice service answered.
struct PracticeAnswered {
    int status = 0;
    QJsonObject json {};

    [[nodiscard]] QJsonObject error() const;
    [[nodiscard]] QString code() const;
    [[nodiscard]] QString param() const;
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString id() const;
    [[nodiscard]] QJsonArray data() const;
};

/// An answer that is being streamed. Deleting it closes the connection.
class PracticeFollower final : public QObject
{
public:
    explicit PracticeFollower(QNetworkReply *reply);

    [[nodiscard]] bool hasEnded() const;
    [[nodiscard]] const QList<SseEvent> &events() const { return m_events; }
    [[nodiscard]] QJsonObject data(qsizetype index) const;
    /// The data of the last event called `name`; empty if there is none.
    [[nodiscard]] QJsonObject last(const QByteArray &name) const;
    [[nodiscard]] qsizetype count(const QByteArray &name) const;
    /// The names of the events in their order, each only once where it is repeated.
    [[nodiscard]] QList<QByteArray> names() const;

private:
    QNetworkReply *const m_reply; // owned as a child
    SseReader m_reader;
    QList<SseEvent> m_events;
};

/// Speaks to a practice server of its own over HTTP, as any client would.
class PracticeClient
{
public:
    /// Starts the server; 0 tokens per second is as fast as possible.
    explicit PracticeClient(int tokensPerSecond = 0);

    PracticeAnswered get(const QString &path);
    PracticeAnswered remove(const QString &path);
    PracticeAnswered post(const QString &path, const QJsonObject &body = {});
    PracticeAnswered postBytes(const QString &path, const QByteArray &body);
    /// Posts `body` with "stream": true.
    [[nodiscard]] std::unique_ptr<PracticeFollower> follow(const QString &path, QJsonObject body);

    /// "user: Hi", … for each message that the server says the container `id` holds, which is listed under
    /// `kind`.
    [[nodiscard]] QStringList messagesOf(const QString &kind, const QString &id);

    /// The value of the header OpenAI-Beta; none if it is empty.
    QByteArray beta = "assistants=v2";

private:
    [[nodiscard]] QNetworkRequest request(const QString &path) const;
    [[nodiscard]] static PracticeAnswered wait(QNetworkReply *reply);

    PracticeServer m_server;
    QNetworkAccessManager m_network;
};

} // namespace bobbin
