#pragma once

#include "completionfixture.h"

/// A scripted service that speaks Chat Completions.
class ChatCompletionsFixture : public bobbin::CompletionFixture
{
protected:
    ChatCompletionsFixture() : CompletionFixture(bobbin::ApiKind::ChatCompletions) { }

    bobbin::CompletionReply *complete(const bobbin::Endpoint &endpoint,
                                      const bobbin::Parameters &parameters = {},
                                      const bobbin::ModelQuirks &quirks = {})
    {
        const bobbin::CompletionRequest request {
            .model = QStringLiteral("m"),
            .messages = {{bobbin::Role::User, QStringLiteral("Hi")}},
            .parameters = parameters,
        };
        return CompletionFixture::complete(endpoint, request, quirks);
    }
    bobbin::CompletionReply *complete() { return complete(endpoint()); }

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
};
