#pragma once

#include "core/message.h"
#include "net/completionerror.h"
#include "net/modelquirks.h"

#include <QObject>

namespace bobbin {

/// What a service said about a completion when it had ended.
struct CompletionResult {
    FinishReason finishReason = FinishReason::None;
    QString finishText {}; ///< The reason as received, when it is FinishReason::Other.
    Usage usage {};
    bool refused = false; ///< The text is the model's refusal.
    QString model {}; ///< As the service named it, which can be more exact than what was asked for.
    QString requestId {};
    QString responseId {}; ///< Of Strategy::Response: what the next request can go on from, if it is kept.

    friend bool operator==(const CompletionResult &, const CompletionResult &) = default;
};

/// A completion that is being received.
///
/// Emits textReceived() and reasoningReceived() any number of times and then exactly one of finished()
/// and failed(), never before control has returned to the event loop once. What was received before
/// failed() is valid and worth keeping. Deleting the reply cancels it silently. It lives in the thread of
/// the network access manager that it uses.
class CompletionReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Stops receiving; failed() with Kind::Cancelled follows, unless the reply has already ended.
    virtual void cancel() = 0;

Q_SIGNALS:
    /// The next piece of the answer: all that one arrival of data completed.
    void textReceived(const QString &text);
    void reasoningReceived(const QString &text);
    /// All text received so far was the model's thinking, which it closed without ever having opened it.
    void textWasReasoning();
    /// The service's last word differs from what it had sent in pieces: `text` stands in place of all text
    /// received so far.
    void textReplaced(const QString &text);
    /// The service refused a parameter and the request was repeated without it.
    void quirksLearned(const bobbin::ModelQuirks &quirks);
    /// The server's container holds the request's messages from now on, whatever becomes of the reply:
    /// asking again must not send them once more.
    void messagesTaken();

    void finished(const bobbin::CompletionResult &result);
    void failed(const bobbin::CompletionError &error);
};

} // namespace bobbin
