#pragma once

#include "net/completionreply.h"

#include <QObject>

#include <optional>

namespace bobbin {

/// Follows a CompletionReply and keeps what it said.
class CompletionRecorder final : public QObject
{
public:
    explicit CompletionRecorder(const CompletionReply *reply)
    {
        connect(reply, &CompletionReply::textReceived, this, [this](const QString &piece) {
            text += piece;
            pieces << piece;
        });
        connect(reply, &CompletionReply::reasoningReceived, this,
                [this](const QString &piece) { reasoning += piece; });
        connect(reply, &CompletionReply::textWasReasoning, this, [this] {
            reasoning += text;
            text.clear();
        });
        connect(reply, &CompletionReply::textReplaced, this, [this](const QString &whole) {
            text = whole;
            ++replacements;
        });
        connect(reply, &CompletionReply::messagesTaken, this, [this] { ++taken; });
        connect(reply, &CompletionReply::quirksLearned, this,
                [this](const ModelQuirks &learned) { quirks = learned; });
        connect(reply, &CompletionReply::finished, this, [this](const CompletionResult &received) {
            result = received;
            ++endings;
        });
        connect(reply, &CompletionReply::failed, this, [this](const CompletionError &received) {
            error = received;
            ++endings;
        });
    }

    [[nodiscard]] bool hasEnded() const { return endings > 0; }

    QString text;
    QStringList pieces;
    QString reasoning;
    std::optional<ModelQuirks> quirks;
    std::optional<CompletionResult> result;
    std::optional<CompletionError> error;
    int replacements = 0;
    int taken = 0; ///< How often the messages were.
    int endings = 0;
};

} // namespace bobbin
