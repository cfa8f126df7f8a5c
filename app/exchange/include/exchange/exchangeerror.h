#pragma once

#include <QString>

namespace bobbin {

/// Why an export or import did not happen. Nothing was changed then, unless it says so.
struct ExchangeError {
    enum class Kind {
        CannotRead, ///< The file is missing or not readable.
        CannotWrite, ///< No permission, or the disk is full; what stood there before still does.
        Malformed, ///< The file is not what it should be; detail says where.
        TooNew, ///< Written by a later version of Bobbin.
        StoreFailed, ///< The history could not be read or written.
        Cancelled,
        NotUndone, ///< The one case in which a part of the file stays; detail says what the history refused.
    };
    Kind kind = Kind::Malformed;
    QString detail; ///< In the user's language.
};

/// What happened and what to do, in the user's language. `file` is named as it should be shown.
[[nodiscard]] QString explain(const ExchangeError &error, const QString &file);

} // namespace bobbin
