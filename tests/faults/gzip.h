#pragma once

#include <QByteArray>

namespace bobbin {

/// `bytes` in the format of gzip (RFC 1952).
[[nodiscard]] QByteArray gzip(const QByteArray &bytes);

} // namespace bobbin
