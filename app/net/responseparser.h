#pragma once

#include "answerparser.h"
#include "answertext.h"
#include "net/completionbackend.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace bobbin {

/// Understands answers of the Responses API.
///
/// Of a request that goes on from something the server holds, nothing is given out before the server has
/// named it in its answer: a server that does not know such fields ignores them, and answers without
/// knowing anything of the conversation.
class ResponseParser final : public AnswerParser
{
public:
    explicit ResponseParser(const CompletionRequest &request);

    void finish(CompletionDelta &delta) override { m_text.finish(delta); }

private:
    Verdict takeObject(const QByteArray &type, const QJsonObject &object, CompletionDelta &delta) override;
    Verdict takeEvent(const QString &name, const QJsonObject &event, CompletionDelta &delta);
    Verdict takeState(const QString &name, const QJsonObject &response, CompletionDelta &delta);
    bool takePiece(const QString &name, const QJsonObject &event, CompletionDelta &delta);
    void takeReasoning(const QString &name, const QJsonObject &event, CompletionDelta &delta);
    void takeItem(const QJsonObject &item, const QString &key, CompletionDelta &delta);
    void takeOutput(const QJsonArray &output, CompletionDelta &delta);
    void takeWholeReasoning(const QString &text, CompletionDelta &delta);
    void takeUsage(const QJsonObject &usage);
    [[nodiscard]] bool isRepeated(const QJsonObject &event);
    [[nodiscard]] bool names(const QJsonObject &response) const;
    [[nodiscard]] QString keyOf(const QJsonObject &event) const;

    const Strategy m_strategy;
    const QString m_threadId; // that the server must name; empty if the request names none
    bool m_isConfirmed = false;
    AnswerText m_text;
    QHash<int, QString> m_keys; // of messages, by their place in the output
    QSet<std::pair<qint64, size_t>> m_seen; // sequence numbers, with a hash of what they were the number of
    QString m_reasoningPlace; // which part of which summary is being received
    QString m_reasoningEvent; // the one of the two kinds that is shown
    bool m_hasReasoning = false;
    bool m_callsTools = false;
};

} // namespace bobbin
