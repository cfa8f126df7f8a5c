#include "session/organizer.h"

#include "delivery.h"
#include "organization.h"
#include "store/branchcopy.h"
#include "store/storethread.h"

#include <memory>

namespace bobbin {
namespace {

// What a change found and left; filled in the store's thread, and read there when it is taken back.
struct Done {
    ConversationId id;
    Organization before;
    Organization after;
};
using AllDone = std::shared_ptr<QList<Done>>;

// What is gone by now has nothing to be changed.
Status<StoreError> unlessGone(const Status<StoreError> &status)
{
    return !status && status.error().kind == StoreError::Kind::NotFound ? Status<StoreError>(Ok) : status;
}

Status<StoreError> reverse(ConversationStore &store, const AllDone &all)
{
    return store.atomically([&]() -> Status<StoreError> {
        for (const Done &done : std::as_const(*all)) {
            if (const auto back = unlessGone(reorganize(store, done.id, done.after, done.before)); !back)
                return back;
        }
        return Ok;
    });
}

StoreChange putFolder(const Folder &folder)
{
    return [folder](ConversationStore &store) { return store.folders().put(folder); };
}

} // namespace

Organizer::Organizer(StoreThread &writer, const Clock &clock, QObject *parent)
    : QObject(parent), m_writer(writer), m_clock(clock)
{
    connect(&m_undo, &UndoStack::changed, this, &Organizer::canUndoChanged);
}

void Organizer::run(const StoreChange &change, const Conversations &conversations,
                    const std::shared_ptr<const Conversations> &found)
{
    run(change, {.conversations = conversations, .reverse = {}, .found = found}, {});
}

void Organizer::run(const StoreChange &change, const UndoStack::Step &step, const TakeError &failedToo)
{
    m_writer.run(this, change, [this, step, failedToo](const Status<StoreError> &made) {
        if (!made) {
            if (failedToo)
                failedToo(made.error());
            Q_EMIT failed(explain(made.error()));
        }
        const Conversations all = step.found ? step.conversations + *step.found : step.conversations;
        if (!all.isEmpty())
            Q_EMIT changed(all);
        if (step.changesMessages)
            Q_EMIT messagesChanged(all);
        Q_EMIT placesChanged();
    });
}

void Organizer::organize(Organized what, const Edit &edit)
{
    if (what.conversations.isEmpty())
        return;
    const auto all = std::make_shared<QList<Done>>();
    const auto change = [all, edit, ids = what.conversations](ConversationStore &store) {
        const auto changed = store.atomically([&]() -> Status<StoreError> {
            for (const ConversationId &id : ids) {
                const auto found = store.conversations().find(id);
                if (!found)
                    return Failure {found.error()};
                Done done {id, organizationOf(found.value()), {}};
                done.after = done.before;
                edit(done.after);
                if (const auto made = reorganize(store, id, done.before, done.after); !made)
                    return made;
                all->append(done);
            }
            return Ok;
        });
        if (!changed)
            all->clear(); // nothing was done that could be taken back
        return changed;
    };
    run(change, what.conversations);
    what.step =
        m_undo.push({what.conversations, [all](ConversationStore &store) { return reverse(store, all); }});
    Q_EMIT organized(what);
}

void Organizer::setPinned(const Conversations &conversations, bool pinned)
{
    organize({pinned ? Organized::Kind::Pinned : Organized::Kind::Unpinned, conversations},
             [pinned](Organization &organization) { organization.pinned = pinned; });
}

void Organizer::setArchived(const Conversations &conversations, bool archived)
{
    organize({archived ? Organized::Kind::Archived : Organized::Kind::Unarchived, conversations},
             [archived](Organization &organization) { organization.archived = archived; });
}

void Organizer::setTrashed(const Conversations &conversations, bool trashed)
{
    organize({trashed ? Organized::Kind::Trashed : Organized::Kind::Restored, conversations},
             [trashed](Organization &organization) { organization.trashed = trashed; });
}

void Organizer::moveTo(const Conversations &conversations, const Folder &folder)
{
    organize({Organized::Kind::Moved, conversations, folder.id.isValid() ? folder.name : QString()},
             [id = folder.id](Organization &organization) { organization.folder = id; });
}

void Organizer::setTagged(const Conversations &conversations, const QString &text, bool isTagged)
{
    const QString tag = cleanTag(text);
    if (tag.isEmpty())
        return;
    organize({isTagged ? Organized::Kind::Tagged : Organized::Kind::Untagged, conversations, tag},
             [tag, isTagged](Organization &organization) {
                 if (isTagged)
                     organization.tags = sortedTags(organization.tags + QStringList {tag});
                 else
                     organization.tags.removeIf(
                         [&](const QString &other) { return foldedTag(other) == foldedTag(tag); });
             });
}

void Organizer::rename(const ConversationId &conversation, const QString &from, const QString &to)
{
    const auto setTitle = [conversation](const QString &text) -> StoreChange {
        return [conversation, text](ConversationStore &store) -> Status<StoreError> {
            const auto set = store.conversations().setTitle(conversation, text, TitleSource::User);
            if (!set)
                return Failure {set.error()};
            return Ok;
        };
    };
    run(setTitle(to), {conversation});
    m_undo.push({{conversation}, setTitle(from)});
}

// The title is the user's by now: no model is to make another one of it.
void Organizer::fork(const ConversationId &conversation, const MessageId &message)
{
    const ConversationId copyId = ConversationId::create();
    const auto work = [conversation, copyId, message, name = tr("%1 (fork)", "title of a copy"),
                       now = m_clock.now()](ConversationStore &store) -> Status<StoreError> {
        const auto original = store.conversations().find(conversation);
        if (!original)
            return Failure {original.error()};
        Conversation copy = original.value();
        copy.id = copyId;
        copy.title = name.arg(copy.title);
        copy.titleSource = TitleSource::User;
        copy.pinned = false;
        copy.archived = false;
        copy.trashedAt.reset();
        copy.createdAt = copy.activeAt = now;
        return copyBranch(store, conversation, message, copy);
    };
    m_writer.run(this, work, [this, conversation, copyId](const Status<StoreError> &copied) {
        if (!copied) {
            Q_EMIT failed(explain(copied.error()));
            return;
        }
        const auto trash = [copyId](ConversationStore &store) {
            return unlessGone(store.conversations().setTrashed(copyId, true));
        };
        // What is shown when it is taken back is the original.
        m_undo.push({{conversation}, trash, std::make_shared<const Conversations>(Conversations {copyId})});
        Q_EMIT changed({copyId});
        Q_EMIT placesChanged();
        Q_EMIT forked(copyId);
    });
}

Folder Organizer::createFolder(const QString &name, const QList<Folder> &folders,
                               const Conversations &conversations)
{
    const Folder folder {.id = FolderId::create(),
                         .name = name,
                         .position = folders.isEmpty() ? 1 : folders.constLast().position + 1,
                         .updatedAt = m_clock.now()};
    run(putFolder(folder), {});
    moveTo(conversations, folder);
    return folder;
}

void Organizer::renameFolder(const Folder &folder, const QString &name)
{
    Folder renamed = folder;
    renamed.name = name;
    renamed.updatedAt = std::max(m_clock.now(), folder.updatedAt + std::chrono::milliseconds(1));
    run(putFolder(renamed), {});
    m_undo.push({{}, putFolder(folder)});
}

void Organizer::deleteFolder(const Folder &folder)
{
    const auto held = std::make_shared<QList<ConversationId>>();
    const auto remove = [held, id = folder.id](ConversationStore &store) -> Status<StoreError> {
        const auto removed = store.folders().remove(id);
        if (!removed)
            return Failure {removed.error()};
        *held = removed.value();
        return Ok;
    };
    run(remove, {}, held);
    const auto putBack = [held, folder](ConversationStore &store) {
        return store.atomically([&]() -> Status<StoreError> {
            if (const auto put = store.folders().put(folder); !put)
                return put;
            for (const ConversationId &id : std::as_const(*held)) {
                if (const auto back = unlessGone(store.conversations().setFolder(id, folder.id)); !back)
                    return back;
            }
            return Ok;
        });
    };
    const int step = m_undo.push({{}, putBack, held});
    Q_EMIT organized({Organized::Kind::FolderDeleted, {}, folder.name, step});
}

void Organizer::deleteMessage(const ConversationId &conversation, const MessageId &message,
                              MessageRemoval::Scope scope)
{
    const QString outOfStep = nameOfLoss(ContextNotice::Reason::OutOfStep);
    const auto number = std::make_shared<int>(0);
    const auto remove = [=](ConversationStore &store) -> Status<StoreError> {
        const auto removed = store.removal().remove(conversation, message, scope, outOfStep);
        if (!removed)
            return Failure {removed.error()};
        *number = removed.value();
        return Ok;
    };
    const auto putBack = [=](ConversationStore &store) {
        return store.removal().putBack(conversation, *number, outOfStep);
    };
    const UndoStack::Step step {
        .conversations = {conversation}, .reverse = putBack, .found = {}, .changesMessages = true};
    const int pushed = m_undo.push(step);
    run(remove, step, [this, pushed](const StoreError &) { (void)m_undo.take(pushed); });
    Q_EMIT organized({Organized::Kind::MessageDeleted, {conversation}, {}, pushed});
}

void Organizer::undo() { takeBack(m_undo.take()); }

void Organizer::undo(int step) { takeBack(m_undo.take(step)); }

void Organizer::takeBack(const std::optional<UndoStack::Step> &step)
{
    if (!step)
        return;
    run(step->reverse, *step, [this, step = *step](const StoreError &error) {
        if (error.kind != StoreError::Kind::NotFound)
            m_undo.push(step); // it can be tried again
    });
    Q_EMIT undone(step->conversations);
}

} // namespace bobbin
