#pragma once

#include "settings/settings.h"

#include <QList>
#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace bobbin {

/// The commands of the window, with their keys, and the menus that hold them. What they do is connected
/// by the window.
class MainActions final : public QObject
{
    Q_OBJECT
public:
    explicit MainActions(QMainWindow *window);

    QAction *newConversation;
    QAction *newTemporary;
    QAction *newFolder;
    QAction *importFile;
    QAction *exportHistory;
    QAction *exportConversation;
    QAction *print;
    QAction *savePdf;
    QAction *settings;
    QAction *lock;
    QAction *quit;
    QAction *undo;
    QAction *find;
    QAction *searchAll;
    QAction *goTo;
    QAction *copyCode;
    QAction *quote;
    QAction *rename;
    QAction *moveToTrash;
    QAction *pin;
    QAction *archive;
    QAction *stop;
    QAction *regenerate;
    QAction *askOthers;
    QAction *instructions;
    QAction *whatIsSent;
    QAction *serverThread;
    QAction *usage;
    QAction *branches;
    QAction *previous;
    QAction *next;
    QAction *byActivity;
    QAction *byCreation;
    QAction *byTitle;
    QAction *light;
    QAction *dark;
    QAction *systemColors;
    QAction *compact;
    QAction *wrapCode;
    QAction *largerText;
    QAction *smallerText;
    QAction *usualText;
    QAction *practice;
    QAction *shortcuts;
    QAction *about;

    /// All of them, in the order of the menus.
    [[nodiscard]] QList<QAction *> all() const { return m_all; }
    /// Marks the choice of colours in the menu.
    void showColors(Settings::Colors colors) const;
    /// Those that concern the conversation that is shown.
    void fillConversationMenu(QMenu *menu) const;
    /// The one of the menu bar.
    [[nodiscard]] QMenu *conversationMenu() const { return m_conversationMenu; }

private:
    QAction *add(const QString &text, const QString &name, const QList<QKeySequence> &keys = {});
    void fillMenus();

    QMainWindow *m_window;
    QMenu *m_conversationMenu = nullptr;
    QList<QAction *> m_all;
};

} // namespace bobbin
