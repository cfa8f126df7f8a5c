#include "core/usage.h"

namespace bobbin {

UsageSum &UsageSum::operator+=(const UsageSum &other)
{
    requests += other.requests;
    promptTokens += other.promptTokens;
    completionTokens += other.completionTokens;
    cachedTokens += other.cachedTokens;
    reasoningTokens += other.reasoningTokens;
    cost += other.cost;
    requestsWithCost += other.requestsWithCost;
    return *this;
}

} // namespace bobbin
