#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QString>
#include <QStringList>

namespace bobbin {

/// What conversations are put into; each is in one at the most. Folders hold no folders.
struct Folder {
    FolderId id {};
    QString name {};
    qint64 position = 0; ///< Folders stand in the order of this figure.
    Timestamp updatedAt {};

    friend bool operator==(const Folder &, const Folder &) = default;
};

/// A part of the history that can be listed: all of it, a folder, what is in no folder, or a tag.
struct Place {
    enum class Kind { Everywhere, Folder, NoFolder, Tag };

    Kind kind = Kind::Everywhere;
    FolderId folder {}; ///< Of a Folder.
    QString tag {}; ///< Of a Tag; in any case of letters.

    [[nodiscard]] static Place inFolder(const FolderId &folder);
    [[nodiscard]] static Place outsideFolders();
    [[nodiscard]] static Place under(const QString &tag);
    /// Whether a conversation with this folder and these tags is there.
    [[nodiscard]] bool holds(const FolderId &itsFolder, const QStringList &itsTags) const;

    friend bool operator==(const Place &, const Place &) = default;
};

/// A tag as it is kept: one line, without the # that people write before it; empty if nothing is left. Tags
/// that differ in the case of letters alone are one.
[[nodiscard]] QString cleanTag(const QString &text);
/// What tags that are one have in common.
[[nodiscard]] QString foldedTag(const QString &tag);
[[nodiscard]] bool hasTag(const QStringList &tags, const QString &tag);
/// Clean, each once, in the order of foldedTag().
[[nodiscard]] QStringList sortedTags(const QStringList &tags);

} // namespace bobbin
