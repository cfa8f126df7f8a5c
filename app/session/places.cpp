#include "session/places.h"

#include "store/storethread.h"

#include <algorithm>

namespace bobbin {

Places::Places(StoreThread &writer, QObject *parent) : QObject(parent), m_writer(writer) { update(); }

Folder Places::folder(const FolderId &id) const
{
    const auto it = std::find_if(m_folders.begin(), m_folders.end(),
                                 [&id](const Folder &folder) { return folder.id == id; });
    return it == m_folders.end() ? Folder() : *it;
}

void Places::update()
{
    struct Found {
        QList<Folder> folders;
        QStringList tags;
    };
    m_writer.run(
        this,
        [](ConversationStore &store) -> Result<Found, StoreError> {
            const auto folders = store.folders().all();
            if (!folders)
                return Failure {folders.error()};
            const auto tags = store.tags().all();
            if (!tags)
                return Failure {tags.error()};
            return Found {folders.value(), tags.value()};
        },
        [this](const Result<Found, StoreError> &found) {
            if (!found || (found->folders == m_folders && found->tags == m_tags))
                return;
            m_folders = found->folders;
            m_tags = found->tags;
            Q_EMIT changed();
        });
}

} // namespace bobbin
