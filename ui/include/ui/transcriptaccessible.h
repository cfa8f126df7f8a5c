#pragma once

#include <QtGlobal>

namespace bobbin {

struct TranscriptControl;
class TranscriptView;

/// Makes TranscriptViews known to assistive technology: a list of messages, each with its text and with
/// its links and buttons as children.
///
/// To be called once, before the first view is shown.
void installTranscriptAccessibility();

// Events for assistive technology; they cost nothing while there is none.
void announceCurrent(TranscriptView *view, int row); ///< `row` is the current message now.
void announceFocus(TranscriptView *view, int row, const TranscriptControl &control);
void announceLoaded(TranscriptView *view, int first, int last); ///< These rows have their messages now.
void announceReply(TranscriptView *view, int row); ///< The reply in `row` has ended.
void announceSelection(TranscriptView *view);

} // namespace bobbin
