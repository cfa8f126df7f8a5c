#pragma once

#include <QByteArray>
#include <QList>

#include <functional>

namespace bobbin {

/// What lies beside `database`, of pages of 4,096 bytes, when SQLite has begun to overwrite `pages` and did not
/// come to the end (https://www.sqlite.org/fileformat2.html, section 3). The checksums are of what `decrypted`
/// makes of a page, if that is given.
[[nodiscard]] QByteArray
rollbackJournal(const QByteArray &database, const QList<quint32> &pages,
                const std::function<QByteArray(const QByteArray &page, quint32 number)> &decrypted = {});

} // namespace bobbin
