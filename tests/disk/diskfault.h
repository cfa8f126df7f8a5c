#pragma once

#include <atomic>

namespace bobbin {

/// What a test asks of the disk that a program sees, in a file that both have mapped.
///
/// An operation is a call that changes the disk: opening a file to be written, writing, cutting,
/// synchronising, renaming, deleting, making a folder. Only what is below the folder in the environment
/// counts.
struct DiskFault {
    enum class Kind : int {
        None,
        Kill, ///< The process is killed in place of the operation.
        NoSpace, ///< Nothing can be written any more (ENOSPC); what makes files shorter or fewer works.
        ShortWrite, ///< The first write that is refused has half of its bytes written; then as NoSpace.
        InputOutput, ///< Nothing can be written, cut or synchronised (EIO).
        ReadOnly, ///< Nothing can be changed at all (EROFS).
        Slow, ///< Each operation takes 20 ms.
        Unreadable, ///< Nothing can be read (EIO). Counts what is read instead of operations.
    };

    std::atomic<Kind> kind = Kind::None;
    std::atomic<long long> after = 0; ///< So many operations succeed before the fault begins.
    std::atomic<long long> operations = 0; ///< So far.
    std::atomic<long long> reads = 0; ///< So far.

    static constexpr const char *fileVariable = "BOBBIN_DISK_FAULT"; ///< The file that is mapped.
    static constexpr const char *folderVariable = "BOBBIN_DISK_FOLDER";
};

static_assert(std::atomic<long long>::is_always_lock_free
                  && std::atomic<DiskFault::Kind>::is_always_lock_free,
              "processes share them");

} // namespace bobbin
