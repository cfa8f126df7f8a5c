#pragma once

#include "core/ids.h"

#include <QList>
#include <QObject>

class QMenu;

namespace bobbin {

class ConversationPage;
class Library;
class MainActions;
class OrganizeMenu;
class Settings;
class Sidebar;
class Toast;
struct Organized;

/// Puts conversations in order as the menus say: those that are selected in the sidebar, if there are
/// several, otherwise the one that is shown. Tells what was done, with a way back, and keeps the order of the
/// list.
class Organizing final : public QObject
{
    Q_OBJECT
public:
    /// All must live longer.
    struct Parts {
        Library &library;
        Settings &settings;
        MainActions &actions;
        Sidebar &sidebar;
        ConversationPage &page;
        Toast &toast;
    };

    Organizing(const Parts &parts, QWidget *window);

    /// Adds the submenus for folders and tags to the menus about the conversation.
    void addMenus(const QList<QMenu *> &menus);
    void moveSelectedToTrash();

Q_SIGNALS:
    /// The conversation that is shown was moved to the trash.
    void shownTrashed();

private:
    void connectActions();
    void connectOrder();
    void tell(const Organized &what);
    [[nodiscard]] QList<ConversationId> selected() const;
    [[nodiscard]] ConversationId shown() const;

    const Parts m_parts;
    OrganizeMenu *m_menu;
};

/// What was done, such as "12 conversations were moved to the trash."; empty for what is plain to see.
/// `title` is that of the conversation if it is one.
[[nodiscard]] QString describe(const Organized &what, const QString &title);

} // namespace bobbin
