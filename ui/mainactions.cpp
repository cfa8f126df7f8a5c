#include "ui/mainactions.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace bobbin {

using namespace Qt::StringLiterals;

MainActions::MainActions(QMainWindow *window) : QObject(window), m_window(window)
{
    newConversation = add(tr("&New conversation"), u"newConversationAction"_s, {QKeySequence::New});
    newTemporary =
        add(tr("New &temporary conversation"), u"newTemporaryAction"_s, {QKeySequence(u"Ctrl+Shift+N"_s)});
    newFolder = add(tr("New f&older…"), u"newFolderAction"_s, {QKeySequence(u"Ctrl+Alt+N"_s)});
    importFile = add(tr("&Import…"), u"importAction"_s);
    exportHistory = add(tr("&Export history…"), u"exportHistoryAction"_s);
    exportConversation =
        add(tr("Export &conversation…"), u"exportConversationAction"_s, {QKeySequence(u"Ctrl+Shift+E"_s)});
    print = add(tr("&Print…"), u"printAction"_s, {QKeySequence::Print});
    savePdf = add(tr("Save as P&DF…"), u"savePdfAction"_s);
    settings = add(tr("&Settings…"), u"settingsAction"_s, {QKeySequence(u"Ctrl+,"_s)});
    settings->setMenuRole(QAction::PreferencesRole);
    lock = add(tr("&Lock"), u"lockAction"_s, {QKeySequence(u"Ctrl+L"_s)});
    quit = add(tr("&Quit"), u"quitAction"_s, {QKeySequence(u"Ctrl+Q"_s)});
    quit->setMenuRole(QAction::QuitRole);
    undo =
        add(tr("&Undo"),
            u"undoAction"_s); // its key is handled by the window, since text fields have an undo of their own
    find = add(tr("&Find in the conversation"), u"findAction"_s, {QKeySequence::Find});
    searchAll = add(tr("Search &everything"), u"searchAction"_s, {QKeySequence(u"Ctrl+Shift+F"_s)});
    goTo = add(tr("&Go to anything…"), u"goToAction"_s, {QKeySequence(u"Ctrl+K"_s)});
    copyCode = add(tr("&Copy the last code block"), u"copyCodeAction"_s, {QKeySequence(u"Ctrl+Shift+C"_s)});
    quote = add(tr("&Quote in the message"), u"quoteAction"_s, {QKeySequence(u"Ctrl+Shift+Q"_s)});
    rename = add(tr("&Rename"), u"renameAction"_s, {QKeySequence(u"F2"_s)});
    moveToTrash = add(tr("Move to &trash"), u"trashAction"_s);
    pin = add(tr("&Pin"), u"pinAction"_s);
    archive = add(tr("&Archive"), u"archiveAction"_s);
    stop = add(tr("&Stop the reply"), u"stopAction"_s, {QKeySequence(u"Esc"_s)});
    stop->setShortcutContext(Qt::WidgetShortcut); // shown in the menu only: fields need Esc for themselves
    practice = add(tr("&Practice service"), u"practiceAction"_s);
    regenerate = add(tr("Ask a&gain"), u"regenerateAction"_s, {QKeySequence(u"Ctrl+R"_s)});
    askOthers = add(tr("Ask another &model…"), u"askOthersAction"_s, {QKeySequence(u"Ctrl+Shift+R"_s)});
    serverThread = add(tr("Ser&ver thread…"), u"serverThreadAction"_s);
    whatIsSent = add(tr("&What will be sent…"), u"whatIsSentAction"_s, {QKeySequence(u"Ctrl+Shift+I"_s)});
    usage = add(tr("&Usage…"), u"usageAction"_s);
    instructions = add(tr("&Instructions…"), u"instructionsAction"_s, {QKeySequence(u"Ctrl+I"_s)});
    branches = add(tr("&Branches"), u"branchesAction"_s, {QKeySequence(u"Ctrl+B"_s)});
    previous = add(tr("P&revious conversation"), u"previousAction"_s, {QKeySequence(u"Alt+Up"_s)});
    next = add(tr("Ne&xt conversation"), u"nextAction"_s, {QKeySequence(u"Alt+Down"_s)});
    byActivity = add(tr("Sort by last &activity"), u"byActivityAction"_s);
    byCreation = add(tr("Sort by &creation"), u"byCreationAction"_s);
    byTitle = add(tr("Sort by &title"), u"byTitleAction"_s);
    systemColors = add(tr("Colors of the s&ystem"), u"systemColorsAction"_s);
    light = add(tr("&Light"), u"lightAction"_s);
    dark = add(tr("&Dark"), u"darkAction"_s);
    largerText =
        add(tr("L&arger text"), u"largerTextAction"_s, {QKeySequence::ZoomIn, QKeySequence(u"Ctrl+="_s)});
    smallerText = add(tr("S&maller text"), u"smallerTextAction"_s, {QKeySequence::ZoomOut});
    usualText = add(tr("Usual te&xt size"), u"usualTextAction"_s, {QKeySequence(u"Ctrl+0"_s)});
    compact = add(tr("&Compact transcript"), u"compactAction"_s);
    compact->setCheckable(true);
    wrapCode = add(tr("&Wrap long lines of code"), u"wrapCodeAction"_s);
    wrapCode->setCheckable(true);
    shortcuts = add(tr("&Shortcuts"), u"shortcutsAction"_s, {QKeySequence(QKeySequence::HelpContents)});
    about = add(tr("&About Bobbin"), u"aboutAction"_s);
    about->setMenuRole(QAction::AboutRole);
    for (const QList<QAction *> &choice :
         {QList {systemColors, light, dark}, QList {byActivity, byCreation, byTitle}}) {
        auto *group = new QActionGroup(this);
        for (QAction *action : choice) {
            action->setCheckable(true);
            group->addAction(action);
        }
    }
    fillMenus();
}

void MainActions::showColors(Settings::Colors colors) const
{
    const QList<QAction *> actions {systemColors, light, dark}; // in the order of Settings::Colors
    actions.at(static_cast<qsizetype>(colors))->setChecked(true);
}

QAction *MainActions::add(const QString &text, const QString &name, const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    m_window->addAction(action);
    m_all.append(action);
    return action;
}

void MainActions::fillMenus()
{
    QMenu *file = m_window->menuBar()->addMenu(tr("&File"));
    file->addActions({newConversation, newTemporary, newFolder});
    file->addSeparator();
    file->addActions({importFile, exportHistory, exportConversation});
    file->addSeparator();
    file->addActions({print, savePdf});
    file->addSeparator();
    file->addActions({settings});
    file->addSeparator();
    file->addActions({lock, quit});
    QMenu *edit = m_window->menuBar()->addMenu(tr("&Edit"));
    edit->addActions({undo, copyCode, quote});
    edit->addSeparator();
    edit->addActions({find, searchAll, goTo});
    m_conversationMenu = m_window->menuBar()->addMenu(tr("&Conversation"));
    fillConversationMenu(m_conversationMenu);
    QMenu *view = m_window->menuBar()->addMenu(tr("&View"));
    view->addActions({previous, next});
    view->addSeparator();
    view->addActions({byActivity, byCreation, byTitle});
    view->addSeparator();
    view->addActions({branches, usage});
    view->addSeparator();
    view->addActions({systemColors, light, dark});
    view->addSeparator();
    view->addActions({largerText, smallerText, usualText});
    view->addSeparator();
    view->addActions({compact, wrapCode});
    QMenu *help = m_window->menuBar()->addMenu(tr("&Help"));
    help->addActions({shortcuts, practice, about});
}

void MainActions::fillConversationMenu(QMenu *menu) const
{
    menu->addActions({rename, pin, archive, instructions});
    menu->addSeparator();
    menu->addActions({whatIsSent, serverThread});
    menu->addSeparator();
    menu->addActions({stop, regenerate, askOthers});
    menu->addSeparator();
    menu->addActions({exportConversation, moveToTrash});
}

} // namespace bobbin
