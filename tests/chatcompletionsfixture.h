#pragma once

#include "completionrecorder.h"
#include "net/completionbackend.h"
#include "scriptedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>

#include <memory>

/// A scripted service and a way to ask it for a completion.
class ChatCompletionsFixture
{
protected:
    void setUp()
    {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_server = std::make_unique<bobbin::ScriptedServer>();
        m_owner = std::make_unique<QObject>();
    }

    void tearDown()
    {
        m_owner.reset();
        m_network.reset();
        m_server.reset();
    }

    [[nodiscard]] bobbin::Endpoint endpoint() const
    {
        bobbin::Endpoint result;
        result.service.name = QStringLiteral("Acme");
        result.service.baseUrl = m_server->url(QStringLiteral("/v1"));
        result.apiKey = "very-secret";
        return result;
    }

    bobbin::CompletionReply *complete(const bobbin::Endpoint &endpoint,
                                      const bobbin::Parameters &parameters = {},
                                      const bobbin::ModelQuirks &quirks = {})
    {
        const bobbin::CompletionRequest request {
            .model = QStringLiteral("m"),
            .messages = {{bobbin::Role::User, QStringLiteral("Hi")}},
            .parameters = parameters,
        };
        return bobbin::createBackend(*m_network, endpoint, request.strategy, quirks)
            ->complete(request, m_owner.get());
    }
    bobbin::CompletionReply *complete() { return complete(endpoint()); }

    /// The JSON object that the server was sent.
    [[nodiscard]] QJsonObject sentBody(qsizetype request = 0) const
    {
        return QJsonDocument::fromJson(m_server->requests().value(request).body).object();
    }

    /// Chunks of a stream.
    [[nodiscard]] static QByteArray delta(const QByteArray &content)
    {
        return R"({"choices":[{"index":0,"delta":{"content":")" + content + R"("},"finish_reason":null}]})";
    }
    [[nodiscard]] static QByteArray finish(const QByteArray &reason = "stop")
    {
        return R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + reason + R"("}]})";
    }
    inline static const QByteArray done = "[DONE]";

    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<bobbin::ScriptedServer> m_server;
    std::unique_ptr<QObject> m_owner;
};
