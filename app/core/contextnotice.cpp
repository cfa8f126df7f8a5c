#include "core/contextnotice.h"

#include "core/enumnames.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// In the order of the enumerators.
constexpr std::array kindNames {"thread_replaced"_L1, "strategy_changed"_L1, "context_cut"_L1};
constexpr std::array reasonNames {"none"_L1,      "lost"_L1, "expired"_L1,     "out_of_step"_L1,
                                  "forgotten"_L1, "full"_L1, "not_offered"_L1, "ignored"_L1};

template<typename Enum, size_t N>
std::optional<Enum> find(const std::array<QLatin1StringView, N> &names, const QJsonValue &value)
{
    const QString name = value.toString();
    const auto it = std::find(names.begin(), names.end(), name);
    return it == names.end() ? std::nullopt : std::optional(static_cast<Enum>(it - names.begin()));
}

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::ContextNotice)
};

// Why there is a new container, and of what kind the old one was.
QString describeReplacement(const ContextNotice &notice)
{
    using Reason = ContextNotice::Reason;
    switch (notice.reason) {
    case Reason::Expired:
        return Tr::tr("The service's copy of this conversation was idle for too long.");
    case Reason::OutOfStep:
        return Tr::tr("The service's copy of this conversation was not what was said here.");
    case Reason::Forgotten:
        return Tr::tr("The service's copy of this conversation was given up.");
    case Reason::Full:
        return Tr::tr("The service's copy of this conversation no longer fitted the model.");
    default:
        return Tr::tr("The service had deleted its copy of this conversation.");
    }
}

QString describeGiven(const ContextNotice &notice)
{
    if (notice.given == 0 && notice.leftOut == 0)
        return {};
    if (notice.leftOut == 0)
        return Tr::tr("It was given all %n earlier message(s) again.", nullptr, notice.given);
    if (notice.given == 0) {
        return notice.hasSummary ? Tr::tr("It was given a summary of what was said before.")
                                 : Tr::tr("It was given none of the %n earlier message(s), since none fits.",
                                          nullptr, notice.leftOut);
    }
    return notice.hasSummary
        ? Tr::tr("It was given a summary and %n earlier message(s) again.", nullptr, notice.given)
        : Tr::tr("It was given the milestones and the newest turns again, %n message(s).", nullptr,
                 notice.given);
}

} // namespace

QString describe(const ContextNotice &notice)
{
    using Kind = ContextNotice::Kind;
    switch (notice.kind) {
    case Kind::ThreadReplaced:
        return QString(describeReplacement(notice) % u' ' % describeGiven(notice)).trimmed();
    case Kind::StrategyChanged:
        return (notice.reason == ContextNotice::Reason::Ignored
                    ? Tr::tr("The service does not keep the conversation (%1). From here on: %2.")
                    : Tr::tr("The service does not offer “%1”. From here on: %2."))
            .arg(displayName(notice.from), displayName(notice.to));
    case Kind::ContextCut:
        return Tr::tr("The request was too long for the service. It was sent again without %n earlier "
                      "message(s).",
                      nullptr, notice.leftOut);
    }
    Q_UNREACHABLE();
}

QString describeInDetail(const ContextNotice &notice)
{
    QStringList lines {describe(notice)};
    const auto add = [&lines](const QString &label, const QString &value) {
        if (!value.isEmpty())
            lines << Tr::tr("%1: %2", "label and value").arg(label, value);
    };
    add(Tr::tr("When"), QLocale().toString(toLocalTime(notice.at), QLocale::LongFormat));
    add(Tr::tr("Kept as"), displayName(notice.to));
    add(Tr::tr("Old id"), notice.oldId);
    add(Tr::tr("New id"), notice.newId);
    add(Tr::tr("The service said"), notice.detail);
    add(Tr::tr("Given again"), Tr::tr("%n message(s)", nullptr, notice.given));
    add(Tr::tr("Left out"), Tr::tr("%n message(s)", nullptr, notice.leftOut));
    if (notice.hasSummary)
        add(Tr::tr("Summary"), Tr::tr("of what was left out"));
    return lines.join(u'\n');
}

QJsonObject toJson(const ContextNotice &notice)
{
    QJsonObject json {{"kind"_L1, kindNames[static_cast<size_t>(notice.kind)]},
                      {"reason"_L1, reasonNames[static_cast<size_t>(notice.reason)]},
                      {"from"_L1, nameOf(notice.from)},
                      {"to"_L1, nameOf(notice.to)},
                      {"at_ms"_L1, qint64(notice.at.time_since_epoch().count())},
                      {"given"_L1, notice.given},
                      {"left_out"_L1, notice.leftOut},
                      {"has_summary"_L1, notice.hasSummary}};
    const auto insert = [&json](QLatin1StringView name, const QString &text) {
        if (!text.isEmpty())
            json.insert(name, text);
    };
    insert("old_id"_L1, notice.oldId);
    insert("new_id"_L1, notice.newId);
    insert("detail"_L1, notice.detail);
    return json;
}

std::optional<ContextNotice> contextNoticeFromJson(const QJsonObject &json)
{
    const auto kind = find<ContextNotice::Kind>(kindNames, json.value("kind"_L1));
    const auto reason = find<ContextNotice::Reason>(reasonNames, json.value("reason"_L1));
    const auto from = strategyFromName(json.value("from"_L1).toString());
    const auto to = strategyFromName(json.value("to"_L1).toString());
    if (!kind || !reason || !from || !to)
        return {};
    return ContextNotice {.kind = *kind,
                          .reason = *reason,
                          .from = *from,
                          .to = *to,
                          .oldId = json.value("old_id"_L1).toString(),
                          .newId = json.value("new_id"_L1).toString(),
                          .detail = json.value("detail"_L1).toString(),
                          .at = Timestamp(std::chrono::milliseconds(json.value("at_ms"_L1).toInteger())),
                          .given = json.value("given"_L1).toInt(),
                          .leftOut = json.value("left_out"_L1).toInt(),
                          .hasSummary = json.value("has_summary"_L1).toBool()};
}

} // namespace bobbin
