#include "fuzzinput.h"
#include "fuzztargets.h"

#include "answerdecoder.h"

namespace bobbin::fuzz {

void answers(QByteArrayView bytes)
{
    AnswerDecoder whole;
    QList<SseEvent> expected = whole.feed(bytes);
    expected += whole.finish();

    AnswerDecoder decoder;
    QList<SseEvent> events;
    for (const QByteArrayView piece : piecesOf(bytes, bytes))
        events += decoder.feed(piece);
    events += decoder.finish();

    require(decoder.form() == whole.form(), "the form of an answer does not depend on where it is cut");
    require(events == expected, "what an answer says does not depend on where it is cut");
    require(decoder.beginning() == whole.beginning(), "nor does its beginning");
    require(decoder.looksLikeEvents() == whole.looksLikeEvents(), "nor what it looks like");
}

} // namespace bobbin::fuzz
