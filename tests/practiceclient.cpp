#include "practiceclient.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

QJsonObject PracticeAnswered::error() const { return json.value("error"_L1).toObject(); }
QString PracticeAnswered::code() const { return error().value("code"_L1).toString(); }
QString PracticeAnswered::param() const { return error().value("param"_L1).toString(); }
QString PracticeAnswered::message() const { return error().value("message"_L1).toString(); }
QString PracticeAnswered::id() const { return json.value("id"_L1).toString(); }
QJsonArray PracticeAnswered::data() const { return json.value("data"_L1).toArray(); }

PracticeFollower::PracticeFollower(QNetworkReply *reply) : m_reply(reply)
{
    reply->setParent(this);
    connect(reply, &QNetworkReply::readyRead, this,
            [this] { m_events += m_reader.feed(m_reply->readAll()); });
}

bool PracticeFollower::hasEnded() const { return m_reply->isFinished(); }

QJsonObject PracticeFollower::data(qsizetype index) const
{
    return QJsonDocument::fromJson(m_events.at(index).data).object();
}

QJsonObject PracticeFollower::last(const QByteArray &name) const
{
    for (qsizetype i = m_events.size() - 1; i >= 0; --i) {
        if (m_events.at(i).type == name)
            return data(i);
    }
    return {};
}

qsizetype PracticeFollower::count(const QByteArray &name) const
{
    return std::count_if(m_events.begin(), m_events.end(),
                         [&name](const SseEvent &event) { return event.type == name; });
}

QList<QByteArray> PracticeFollower::names() const
{
    QList<QByteArray> names;
    for (const SseEvent &event : m_events) {
        if (names.isEmpty() || names.last() != event.type)
            names << event.type;
    }
    return names;
}

PracticeClient::PracticeClient(int tokensPerSecond)
{
    m_server.setTokensPerSecond(tokensPerSecond);
    if (const auto started = m_server.start(); !started)
        qFatal("%s", qPrintable(started.error()));
}

PracticeAnswered PracticeClient::get(const QString &path) { return wait(m_network.get(request(path))); }

PracticeAnswered PracticeClient::remove(const QString &path)
{
    return wait(m_network.deleteResource(request(path)));
}

PracticeAnswered PracticeClient::post(const QString &path, const QJsonObject &body)
{
    return postBytes(path, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

PracticeAnswered PracticeClient::postBytes(const QString &path, const QByteArray &body)
{
    return wait(m_network.post(request(path), body));
}

std::unique_ptr<PracticeFollower> PracticeClient::follow(const QString &path, QJsonObject body)
{
    body.insert(u"stream"_s, true);
    return std::make_unique<PracticeFollower>(
        m_network.post(request(path), QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

QStringList PracticeClient::messagesOf(const QString &kind, const QString &id)
{
    QStringList texts;
    const QJsonArray containers = get(u"/practice/state"_s).json.value(kind).toArray();
    for (const QJsonValue &container : containers) {
        if (container.toObject().value("id"_L1) != id)
            continue;
        const QJsonArray messages = container.toObject().value("messages"_L1).toArray();
        for (const QJsonValue &message : messages) {
            const QJsonObject object = message.toObject();
            texts << object.value("role"_L1).toString() + u": "_s + object.value("text"_L1).toString();
        }
    }
    return texts;
}

QNetworkRequest PracticeClient::request(const QString &path) const
{
    QNetworkRequest request(QUrl(m_server.baseUrl().toString() + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!beta.isEmpty())
        request.setRawHeader("OpenAI-Beta", beta);
    return request;
}

PracticeAnswered PracticeClient::wait(QNetworkReply *reply)
{
    const std::unique_ptr<QNetworkReply> owner(reply);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .json = QJsonDocument::fromJson(reply->readAll()).object()};
}

} // namespace bobbin
