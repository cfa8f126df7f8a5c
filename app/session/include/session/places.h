#pragma once

#include "core/place.h"

#include <QList>
#include <QObject>

namespace bobbin {

class StoreThread;

/// The folders and tags that there are.
class Places final : public QObject
{
    Q_OBJECT
public:
    /// `writer` must live longer; what it was given before is known when changed() comes.
    explicit Places(StoreThread &writer, QObject *parent = nullptr);

    [[nodiscard]] const QList<Folder> &folders() const { return m_folders; }
    [[nodiscard]] const QStringList &tags() const { return m_tags; }
    /// A folder without a name if there is none with this id.
    [[nodiscard]] Folder folder(const FolderId &id) const;

    /// Reads them from the store again.
    void update();

Q_SIGNALS:
    void changed();

private:
    StoreThread &m_writer;
    QList<Folder> m_folders;
    QStringList m_tags;
};

} // namespace bobbin
