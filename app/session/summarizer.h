#pragma once

#include "net/completionbackend.h"
#include "session/turn.h"
#include "turnplan.h"

#include <QObject>

namespace bobbin {

/// Has the beginning of a branch summarized by a model, and keeps the summary.
///
/// Ends with exactly one of finished() and failed(), never before control has returned to the event loop.
/// Deleting it cancels silently.
class Summarizer final : public QObject
{
    Q_OBJECT
public:
    /// `question` says for which branch, service and model.
    Summarizer(const Turn::Context &context, const TurnQuestion &question, QObject *parent);

    void start(const SummaryWish &wish);

Q_SIGNALS:
    /// The summary is in the store.
    void finished();
    /// `mayRetry` if the service could not be asked or has refused for now, or if messages were deleted or
    /// put back meanwhile, so that another summary is needed.
    void failed(bool mayRetry);

private:
    void ask(const Endpoint &endpoint);
    void keep(const CompletionResult &result);
    [[nodiscard]] QString wholeText(const CompletionResult &result) const;

    const Turn::Context m_context;
    const TurnQuestion m_question;
    SummaryWish m_wish;
    QString m_text;
};

} // namespace bobbin
