#pragma once

#include "core/service.h"
#include "scriptedserver.h"

#include <QByteArray>

namespace bobbin {

/// How answers look on the wire in one of the APIs. Texts are those of JSON, already escaped.
class Wire
{
public:
    using Answer = ScriptedServer::Answer;
    using End = ScriptedServer::End;

    explicit Wire(ApiKind kind) : m_kind(kind) { }

    [[nodiscard]] ApiKind kind() const { return m_kind; }
    [[nodiscard]] bool isChat() const { return m_kind == ApiKind::ChatCompletions; }
    [[nodiscard]] bool isResponses() const { return m_kind == ApiKind::Responses; }
    [[nodiscard]] bool isAssistants() const { return m_kind == ApiKind::Assistants; }

    /// What comes before the first piece of a streamed answer.
    [[nodiscard]] QByteArray begin() const;
    /// One event with a piece of the text.
    [[nodiscard]] QByteArray piece(const QByteArray &text) const;
    /// What ends an answer that said `text`.
    [[nodiscard]] QByteArray end(const QByteArray &text) const;
    [[nodiscard]] QByteArray whole(const QByteArray &text) const { return begin() + piece(text) + end(text); }
    /// The same answer to a request without a stream.
    [[nodiscard]] QByteArray json(const QByteArray &text) const;
    /// An event of the kind that each API has for errors.
    [[nodiscard]] QByteArray error(const QByteArray &message) const;

    /// An event stream with this body.
    [[nodiscard]] static Answer stream(const QByteArray &body, End end = End::Close);
    [[nodiscard]] Answer good(const QByteArray &text) const { return stream(whole(text)); }

    /// The path at which completions are asked for, below the base URL.
    [[nodiscard]] bool isCompletion(const ScriptedServer::Request &request) const;
    /// What a well-behaved server answers to all other requests.
    [[nodiscard]] Answer answerTo(const ScriptedServer::Request &request) const;

private:
    const ApiKind m_kind;
};

/// One event; `type` may be empty.
[[nodiscard]] QByteArray sse(const QByteArray &data, const QByteArray &type = {});

} // namespace bobbin
