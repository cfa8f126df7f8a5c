#include "fuzzinput.h"
#include "fuzztargets.h"

#include "thinksplitter.h"

namespace bobbin::fuzz {

void thinking(QByteArrayView bytes)
{
    const QString reply = QString::fromUtf8(bytes);
    ThinkSplitter whole;
    CompletionDelta expected = whole.feed(reply);
    expected.append(whole.finish());

    ThinkSplitter splitter;
    CompletionDelta received;
    for (const QStringView piece : piecesOf(QStringView(reply), bytes))
        received.append(splitter.feed(piece));
    received.append(splitter.finish());

    require(received.text == expected.text, "the answer does not depend on where the reply is cut");
    require(received.reasoning == expected.reasoning, "nor does the thinking");
}

} // namespace bobbin::fuzz
