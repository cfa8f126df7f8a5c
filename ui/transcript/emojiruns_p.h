#pragma once

#include <QString>

#include <functional>

namespace bobbin {

/// Calls `found` for the runs of `text` that are pictures and those that are not, in order.
///
/// Only what Unicode shows as a picture by default counts, and what a variation selector turns into one.
void forEachEmojiRun(const QString &text,
                     const std::function<void(qsizetype begin, qsizetype end, bool isEmoji)> &found);

} // namespace bobbin
