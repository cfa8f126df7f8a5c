#pragma once

#include "apicall.h"
#include "httptransport.h"
#include "net/serverthreads.h"
#include "threaderror.h"

#include <QJsonArray>
#include <QPointer>

#include <memory>

namespace bobbin {

class JsonExchange;

/// What the operations of ServerThreads share: calls, one after the other, and what their failures mean.
class ThreadOperation : public ServerThreadReply
{
    Q_OBJECT
protected:
    ThreadOperation(std::shared_ptr<HttpTransport> transport, ServerTarget target, QObject *parent);

    /// Sends `call`; takeAnswer() or takeError() follows.
    void send(const ApiCall &call);
    virtual void takeAnswer(const JsonExchange &answer) = 0;
    virtual void takeError(const Diagnosis &diagnosis);

    void finish(Answer answer);
    void fail(const CompletionError &error);

    [[nodiscard]] HttpTransport &transport() const { return *m_transport; }
    [[nodiscard]] const ServerTarget &target() const { return m_target; }

private:
    const std::shared_ptr<HttpTransport> m_transport;
    const ServerTarget m_target;
    QPointer<JsonExchange> m_exchange;
};

class CreateThread final : public ThreadOperation
{
    Q_OBJECT
public:
    CreateThread(std::shared_ptr<HttpTransport> transport, Strategy strategy, QObject *parent);

private:
    void takeAnswer(const JsonExchange &answer) override;
    void takeError(const Diagnosis &diagnosis) override;
};

class AppendToThread final : public ThreadOperation
{
    Q_OBJECT
public:
    /// `said` is given the ids of what is added.
    AppendToThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target,
                   const QList<ChatMessage> &messages, std::shared_ptr<QStringList> said, QObject *parent);

private:
    void sendNext();
    void takeAnswer(const JsonExchange &answer) override;
    void takeError(const Diagnosis &diagnosis) override;

    QList<ChatMessage> m_unsent;
    const std::shared_ptr<QStringList> m_said;
};

class ListThread final : public ThreadOperation
{
    Q_OBJECT
public:
    ListThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target, int most,
               std::shared_ptr<const QStringList> said, QObject *parent);

private:
    void ask(const QString &after);
    void takeAnswer(const JsonExchange &answer) override;

    const int m_most;
    const std::shared_ptr<const QStringList> m_said;
    QJsonArray m_list;
    int m_pages = 0;
};

class FindThread final : public ThreadOperation
{
    Q_OBJECT
public:
    FindThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target, QObject *parent);

private:
    void ask();
    void takeAnswer(const JsonExchange &answer) override;
    void takeError(const Diagnosis &diagnosis) override;

    int m_attempts = 0;
    bool m_asksForMessages = false;
};

class RemoveThread final : public ThreadOperation
{
    Q_OBJECT
public:
    RemoveThread(std::shared_ptr<HttpTransport> transport, const ServerTarget &target, QObject *parent);

private:
    void takeAnswer(const JsonExchange &answer) override;
    void takeError(const Diagnosis &diagnosis) override;
};

} // namespace bobbin
