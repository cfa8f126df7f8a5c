#include "practicemodels.h"

#include "roughtokens.h"

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto guideModel = "practice-guide"_L1;
constexpr auto echoModel = "practice-echo"_L1;

QString lastUserText(const QList<ChatMessage> &messages)
{
    const auto it = std::find_if(messages.rbegin(), messages.rend(),
                                 [](const ChatMessage &message) { return message.role == Role::User; });
    return it == messages.rend() ? QString() : it->content;
}

PracticeError contextExceeded(qsizetype window, qsizetype tokens)
{
    return {.message = u"This model's maximum context length is %1 tokens. However, your messages resulted "
                       "in %2 tokens. Please reduce the length of the messages."_s.arg(window)
                           .arg(tokens),
            .code = u"context_length_exceeded"_s,
            .param = u"messages"_s};
}

} // namespace

QStringList PracticeModels::names() { return {guideModel, echoModel}; }

std::optional<PracticeError> PracticeModels::check(const QJsonValue &model)
{
    const QString param = u"model"_s;
    if (model.isUndefined())
        return PracticeError::missing(param);
    if (!model.isString())
        return PracticeError::wrongType(param, u"a string"_s, model);
    if (!names().contains(model.toString()))
        return PracticeError::modelMissing(model.toString());
    return {};
}

Result<PracticeAnswer, PracticeError> PracticeModels::answer(const QString &model,
                                                             const QList<ChatMessage> &messages,
                                                             std::optional<qsizetype> maxTokens) const
{
    Q_ASSERT(names().contains(model));
    PracticeAnswer answer;
    for (const ChatMessage &message : messages)
        answer.promptTokens += roughTokens(message.content).size();
    if (m_contextWindow > 0 && answer.promptTokens > m_contextWindow)
        return Failure {contextExceeded(m_contextWindow, answer.promptTokens)};
    answer.tokens = roughTokens(model == echoModel ? lastUserText(messages) : m_guide.answer(messages));
    if (maxTokens && *maxTokens < answer.tokens.size()) {
        answer.tokens.resize(*maxTokens);
        answer.isCut = true;
    }
    return answer;
}

} // namespace bobbin
