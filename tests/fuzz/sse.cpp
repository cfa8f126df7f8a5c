#include "fuzzinput.h"
#include "fuzztargets.h"

#include "ssereader.h"

namespace bobbin::fuzz {

void sse(QByteArrayView bytes)
{
    SseReader whole;
    QList<SseEvent> expected = whole.feed(bytes);
    expected += whole.finish();

    SseReader reader;
    QList<SseEvent> events;
    for (const QByteArrayView piece : piecesOf(bytes, bytes))
        events += reader.feed(piece);
    events += reader.finish();

    require(events == expected, "events do not depend on where the stream is cut");
}

} // namespace bobbin::fuzz
