#include "ui/infodialogs.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMessageBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::InfoDialogs)
};

// Keys that belong to a widget instead of an action.
QList<std::pair<QString, QString>> widgetKeys()
{
    return {{Tr::tr("Send the message"), Tr::tr("Enter")},
            {Tr::tr("Break the line"), Tr::tr("Shift+Enter")},
            {Tr::tr("Edit the last message, in an empty composer"), Tr::tr("Up")},
            {Tr::tr("Move a conversation to the trash, in the list"), Tr::tr("Del")},
            {Tr::tr("Undo"), QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)},
            {Tr::tr("Next or previous message, in the transcript"), u"J / K"_s},
            {Tr::tr("Menu of the message, in the transcript"), Tr::tr("Shift+F10")}};
}

} // namespace

void showShortcuts(const QList<QAction *> &actions, QWidget *parent)
{
    QList<std::pair<QString, QString>> rows = widgetKeys();
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            rows.append({action->text().remove(u'&').remove(u'…'),
                         action->shortcut().toString(QKeySequence::NativeText)});
    }
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"shortcutsDialog"_s);
    dialog->setWindowTitle(Tr::tr("Shortcuts"));
    auto *table = new QTableWidget(static_cast<int>(rows.size()), 2);
    table->setAccessibleName(Tr::tr("Shortcuts"));
    table->setHorizontalHeaderLabels({Tr::tr("What"), Tr::tr("Keys")});
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setTabKeyNavigation(false);
    for (int row = 0; row < rows.size(); ++row) {
        table->setItem(row, 0, new QTableWidgetItem(rows.at(row).first));
        table->setItem(row, 1, new QTableWidgetItem(rows.at(row).second));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(table);
    layout->addWidget(buttons);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 70, dialog->fontMetrics().lineSpacing() * 30);
    dialog->show();
}

void showAbout(QWidget *parent)
{
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, Tr::tr("About Bobbin"),
                        Tr::tr("Bobbin %1 (Qt %2)")
                            .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())),
                        QMessageBox::Close, parent);
    box->setInformativeText(Tr::tr("You never lose the thread: your conversations are kept on this computer, "
                                   "whatever a server forgets.\n\n"
                                   "Bobbin is free software under the MIT licence."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace bobbin
