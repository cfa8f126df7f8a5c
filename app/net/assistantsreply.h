#pragma once

#include "assistantsparser.h"
#include "streamedreply.h"

#include <QStringList>
#include <QTimer>

namespace bobbin {

class JsonExchange;

/// A completion by the Assistants API: the messages are added to the thread one by one, a run is started,
/// and what it writes is received as a stream or, from servers that do not stream, polled for and read from
/// the thread. A reply that ends before its run has the run cancelled.
class AssistantsReply final : public StreamedReply
{
    Q_OBJECT
public:
    AssistantsReply(std::shared_ptr<HttpTransport> transport, const CompletionRequest &request,
                    ModelQuirks quirks, QObject *parent);
    ~AssistantsReply() override;

private:
    [[nodiscard]] ApiCall call() const override;
    [[nodiscard]] AnswerParser &parser() override { return m_parser; }
    bool goesOn() override;
    void aboutToEnd() override { cancelRun(); }

    JsonExchange *step(const ApiCall &call);
    void addNextMessage();
    void takeAddedMessage(const JsonExchange &answer);
    void awaitRun(const QByteArray &wish);
    void poll();
    void takePoll(const JsonExchange &answer);
    void failUnlessPassing(const JsonExchange &answer);
    void readMessages();
    void takeMessages(const JsonExchange &answer);
    void cancelRun();

    AssistantsParser m_parser;
    QList<ChatMessage> m_unsent;
    QStringList m_added; // ids of the messages that were added, in their order
    QTimer m_pollTimer;
    QTimer m_deadline;
    std::chrono::milliseconds m_pause;
    int m_failedPolls = 0;
    bool m_hasRead = false;
    bool m_isRunCancelled = false;
};

} // namespace bobbin
