#include "faultrun.h"

#include "faultserver.h"
#include "logcapture.h"
#include "testworkspace.h"
#include "threadload.h"

#include <QDir>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace bobbin {
namespace {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Answer = Wire::Answer;
using Stop = Fault::Stop;

constexpr std::chrono::milliseconds patience = 60s; // only a program that hangs needs so long

// "METHOD path" without the version and the query.
QByteArray nameOf(const ScriptedServer::Request &request)
{
    return request.method + ' ' + request.path.split('?').first().sliced(3);
}

bool isCleaningUp(const ScriptedServer::Request &request)
{
    return request.method == "DELETE" || request.path.endsWith("/cancel");
}

// That of the path: a conversation can fall back to another API.
Wire wireOf(const ScriptedServer::Request &request)
{
    return Wire(request.path.endsWith("/runs")            ? ApiKind::Assistants
                    : request.path.endsWith("/responses") ? ApiKind::Responses
                                                          : ApiKind::ChatCompletions);
}

/// What the server does: the fault, in its turn.
class FaultScript
{
public:
    FaultScript(ApiKind kind, const Fault &fault) : m_wire(kind), m_fault(fault) { }

    Answer operator()(const ScriptedServer::Request &request)
    {
        if (m_fault.isInSecondTurn && m_first) {
            if (!m_wire.isCompletion(request))
                return other(request);
            m_first = false;
            Answer first = m_wire.good("First answer");
            first.end = Wire::End::KeepAlive;
            return first;
        }
        if (m_wire.isCompletion(request)) {
            const Answer answer = m_completions < m_fault.answers.size() ? m_fault.answers.at(m_completions)
                                                                         : wireOf(request).good("SECOND");
            ++m_completions;
            return answer;
        }
        return other(request);
    }

private:
    Answer other(const ScriptedServer::Request &request)
    {
        const QByteArray name = nameOf(request);
        const QList<Answer> prepared = m_fault.others.value(name);
        if (prepared.isEmpty())
            return m_wire.answerTo(request);
        return prepared.at(std::min(m_others[name]++, prepared.size() - 1));
    }

    const Wire m_wire;
    const Fault m_fault;
    bool m_first = true;
    qsizetype m_completions = 0;
    QHash<QByteArray, qsizetype> m_others;
};

bool filesContain(const QString &folder, const QByteArray &text)
{
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
    return std::any_of(files.begin(), files.end(), [&text](const QFileInfo &info) {
        QFile file(info.filePath());
        return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
    });
}

/// One turn of a conversation with the faulty server.
class FaultPlay final : public QObject
{
public:
    FaultPlay(ApiKind kind, const Fault &fault) : m_kind(kind), m_fault(fault)
    {
        m_server.setScript([script = std::make_shared<FaultScript>(kind, fault)](
                               const ScriptedServer::Request &request) { return (*script)(request); });
        const ServiceId id = m_workspace.addService(m_server.url(u"/v1"_s), faultKey());
        Service service = *m_workspace.services->find(id);
        service.apiKind = kind;
        service.timeouts = fault.timeouts;
        m_workspace.services->save(service);
        m_session = m_workspace.library->begin(id, {});
        connect(m_session, &ChatSession::replyEnded, &m_loop, &QEventLoop::quit);
    }

    FaultOutcome play()
    {
        if (m_fault.isInSecondTurn)
            turn(u"First"_s);
        m_before = m_server.requests().size();
        applyChange();
        follow();
        m_workspace.settle();
        m_load.start(m_fault.isLarge);
        turn(u"Question"_s);
        m_outcome.longestPass = m_load.longestPass();
        m_outcome.memory = m_load.memory();
        m_workspace.settle();
        collect();
        return m_outcome;
    }

private:
    void applyChange()
    {
        if (!m_fault.change)
            return;
        Service service = *m_workspace.services->find(m_session->conversation().service);
        m_fault.change(service);
        m_workspace.services->save(service);
    }

    void turn(const QString &text)
    {
        QTimer::singleShot(patience, &m_loop, &QEventLoop::quit);
        m_hasEnded = false;
        const auto ended = connect(m_session, &ChatSession::replyEnded, this, [this] { m_hasEnded = true; });
        m_session->send(text);
        if (m_fault.stop == Stop::AtOnce)
            m_session->stop();
        m_loop.exec();
        m_outcome.hasEnded = m_hasEnded;
        disconnect(ended);
    }

    // The user of these turns skips every countdown, and stops the reply when the fault says so.
    void follow()
    {
        connect(m_session, &ChatSession::noticeChanged, this, [this] { takeNotice(m_session->notice()); });
        connect(m_session, &ChatSession::textReceived, this, [this] {
            if (m_fault.stop == Stop::AtText)
                m_session->stop();
        });
        connect(&m_server, &FaultServer::requestReceived, this, [this] {
            if (m_fault.stop == Stop::AtRequest
                && m_server.requests().size() - m_before == m_fault.stopAtRequest)
                m_session->stop();
        });
    }

    void takeNotice(const Notice &notice)
    {
        if (notice.kind == Notice::Kind::Error)
            m_outcome.errors << notice.text;
        const bool isCountdown = notice.actions.contains(Notice::Action::RetryNow);
        if (!isCountdown) {
            m_isCountingDown = false;
            return;
        }
        if (std::exchange(m_isCountingDown, true))
            return; // another second of the same
        m_outcome.countdowns << notice.text;
        QMetaObject::invokeMethod(
            m_session,
            [this] {
                if (m_fault.stop == Stop::InCountdown)
                    m_session->stop();
                else
                    m_session->perform(Notice::Action::RetryNow);
            },
            Qt::QueuedConnection);
    }

    void collect()
    {
        const QList<Message> messages = m_workspace.storedMessages(m_session->id());
        if (messages.size() >= 2) {
            m_outcome.user = messages.at(messages.size() - 2);
            m_outcome.reply = messages.constLast();
        }
        TranscriptModel *transcript = m_session->transcript();
        m_outcome.shown = transcript->messageAt(transcript->rowCount() - 1).content;
        m_outcome.notice = m_session->notice();
        m_outcome.isBusy = m_session->isBusy();
        const QList<ScriptedServer::Request> all = m_server.requests();
        const Wire wire(m_kind);
        for (const ScriptedServer::Request &request : all.sliced(m_before)) {
            if (isCleaningUp(request))
                continue; // which nobody waits for: it may come later
            m_outcome.requests << QString::fromLatin1(nameOf(request));
            m_outcome.generations += wire.isCompletion(request) ? 1 : 0;
        }
        if (m_fault.stop != Stop::Never)
            m_outcome.hasDisconnected = waitForDisconnection();
        m_outcome.hasKey = m_outcome.notice.text.contains(QString::fromLatin1(faultKey()))
            || m_outcome.countdowns.join(u' ').contains(QString::fromLatin1(faultKey()))
            || m_log.text().contains(faultKey()) || filesContain(m_workspace.folder.path(), faultKey());
    }

    bool waitForDisconnection()
    {
        QEventLoop loop;
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        connect(&m_server, &FaultServer::disconnected, &loop, &QEventLoop::quit);
        if (m_server.connections() > 0)
            loop.exec();
        return m_server.connections() <= 1; // one may be kept for the next request
    }

    const ApiKind m_kind;
    const Fault m_fault;
    LogCapture m_log;
    FaultServer m_server;
    TestWorkspace m_workspace;
    ChatSession *m_session = nullptr;
    QEventLoop m_loop;
    ThreadLoad m_load;
    FaultOutcome m_outcome;
    qsizetype m_before = 0; // requests of an earlier turn
    bool m_hasEnded = false;
    bool m_isCountingDown = false;
};

} // namespace

QByteArray faultKey() { return "test-key-5e2c1e7-value"; }

FaultOutcome playFault(ApiKind kind, const Fault &fault)
{
    FaultPlay play(kind, fault);
    return play.play();
}

} // namespace bobbin
