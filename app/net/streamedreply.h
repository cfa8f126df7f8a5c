#pragma once

#include "answerdecoder.h"
#include "answerparser.h"
#include "core/wholecharacters.h"
#include "httptransport.h"
#include "keymask.h"
#include "net/completionbackend.h"
#include "threaderror.h"

#include <QPointer>

#include <memory>
#include <optional>

namespace bobbin {

class HttpExchange;

/// The life of a completion, whichever API it comes from: one call whose answer is the completion, what
/// arrives of it, and how it ends. The end of the connection alone proves nothing.
///
/// A parameter that the service refuses is left out and the call repeated. Where an error does not say
/// what is missing, the server is asked for the container before the reply fails.
class StreamedReply : public CompletionReply
{
    Q_OBJECT
public:
    ~StreamedReply() override;

    void cancel() override;

protected:
    StreamedReply(std::shared_ptr<HttpTransport> transport, CompletionRequest request, ModelQuirks quirks,
                  QObject *parent);

    // What the APIs differ in.

    /// The call whose answer is the completion.
    [[nodiscard]] virtual ApiCall call() const = 0;
    [[nodiscard]] virtual AnswerParser &parser() = 0;
    /// The answer to the call has ended without a failure. Whether the reply goes on in another way; it
    /// concludes again when that has ended.
    virtual bool goesOn() { return false; }
    /// The reply is about to end, for whatever reason.
    virtual void aboutToEnd() { }

    // What they share.

    void ask();
    /// Gives out what one arrival of data brought; returns whether the reply still goes on after that.
    bool give(const CompletionDelta &delta);
    /// Ends the reply, well if the answer is a complete one.
    void conclude();
    void fail(CompletionError error);
    /// Fails with what the parser made of the answer.
    void failByAnswer();
    /// Fails with `error` as soon as it is clear what `words` mean for it.
    void failBy(const CompletionError &error, const ServiceError &words);
    /// Whether asking again can be left to the retry policy; it can, unless said otherwise.
    void setRepeatable(bool isRepeatable) { m_isRepeatable = isRepeatable; }
    /// Something under way that the reply waits for, which ends with it. At most one at a time.
    void waitFor(QObject *step);

    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    [[nodiscard]] const HttpExchange &exchange() const { return *m_exchange; }
    [[nodiscard]] AnswerDecoder::Form form() const { return m_decoder.form(); }
    [[nodiscard]] HttpTransport &transport() const { return *m_transport; }
    [[nodiscard]] const CompletionRequest &request() const { return m_request; }
    [[nodiscard]] const ModelQuirks &quirks() const { return m_quirks; }

private:
    void takeBytes(const QByteArray &bytes);
    void takeEvents(const QList<SseEvent> &events, bool isEnd);
    void takeEnd();
    void takeBrokenEnd(const CompletionError &error);
    void end();
    bool giveText(const QString &text, bool isReasoning);
    void giveRest();
    [[nodiscard]] CompletionError errorOf(int status, const ServiceError &words) const;
    [[nodiscard]] bool learnFrom(const CompletionError &error);
    [[nodiscard]] CompletionError notAnAnswer(CompletionError::Kind kind, const QString &code);
    void failByForm(CompletionError::Kind kind, const QString &code);

    const std::shared_ptr<HttpTransport> m_transport;
    const CompletionRequest m_request;
    const ServerTarget m_target;
    ModelQuirks m_quirks;
    ApiCall m_call;
    HttpExchange *m_exchange = nullptr; // owned as a child; null before the call and after the end
    QPointer<QObject> m_step;
    QByteArray m_errorBody;
    AnswerDecoder m_decoder;
    CharacterJoiner m_textJoiner;
    CharacterJoiner m_reasoningJoiner;
    KeyMask m_textMask;
    KeyMask m_reasoningMask;
    bool m_isDone = false;
    bool m_hasFailed = false; // the answer itself; what comes after that is not read
    bool m_hasShown = false;
    bool m_isRepeatable = true;
    bool m_hasEnded = false;
};

} // namespace bobbin
