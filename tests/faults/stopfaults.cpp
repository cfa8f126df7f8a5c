#include "fault.h"

namespace bobbin {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Answer = Wire::Answer;
using End = Wire::End;
using Stop = Fault::Stop;

namespace {

int completionRequest(const Wire &wire)
{
    return wire.isChat() ? 1 : wire.isResponses() ? 2 : 4; // what comes before opens the container
}

} // namespace

// In all of them the user stops the reply.
QList<Fault> stopFaults(const Wire &wire)
{
    const QByteArray half = wire.begin() + wire.piece("Half");
    const Answer silent {.status = 0, .end = End::Stall};
    const Answer busy = ScriptedServer::json(503, R"({"error":{"message":"Busy"}})");
    const int asked = completionRequest(wire);
    QList<Fault> faults {
        {.name = "stopped before anything was sent",
         .state = ReplyState::Stopped,
         .generations = 0,
         .stop = Stop::AtOnce},
        {.name = "stopped while it waits for an answer",
         .answers = {silent},
         .state = ReplyState::Stopped,
         .stop = Stop::AtRequest,
         .stopAtRequest = asked},
        {.name = "stopped after the head",
         .answers = {Wire::stream({}, End::Stall)},
         .state = ReplyState::Stopped,
         .stop = Stop::AtRequest,
         .stopAtRequest = asked},
        {.name = "stopped in the middle",
         .answers = {Wire::stream(half, End::Stall)},
         .state = ReplyState::Stopped,
         .kept = u"Half"_s,
         .stop = Stop::AtText},
        {.name = "stopped in the countdown",
         .answers = {busy},
         .state = ReplyState::Stopped,
         .countdowns = 1,
         .stop = Stop::InCountdown},
        {.name = "stopped while 100 MB come",
         .answers = {Answer {.pieces = QList<QByteArray> {half}
                                 + QList<QByteArray>(100, QByteArray(": ping\n").repeated(150'000))}},
         .state = ReplyState::Stopped,
         .kept = u"Half"_s,
         .stop = Stop::AtText,
         .isLarge = true},
        {.name = "stopped while an error is being received",
         .answers = {Answer {.status = 400, .pieces = {"{"}, .end = End::Stall}},
         .state = ReplyState::Stopped,
         .stop = Stop::AtRequest,
         .stopAtRequest = asked},
    };
    if (!wire.isChat()) {
        const QByteArray create = wire.isResponses() ? "POST /conversations" : "POST /threads";
        faults << Fault {.name = "stopped while the server thread is being made",
                         .state = ReplyState::Stopped,
                         .generations = 0,
                         .others = {{create, {silent}}},
                         .stop = Stop::AtRequest,
                         .stopAtRequest = 1};
    }
    if (wire.isAssistants()) {
        faults << Fault {.name = "stopped while the message is being added",
                         .state = ReplyState::Stopped,
                         .generations = 0,
                         .others = {{"POST /threads/thread_1/messages", {silent}}},
                         .stop = Stop::AtRequest,
                         .stopAtRequest = 3};
        faults << Fault {.name = "stopped while the run is waited for",
                         .answers = {ScriptedServer::json(
                             200, R"({"id":"run_1","object":"thread.run","status":"queued"})")},
                         .state = ReplyState::Stopped,
                         .others = {{"GET /threads/thread_1/runs/run_1", {silent}}},
                         .stop = Stop::AtRequest,
                         .stopAtRequest = 5};
    }
    return faults;
}

Fault routeMissing(const Wire &wire, const QByteArray &name, const Wire::Answer &answer)
{
    if (wire.isChat())
        return {.name = name, .answers = {answer}};
    return {.name = name,
            .answers = {answer},
            .state = ReplyState::Complete,
            .kept = u"SECOND"_s,
            .generations = 2};
}

QList<Fault> faultsOf(ApiKind kind)
{
    const Wire wire(kind);
    const QList<Fault> own = wire.isChat() ? chatFaults()
        : wire.isResponses()               ? responsesFaults()
                                           : assistantsFaults();
    return connectionFaults(wire) + statusFaults(wire) + answerFaults(wire) + own + stopFaults(wire);
}

} // namespace bobbin
