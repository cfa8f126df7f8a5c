#pragma once

#include "core/place.h"

#include <QObject>

#include <functional>

class QMenu;
class QWidget;

namespace bobbin {

class Library;

/// What can be done with conversations as wholes, for menus: for the context menu of the list and for the
/// menu bar, also with several conversations at once.
class OrganizeMenu final : public QObject
{
    Q_OBJECT
public:
    using Conversations = QList<ConversationId>;

    /// `library` must live longer; dialogs stand before `window`.
    OrganizeMenu(Library &library, QWidget *window);

    /// Adds the submenus for folders and tags. They ask `selected` for what is meant each time they are
    /// opened.
    void addTo(QMenu *menu, const std::function<Conversations()> &selected);
    /// Asks for a name and adds the folder, with the conversations in it.
    void createFolder(const Conversations &conversations);

private:
    void fillFolders(QMenu *menu, const Conversations &conversations);
    void fillTags(QMenu *menu, const Conversations &conversations);
    void createTag(const Conversations &conversations);
    void askForName(const QString &title, const QString &label,
                    const std::function<void(const QString &)> &then);

    Library &m_library;
    QWidget *const m_window;
};

} // namespace bobbin
