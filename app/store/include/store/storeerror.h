#pragma once

#include <QString>

namespace bobbin {

/// Why the store could not do what was asked. The kinds differ in what the user can do.
struct StoreError {
    enum class Kind {
        CannotOpen, ///< No permission, no such folder.
        CopyExists, ///< There is a file already where a copy of the history is to be written.
        CannotCopy, ///< A copy of the history could not be written to its place.
        InUse, ///< Another program holds the file locked.
        TooNew, ///< Written by a later version of Bobbin; left untouched.
        NotADatabase, ///< Some other kind of file; left untouched.
        Locked, ///< Encrypted, and not unlocked; left untouched. See historylock.h.
        CannotDecrypt, ///< Encrypted, and this build has no SQLite that can decrypt; left untouched.
        NotFinished, ///< Another history is ready and takes the place of this one with the next start.
        NotMigrated, ///< Could not be brought to the form of this version; left as it was.
        Damaged,
        DiskFull,
        ReadOnly,
        DiskFailed, ///< The disk reported an error, or is gone.
        BeingAnswered, ///< Not while a reply of the conversation is being received.
        NotFound, ///< There is no such conversation, message or service.
        Interrupted, ///< StoreThread::interrupt().
        QueryFailed,
    };
    Kind kind = Kind::QueryFailed;
    QString detail; ///< SQLite's words or the path concerned; not translated.
};

/// Whether the same can succeed later without the user doing anything in Bobbin: what could not be written
/// has to be kept, and tried again.
[[nodiscard]] bool mayPass(const StoreError &error);

/// What happened and what to do, in the user's language.
[[nodiscard]] QString explain(const StoreError &error);

} // namespace bobbin
