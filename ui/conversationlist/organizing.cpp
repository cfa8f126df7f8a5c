#include "ui/organizing.h"

#include "session/library.h"
#include "session/temporaryconversation.h"
#include "settings/settings.h"
#include "ui/conversationpage.h"
#include "ui/mainactions.h"
#include "ui/organizemenu.h"
#include "ui/sidebar.h"
#include "ui/toast.h"

#include <QAction>
#include <QMenu>

namespace bobbin {

Organizing::Organizing(const Parts &parts, QWidget *window)
    : QObject(window), m_parts(parts), m_menu(new OrganizeMenu(parts.library, window))
{
    connectActions();
    connectOrder();
    connect(&parts.library.organizer(), &Organizer::organized, this, &Organizing::tell);
    connect(&parts.sidebar, &Sidebar::newFolderRequested, this, [this] { m_menu->createFolder({}); });
    connect(&parts.sidebar, &Sidebar::menuOpening, this, [this](QMenu *menu) {
        m_menu->addTo(menu, [sidebar = &m_parts.sidebar] { return sidebar->selected(); });
    });
}

void Organizing::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    Organizer &organizer = m_parts.library.organizer();
    on(m_parts.actions.undo, [&organizer] { organizer.undo(); });
    on(m_parts.actions.newFolder, [this] { m_menu->createFolder({}); });
    on(m_parts.actions.moveToTrash, [this] { m_parts.library.moveToTrash(selected()); });
    on(m_parts.actions.pin, [this, &organizer] {
        organizer.setPinned(selected(), !m_parts.page.session()->conversation().pinned);
    });
    on(m_parts.actions.archive, [this, &organizer] {
        organizer.setArchived(selected(), !m_parts.page.session()->conversation().archived);
    });
}

void Organizing::connectOrder()
{
    const QList<QAction *> actions {m_parts.actions.byActivity, m_parts.actions.byCreation,
                                    m_parts.actions.byTitle}; // in the order of ListOrder
    for (qsizetype i = 0; i < actions.size(); ++i) {
        const auto order = static_cast<ListOrder>(i);
        connect(actions.at(i), &QAction::triggered, this, [this, order] {
            m_parts.settings.setListOrder(order);
            m_parts.library.setOrder(order);
        });
    }
    const ListOrder order = m_parts.settings.listOrder();
    actions.at(static_cast<qsizetype>(order))->setChecked(true);
    m_parts.library.setOrder(order);
}

void Organizing::addMenus(const QList<QMenu *> &menus)
{
    for (QMenu *menu : menus)
        m_menu->addTo(menu, [this] { return selected(); });
}

ConversationId Organizing::shown() const
{
    const ChatSession *session = m_parts.page.session();
    return session && session->isStored() && !isTemporary(*session) ? session->id() : ConversationId();
}

QList<ConversationId> Organizing::selected() const
{
    const QList<ConversationId> marked = m_parts.sidebar.selected();
    if (marked.size() > 1)
        return marked;
    return shown().isValid() ? QList {shown()} : QList<ConversationId>();
}

void Organizing::moveSelectedToTrash() { m_parts.library.moveToTrash(m_parts.sidebar.selected()); }

void Organizing::tell(const Organized &what)
{
    const QString title =
        what.conversations.size() == 1 ? m_parts.library.titleOf(what.conversations.constFirst()) : QString();
    if (const QString text = describe(what, title); !text.isEmpty()) {
        m_parts.toast.showMessage(text, tr("Undo"),
                                  [this, step = what.step] { m_parts.library.organizer().undo(step); });
    }
    if (what.kind == Organized::Kind::Trashed && what.conversations.contains(shown()))
        Q_EMIT shownTrashed();
}

QString describe(const Organized &what, const QString &title)
{
    const auto count = static_cast<int>(what.conversations.size());
    const bool isOne = count == 1;
    switch (what.kind) {
    case Organized::Kind::Trashed:
        return isOne ? Organizing::tr("“%1” was moved to the trash.").arg(title)
                     : Organizing::tr("%n conversations were moved to the trash.", "", count);
    case Organized::Kind::FolderDeleted:
        return Organizing::tr("The folder “%1” was deleted. Its conversations were kept.").arg(what.name);
    case Organized::Kind::MessageDeleted:
        return Organizing::tr("The message was deleted.");
    case Organized::Kind::Moved:
        if (what.name.isEmpty())
            return isOne ? Organizing::tr("“%1” is in no folder now.").arg(title)
                         : Organizing::tr("%n conversations are in no folder now.", "", count);
        return isOne ? Organizing::tr("“%1” was moved to “%2”.").arg(title, what.name)
                     : Organizing::tr("%n conversations were moved to “%1”.", "", count).arg(what.name);
    case Organized::Kind::Archived:
        return isOne ? Organizing::tr("“%1” was archived.").arg(title)
                     : Organizing::tr("%n conversations were archived.", "", count);
    case Organized::Kind::Unarchived:
        return isOne ? QString()
                     : Organizing::tr("%n conversations were moved out of the archive.", "", count);
    case Organized::Kind::Restored:
        return isOne ? QString() : Organizing::tr("%n conversations were restored.", "", count);
    case Organized::Kind::Pinned:
        return isOne ? QString() : Organizing::tr("%n conversations were pinned.", "", count);
    case Organized::Kind::Unpinned:
        return isOne ? QString() : Organizing::tr("%n conversations were unpinned.", "", count);
    case Organized::Kind::Tagged:
        return isOne ? QString()
                     : Organizing::tr("%n conversations were tagged “%1”.", "", count).arg(what.name);
    case Organized::Kind::Untagged:
        return isOne
            ? QString()
            : Organizing::tr("The tag “%1” was taken off %n conversations.", "", count).arg(what.name);
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
