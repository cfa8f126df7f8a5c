#include "threaderror.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = CompletionError::Kind;

struct Case {
    const CompletionError &error;
    const ServiceError &words;
    const ServerTarget &target;
    int status = 0; // 0 if the words came in an answer that had begun well

    [[nodiscard]] bool isMissing() const { return status == 404 || status == 410; }
    [[nodiscard]] bool is(Strategy strategy) const
    {
        return target.strategy == strategy && !target.threadId.isEmpty();
    }
    [[nodiscard]] bool isParam(std::initializer_list<QLatin1StringView> names) const
    {
        return std::any_of(names.begin(), names.end(),
                           [this](QLatin1StringView name) { return words.param == name; });
    }
    [[nodiscard]] bool isCode(QLatin1StringView name) const { return words.code == name; }
    [[nodiscard]] bool says(const char *pattern) const
    {
        return QRegularExpression(QLatin1StringView(pattern), QRegularExpression::CaseInsensitiveOption)
            .match(words.message)
            .hasMatch();
    }
    [[nodiscard]] bool saysMissing() const
    {
        return says("not.{0,3}found|\\bno\\b.* found|does(n't| not) exist|no (longer|such)|expired|deleted");
    }
    [[nodiscard]] bool saysThreadIsMissing() const
    {
        return words.message.contains(target.threadId) && saysMissing();
    }
};

// Some services do not say anything but which field they do not take.
bool refusesState(const Case &c)
{
    if (!c.is(Strategy::Response) && !c.is(Strategy::Conversation))
        return false;
    const QLatin1StringView field =
        c.target.strategy == Strategy::Response ? "previous_response_id"_L1 : "conversation"_L1;
    const bool isNamed = c.words.param.isEmpty() ? c.words.message.contains(field) : c.words.param == field;
    return isNamed
        && (c.isCode("unknown_parameter"_L1) || c.isCode("unsupported_parameter"_L1)
            || c.says("unsupported|unknown (parameter|field|argument|key)|unrecogni[sz]ed|stateless"
                      "|not (supported|permitted|allowed|implemented)|does(n't| not) support"
                      "|extra (inputs|fields)|no additional properties|zero data retention"));
}

bool isBusy(const Case &c)
{
    return c.isCode("conversation_locked"_L1) || c.isCode("thread_locked"_L1)
        || c.says("another process is currently operating|already has an active run|while a run .*is active")
        || (c.status == 409 && c.says("lock|in progress|busy|active"));
}

bool missesResponse(const Case &c)
{
    return c.isCode("previous_response_not_found"_L1) || c.isCode("response_not_found"_L1)
        || c.words.code.endsWith("PreviousResponseNotFound"_L1)
        || c.isParam({"previous_response_id"_L1, "response_id"_L1}) || c.says("response with id .*not found")
        || c.saysThreadIsMissing();
}

bool missesConversation(const Case &c)
{
    return c.isCode("conversation_not_found"_L1) || c.saysThreadIsMissing()
        || (c.says("conversation with id") && (c.isMissing() || c.saysMissing()))
        || (c.isParam({"conversation"_L1, "conversation_id"_L1}) && (c.isMissing() || c.saysMissing()));
}

bool missesAssistant(const Case &c)
{
    return !c.target.assistant.isEmpty()
        && (c.isCode("assistant_not_found"_L1) || c.says("no assistant found|assistant.{0,60}not.?found")
            || (c.isParam({"assistant_id"_L1}) && (c.isMissing() || c.saysMissing())));
}

bool missesRun(const Case &c)
{
    return c.isCode("run_not_found"_L1) || c.says("no run found|\\brun.{0,60}not.?found");
}

bool missesThread(const Case &c)
{
    return c.isCode("thread_not_found"_L1) || c.saysThreadIsMissing()
        || c.says("no thread found|thread.{0,20}not.?found");
}

struct Rule {
    bool (*applies)(const Case &);
    std::optional<Kind> kind {}; // empty to leave it as it is
    bool isInDoubt = false;
};

const std::array rules {
    // What has nothing to do with a container.
    Rule {[](const Case &c) { return c.error.kind == Kind::ModelMissing; }},
    Rule {[](const Case &c) { return c.error.kind == Kind::ContextTooLong; }},
    Rule {[](const Case &c) { return saysRouteIsMissing(c.words); }, Kind::RouteMissing},
    // What is there, or was never there to be lost.
    Rule {isBusy, Kind::ThreadBusy},
    Rule {refusesState, Kind::StateIgnored},
    // Items of a container; the container itself is fine.
    Rule {[](const Case &c) { return c.says("\\bitem with id"); }, Kind::Rejected},
    // The container and what stands beside it.
    Rule {[](const Case &c) { return c.is(Strategy::Response) && missesResponse(c); }, Kind::ThreadLost},
    Rule {[](const Case &c) { return c.is(Strategy::Conversation) && missesConversation(c); },
          Kind::ThreadLost},
    Rule {[](const Case &c) { return c.target.strategy == Strategy::Thread && missesAssistant(c); },
          Kind::AssistantMissing},
    Rule {[](const Case &c) { return c.is(Strategy::Thread) && missesRun(c); }, {}, true},
    Rule {[](const Case &c) { return c.is(Strategy::Thread) && missesThread(c); }, Kind::ThreadLost},
    // The web server's word for an address that it does not have.
    Rule {[](const Case &c) { return c.isMissing() && !c.words.isJson; }, Kind::RouteMissing},
    // The API says that something is missing, but not what.
    Rule {[](const Case &c) { return c.isMissing() && !c.target.threadId.isEmpty(); }, {}, true},
    Rule {[](const Case &c) { return c.is(Strategy::Thread) && c.isParam({"thread_id"_L1}); }, {}, true},
    Rule {[](const Case &c) { return c.is(Strategy::Conversation) && c.isParam({"conversation"_L1}); },
          {},
          true},
};

// Whether errors of this status can be about a container at all: those of keys, limits and broken servers
// are not, whatever they say.
bool canBeAboutContainer(int status)
{
    static constexpr std::array statuses {0, 400, 404, 409, 410, 422};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

CompletionError asKind(CompletionError error, Kind kind, Strategy strategy)
{
    if (error.kind == kind)
        return error;
    error.kind = kind;
    error.mayRetry = kind == Kind::ThreadBusy;
    if (kind == Kind::ThreadBusy && !error.retryAfter)
        error.retryAfter = strategy == Strategy::Thread ? 2s : 3s;
    return error;
}

} // namespace

Diagnosis diagnose(const CompletionError &error, const ServiceError &words, const ServerTarget &target)
{
    const Case c {
        .error = error,
        .words = words,
        .target = target,
        .status = error.httpStatus == 200 ? words.status : error.httpStatus,
    };
    if (target.strategy == Strategy::FullHistory || !canBeAboutContainer(c.status))
        return {.error = error};
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule &candidate) { return candidate.applies(c); });
    if (rule == rules.end())
        return {.error = error};
    return {.error = rule->kind ? asKind(error, *rule->kind, target.strategy) : error,
            .isInDoubt = rule->isInDoubt};
}

bool saysContainerIsGone(const Diagnosis &diagnosis)
{
    const bool isMissing = diagnosis.error.httpStatus == 404 || diagnosis.error.httpStatus == 410;
    return diagnosis.error.kind == Kind::ThreadLost || (diagnosis.isInDoubt && isMissing);
}

} // namespace bobbin
