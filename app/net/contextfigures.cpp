#include "contextfigures.h"

#include <QRegularExpression>

#include <initializer_list>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// The number that the first of `patterns` that matches has in place of its '#'.
std::optional<qint64> figureIn(const QString &text, std::initializer_list<QLatin1StringView> patterns)
{
    for (const QLatin1StringView pattern : patterns) {
        QString expression = pattern;
        expression.replace(u'#', u"(\\d[\\d,]*)"_s);
        const auto match =
            QRegularExpression(expression, QRegularExpression::CaseInsensitiveOption).match(text);
        if (!match.hasMatch())
            continue;
        bool isNumber = false;
        if (const qint64 figure = match.captured(1).remove(u',').toLongLong(&isNumber); isNumber)
            return figure;
    }
    return {};
}

} // namespace

ContextFigures contextFigures(const ServiceError &error)
{
    ContextFigures figures {.contextWindow = error.contextWindow, .promptTokens = error.promptTokens};
    if (!figures.contextWindow) {
        figures.contextWindow =
            figureIn(error.message,
                     {
                         R"(maximum context length (?:is|of) #)"_L1, // OpenAI, vLLM
                         R"(maximum model length(?: of)? \(?#)"_L1, // vLLM
                         R"(model context length (?:of )?\(?#)"_L1,
                         R"(available context size \(#)"_L1, // llama.cpp
                         R"(> # maximum)"_L1, // Anthropic
                         R"(maximum number of (?:input )?tokens allowed \(#\))"_L1, // Gemini
                     });
    }
    if (!figures.promptTokens) {
        figures.promptTokens =
            figureIn(error.message,
                     {
                         // what the request adds up to stands before this, with the reply
                         R"(\(# (?:tokens )?(?:in the messages|in your prompt|in the prompt))"_L1,
                         R"(\(# of text input)"_L1, // OpenRouter
                         R"(resulted in # tokens)"_L1,
                         R"(has # input tokens)"_L1,
                         R"(length #\) is (?:longer than|too long))"_L1,
                         R"(\((?:length )?#\) (?:is longer than|exceeds))"_L1,
                         R"(is too long: # tokens)"_L1,
                         R"(request \(# tokens\))"_L1,
                         R"(requested (?:about )?# tokens)"_L1,
                     });
    }
    return figures;
}

} // namespace bobbin
