#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace bobbin {

/// The contents of a file of certificates or keys; nothing if it is no regular file, cannot be read, or is
/// larger than any such file: a pipe or a device could keep whoever reads it waiting for ever.
[[nodiscard]] std::optional<QByteArray> readTrustFile(const QString &path);

} // namespace bobbin
