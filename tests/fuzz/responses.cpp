#include "fuzzinput.h"
#include "fuzztargets.h"

#include "answerrun.h"
#include "responseparser.h"

namespace bobbin::fuzz {

using namespace Qt::StringLiterals;

void responses(QByteArrayView bytes)
{
    ResponseParser whole(CompletionRequest {});
    readAnswer(whole, bytes);

    ResponseParser goingOn(CompletionRequest {.strategy = Strategy::Response, .threadId = u"resp_1"_s});
    readAnswer(goingOn, bytes);
}

} // namespace bobbin::fuzz
