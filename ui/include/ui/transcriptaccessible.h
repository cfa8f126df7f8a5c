#pragma once

namespace bobbin {

class TranscriptView;

/// Makes TranscriptViews known to assistive technology: a list of messages, each with its text.
///
/// To be called once, before the first view is shown.
void installTranscriptAccessibility();

/// Tells assistive technology that the reply in `row` has ended.
void announceReply(TranscriptView *view, int row);

/// Tells assistive technology that `row` is the current message.
void announceCurrent(TranscriptView *view, int row);

} // namespace bobbin
