#include "ui/organizemenu.h"

#include "session/library.h"

#include <QInputDialog>
#include <QMenu>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// What the user named; an ampersand in it is no mnemonic.
QString menuText(const QString &name) { return QString(name).replace(u"&"_s, u"&&"_s); }

} // namespace

OrganizeMenu::OrganizeMenu(Library &library, QWidget *window)
    : QObject(window), m_library(library), m_window(window)
{
}

void OrganizeMenu::addTo(QMenu *menu, const std::function<Conversations()> &selected)
{
    QMenu *folders = menu->addMenu(tr("Move to &folder"));
    folders->setObjectName(u"foldersMenu"_s);
    connect(folders, &QMenu::aboutToShow, this,
            [this, folders, selected] { fillFolders(folders, selected()); });
    QMenu *tags = menu->addMenu(tr("&Tags"));
    tags->setObjectName(u"tagsMenu"_s);
    connect(tags, &QMenu::aboutToShow, this, [this, tags, selected] { fillTags(tags, selected()); });
}

void OrganizeMenu::fillFolders(QMenu *menu, const Conversations &conversations)
{
    menu->clear();
    const auto add = [&](const QString &text, const Folder &folder) {
        menu->addAction(text, this, [this, conversations, folder] {
            m_library.organizer().moveTo(conversations, folder);
        });
    };
    for (const Folder &folder : m_library.places().folders())
        add(menuText(folder.name), folder);
    if (!menu->isEmpty()) {
        menu->addSeparator();
        add(tr("&No folder"), {});
    }
    menu->addAction(tr("New &folder…"), this, [this, conversations] { createFolder(conversations); });
    menu->setEnabled(!conversations.isEmpty());
}

void OrganizeMenu::fillTags(QMenu *menu, const Conversations &conversations)
{
    menu->clear();
    for (const QString &tag : m_library.places().tags()) {
        QAction *action = menu->addAction(menuText(tag), this, [this, conversations, tag](bool isTagged) {
            m_library.organizer().setTagged(conversations, tag, isTagged);
        });
        action->setCheckable(true);
        action->setChecked(
            std::all_of(conversations.begin(), conversations.end(),
                        [&](const ConversationId &id) { return hasTag(m_library.tagsOf(id), tag); }));
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(tr("New &tag…"), this, [this, conversations] { createTag(conversations); });
    menu->setEnabled(!conversations.isEmpty());
}

void OrganizeMenu::askForName(const QString &title, const QString &label,
                              const std::function<void(const QString &)> &then)
{
    auto *dialog = new QInputDialog(m_window);
    dialog->setObjectName(u"nameDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    connect(dialog, &QInputDialog::textValueSelected, this, [then](const QString &text) {
        if (const QString name = text.simplified(); !name.isEmpty())
            then(name);
    });
    dialog->open();
}

void OrganizeMenu::createFolder(const Conversations &conversations)
{
    askForName(tr("New folder"), tr("Name of the folder:"), [this, conversations](const QString &name) {
        m_library.organizer().createFolder(name, m_library.places().folders(), conversations);
    });
}

void OrganizeMenu::createTag(const Conversations &conversations)
{
    askForName(tr("New tag"), tr("Tag:"), [this, conversations](const QString &name) {
        m_library.organizer().setTagged(conversations, name, true);
    });
}

} // namespace bobbin
