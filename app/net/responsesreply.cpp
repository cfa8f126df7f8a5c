#include "responsesreply.h"

#include "responserequest.h"

#include <utility>

namespace bobbin {

ResponsesReply::ResponsesReply(std::shared_ptr<HttpTransport> transport, const CompletionRequest &request,
                               ModelQuirks quirks, QObject *parent)
    : StreamedReply(std::move(transport), request, std::move(quirks), parent), m_parser(request)
{
    ask();
}

ApiCall ResponsesReply::call() const { return responseCall(request(), quirks()); }

} // namespace bobbin
