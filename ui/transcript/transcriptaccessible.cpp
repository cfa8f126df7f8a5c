#include "ui/transcriptaccessible.h"

namespace bobbin {
void installTranscriptAccessibility() { }
void announceReply(TranscriptView *, int) { }
void announceCurrent(TranscriptView *, int) { }
} // namespace bobbin
