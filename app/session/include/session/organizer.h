#pragma once

#include "core/place.h"
#include "session/undostack.h"
#include "store/messageremoval.h"

#include <QObject>

namespace bobbin {

class Clock;
class StoreThread;
struct Organization;

/// Something that was done with conversations as wholes.
struct Organized {
    enum class Kind {
        Pinned,
        Unpinned,
        Archived,
        Unarchived,
        Trashed,
        Restored,
        Moved, ///< To the folder `name`, or out of their folders if that is empty.
        Tagged,
        Untagged,
        FolderDeleted,
        MessageDeleted, ///< A message of the conversation, alone or with all that follows it.
    };

    Kind kind = Kind::Pinned;
    QList<ConversationId> conversations;
    QString name {}; ///< Of the folder or the tag.
    int step = 0; ///< Takes it back; see Organizer::undo().
};

/// Puts conversations in order, one or many at once: each call is one change in the store, all or nothing,
/// and one step that undo() takes back. Those that are as they are to be stay as they are, also then.
class Organizer final : public QObject
{
    Q_OBJECT
public:
    using Conversations = QList<ConversationId>;

    /// Both must live longer.
    Organizer(StoreThread &writer, const Clock &clock, QObject *parent = nullptr);

    void setPinned(const Conversations &conversations, bool pinned);
    void setArchived(const Conversations &conversations, bool archived);
    /// Moves to the trash or, with false, out of it.
    void setTrashed(const Conversations &conversations, bool trashed);
    /// A folder without an id is none.
    void moveTo(const Conversations &conversations, const Folder &folder);
    void setTagged(const Conversations &conversations, const QString &tag, bool isTagged);
    void rename(const ConversationId &conversation, const QString &from, const QString &to);

    /// Makes a conversation of its own from the branch that ends with `message`; forked() follows. Taken
    /// back, it is in the trash.
    void fork(const ConversationId &conversation, const MessageId &message);

    /// Adds a folder behind `folders` and moves the conversations there.
    Folder createFolder(const QString &name, const QList<Folder> &folders,
                        const Conversations &conversations = {});
    void renameFolder(const Folder &folder, const QString &name);
    /// Its conversations are kept.
    void deleteFolder(const Folder &folder);

    void deleteMessage(const ConversationId &conversation, const MessageId &message,
                       MessageRemoval::Scope scope);

    [[nodiscard]] bool canUndo() const { return !m_undo.isEmpty(); }
    /// Takes back the newest step, or the one with this number if that can be done still.
    void undo();
    void undo(int step);
    /// The conversation is gone for good.
    void forget(const ConversationId &id) { m_undo.forget(id); }

Q_SIGNALS:
    /// The store has these conversations as they are now.
    void changed(const QList<bobbin::ConversationId> &conversations);
    /// Messages of these conversations have gone or come back.
    void messagesChanged(const QList<bobbin::ConversationId> &conversations);
    /// The folders, or the tags in use, may be others.
    void placesChanged();
    /// Something was done that is worth telling; it is on its way to the store.
    void organized(const bobbin::Organized &what);
    /// The copy is stored.
    void forked(const bobbin::ConversationId &copy);
    void undone(const QList<bobbin::ConversationId> &conversations);
    void canUndoChanged();
    void failed(const QString &message);

private:
    using Edit = std::function<void(Organization &)>;

    void organize(Organized what, const Edit &edit);
    using TakeError = std::function<void(const StoreError &)>;
    void run(const StoreChange &change, const Conversations &conversations,
             const std::shared_ptr<const Conversations> &found = {});
    /// What `change` is about is said by `step`; `failedToo` is called besides failed().
    void run(const StoreChange &change, const UndoStack::Step &step, const TakeError &failedToo);
    void takeBack(const std::optional<UndoStack::Step> &step);

    StoreThread &m_writer;
    const Clock &m_clock;
    UndoStack m_undo;
};

} // namespace bobbin
