#include "requestquirks.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto maxTokens = "max_tokens"_L1;
constexpr auto maxCompletionTokens = "max_completion_tokens"_L1;

// What a request can do without, the inner fields before those they stand in. Never what names a
// conversation on the server: without it, the answer would be one to something else.
constexpr std::array dispensable {
    "stream_options"_L1,    "temperature"_L1, "top_p"_L1,          "reasoning_effort"_L1,
    "reasoning.summary"_L1, "reasoning"_L1,   maxCompletionTokens, maxTokens,
    "max_output_tokens"_L1, "store"_L1,       "stream"_L1};

bool has(const QJsonObject &body, QLatin1StringView field)
{
    const qsizetype dot = field.indexOf(u'.');
    if (dot < 0)
        return body.contains(field);
    return body.value(field.first(dot)).toObject().contains(field.sliced(dot + 1));
}

bool names(const CompletionError &error, QLatin1StringView field)
{
    if (!error.param.isEmpty())
        return error.param == field || (error.param.section(u'.', 0, 0) == field);
    const QRegularExpression word(u"\\b"_s % QRegularExpression::escape(field) % u"\\b"_s);
    return word.match(error.detail).hasMatch();
}

} // namespace

std::optional<ModelQuirks> learnQuirks(const CompletionError &error, const ApiCall &sent,
                                       const ModelQuirks &quirks)
{
    static const QRegularExpression unknown(
        u"unsupported|unknown|unrecogni[sz]ed|not (supported|permitted|allowed)|does not support"
        "|extra (inputs|fields)"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (error.kind != CompletionError::Kind::Rejected)
        return {};
    if (error.httpStatus != 400 && error.httpStatus != 422)
        return {};
    if (!unknown.match(error.code).hasMatch() && !unknown.match(error.detail).hasMatch())
        return {};

    const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
    for (const auto field : dispensable) {
        if (!names(error, field) || !has(body, field))
            continue;
        ModelQuirks learned = quirks;
        const bool hasOtherName =
            body.contains("messages"_L1) && (field == maxTokens || field == maxCompletionTokens);
        if (hasOtherName && quirks.tokenLimitField.isEmpty()) {
            learned.tokenLimitField = field == maxTokens ? maxCompletionTokens : maxTokens;
        } else {
            learned.rejectedParameters << field;
            learned.rejectedParameters.sort();
        }
        return learned;
    }
    return {};
}

} // namespace bobbin
