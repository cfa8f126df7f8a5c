#include "chatcompletionsreply.h"

#include "chatrequest.h"

#include <utility>

namespace bobbin {

ChatCompletionsReply::ChatCompletionsReply(std::shared_ptr<HttpTransport> transport,
                                           CompletionRequest request, ModelQuirks quirks, QObject *parent)
    : StreamedReply(std::move(transport), std::move(request), std::move(quirks), parent)
{
    ask();
}

ApiCall ChatCompletionsReply::call() const
{
    return chatCompletionCall(request(), transport().endpoint(), quirks());
}

} // namespace bobbin
