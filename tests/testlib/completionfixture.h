#pragma once

#include "completionrecorder.h"
#include "net/completionbackend.h"
#include "scriptedserver.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>

#include <memory>

namespace bobbin {

/// A scripted service and a way to ask it for completions.
class CompletionFixture
{
protected:
    explicit CompletionFixture(ApiKind apiKind) : m_apiKind(apiKind) { }

    void setUp()
    {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_server = std::make_unique<ScriptedServer>();
        m_owner = std::make_unique<QObject>();
    }

    void tearDown()
    {
        m_owner.reset();
        m_network.reset();
        m_server.reset();
    }

    [[nodiscard]] Endpoint endpoint() const
    {
        Endpoint result;
        result.service.name = QStringLiteral("Acme");
        result.service.baseUrl = m_server->url(QStringLiteral("/v1"));
        result.service.apiKind = m_apiKind;
        result.apiKey = "very-secret";
        return result;
    }

    CompletionReply *complete(const Endpoint &endpoint, const CompletionRequest &request,
                              const ModelQuirks &quirks = {})
    {
        return createBackend(*m_network, endpoint, request.strategy, quirks)
            ->complete(request, m_owner.get());
    }
    CompletionReply *complete(const CompletionRequest &request) { return complete(endpoint(), request); }

    /// Returns as soon as `reply` has ended; for tests of many replies, where looking now and then takes long.
    static void waitForEnd(const CompletionReply *reply)
    {
        QEventLoop loop;
        QObject::connect(reply, &CompletionReply::finished, &loop, &QEventLoop::quit);
        QObject::connect(reply, &CompletionReply::failed, &loop, &QEventLoop::quit);
        loop.exec();
    }

    /// The JSON object that the server was sent.
    [[nodiscard]] QJsonObject sentBody(qsizetype request = 0) const
    {
        return QJsonDocument::fromJson(m_server->requests().value(request).body).object();
    }
    /// "METHOD path" of the requests so far, without the version.
    [[nodiscard]] QStringList asked() const
    {
        QStringList result;
        for (const ScriptedServer::Request &request : m_server->requests())
            result << QString::fromLatin1(request.method + ' ' + request.path.sliced(3));
        return result;
    }

    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QObject> m_owner;

private:
    const ApiKind m_apiKind;
};

} // namespace bobbin
