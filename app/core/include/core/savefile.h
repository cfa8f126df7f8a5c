#pragma once

class QSaveFile;

namespace bobbin {

/// Opens the file for writing what only its owner may read, also where it replaces one that others can read,
/// whose mode QSaveFile::open() would keep.
[[nodiscard]] bool openPrivate(QSaveFile &file);

/// Puts the file in its place once all of it is on the disk; false, with what was there before left alone, if
/// that was not possible. QSaveFile::commit() alone does not notice when the disk refuses what was still in
/// its buffer.
[[nodiscard]] bool commitWhole(QSaveFile &file);

} // namespace bobbin
