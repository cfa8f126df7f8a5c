#include "core/usage.h"

#include <algorithm>

namespace bobbin {

UsageSum &UsageSum::operator+=(const UsageSum &other)
{
    requests = std::min(requests + other.requests, Most);
    promptTokens = std::min(promptTokens + other.promptTokens, Most);
    completionTokens = std::min(completionTokens + other.completionTokens, Most);
    cachedTokens = std::min(cachedTokens + other.cachedTokens, Most);
    reasoningTokens = std::min(reasoningTokens + other.reasoningTokens, Most);
    cost = std::min(cost + other.cost, Most);
    requestsWithCost = std::min(requestsWithCost + other.requestsWithCost, Most);
    return *this;
}

} // namespace bobbin
