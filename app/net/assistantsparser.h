#pragma once

#include "answerparser.h"
#include "answertext.h"

#include <QJsonArray>

namespace bobbin {

/// Understands runs of the Assistants API: their streams, and the objects that servers give out which do
/// not stream.
class AssistantsParser final : public AnswerParser
{
public:
    void finish(CompletionDelta &delta) override { m_text.finish(delta); }
    [[nodiscard]] bool isComplete() const override { return hasFinished() || m_hasSaidDone; }

    /// Takes a run as a poll found it.
    Verdict takeRun(const QJsonObject &run);
    /// Takes what the run wrote: the assistant's messages after the last one by the user. `entries` has the
    /// oldest first.
    void takeMessages(const QList<QJsonObject> &entries, CompletionDelta &delta);

    [[nodiscard]] const QString &runId() const { return m_runId; }
    [[nodiscard]] const QString &runStatus() const { return m_runStatus; }
    /// Whether the run holds the thread, as far as is known.
    [[nodiscard]] bool isRunActive() const;
    /// The run ended since the thread alone is too long for it.
    [[nodiscard]] bool isThreadTooLong() const { return m_isThreadTooLong; }

private:
    Verdict takeObject(const QByteArray &type, const QJsonObject &object, CompletionDelta &delta) override;
    Verdict takeDelta(const QJsonObject &message, CompletionDelta &delta);
    Verdict takeMessage(const QString &name, const QJsonObject &message, CompletionDelta &delta);
    Verdict takeIncompleteRun(const QJsonObject &run);
    Verdict takeFailedRun(const QJsonObject &run);

    AnswerText m_text;
    QString m_runId;
    QString m_runStatus;
    bool m_isThreadTooLong = false;
};

} // namespace bobbin
