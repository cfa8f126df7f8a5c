#pragma once

#include "answerdecoder.h"
#include "answerparser.h"

namespace bobbin::fuzz {

/// Gives `parser` the whole answer in `bytes`, up to where it is over, as a reply does.
inline void readAnswer(AnswerParser &parser, QByteArrayView bytes)
{
    AnswerDecoder decoder;
    QList<SseEvent> events = decoder.feed(bytes);
    events += decoder.finish();
    CompletionDelta all;
    for (const SseEvent &event : std::as_const(events)) {
        CompletionDelta delta;
        const AnswerParser::Verdict verdict = parser.take(event, delta);
        all.append(delta);
        if (verdict == AnswerParser::Verdict::Done || verdict == AnswerParser::Verdict::Failed)
            break;
    }
    CompletionDelta rest;
    parser.finish(rest);
    all.append(rest);
    CompletionDelta nothing;
    parser.finish(nothing);
    require(nothing.text.isEmpty() && nothing.reasoning.isEmpty(),
            "nothing comes behind the end of an answer");
    (void)parser.isComplete();
    (void)parser.result();
}

} // namespace bobbin::fuzz
