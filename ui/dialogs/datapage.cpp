#include "ui/datapage.h"

#include "settings/settings.h"
#include "store/historycare.h"
#include "ui/encryptionbox.h"
#include "ui/plainwords.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

enum Column { MadeColumn, SizeColumn, ConversationsColumn, ReasonColumn, EncryptionColumn };
constexpr int PathRole = Qt::UserRole;

QString shownTime(Timestamp time) { return QLocale().toString(toLocalTime(time), QLocale::ShortFormat); }

template<typename Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

QLabel *figure(const QString &objectName, const QString &accessibleName)
{
    auto *label = named(new QLabel, objectName, accessibleName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QPushButton *button(const QString &objectName, const QString &text)
{
    return named(new QPushButton(text), objectName, QString(text).remove(u'…'));
}

} // namespace

DataPage::DataPage(HistoryCare &care, Settings &settings, Keyring &keyring, QWidget *parent)
    : QWidget(parent), m_care(care), m_settings(settings),
      m_encryption(new EncryptionBox(care, settings, keyring)),
      m_size(figure(u"historySize"_s, tr("Size of the history"))),
      m_lastBackup(figure(u"lastBackup"_s, tr("Last backup"))),
      m_lastCheck(figure(u"lastCheck"_s, tr("Last check"))),
      m_backups(named(new QTreeWidget, u"backups"_s, tr("Backups"))),
      m_restore(button(u"restore"_s, tr("Restore…"))), m_backUp(button(u"backUpNow"_s, tr("Back up now"))),
      m_check(button(u"checkNow"_s, tr("Check now"))), m_cancel(button(u"cancelTask"_s, tr("Cancel"))),
      m_progress(named(new QProgressBar, u"taskProgress"_s, tr("Progress"))),
      m_result(figure(u"taskResult"_s, tr("Result")))
{
    const QString folder = QFileInfo(care.database()).absolutePath();
    auto *place = figure(u"dataFolder"_s, tr("Data folder"));
    place->setText(folder);
    auto *open = button(u"openFolder"_s, tr("Open folder"));
    connect(open, &QPushButton::clicked, this,
            [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    auto *where = new QHBoxLayout;
    where->addWidget(place, 1);
    where->addWidget(open);
    auto *figures = new QFormLayout;
    figures->addRow(tr("Data folder"), where);
    figures->addRow(tr("History"), m_size);
    figures->addRow(tr("Last backup"), m_lastBackup);
    figures->addRow(tr("Last check"), m_lastCheck);

    m_backups->setHeaderLabels(
        {tr("Backup of"), tr("Size"), tr("Conversations"), tr("Why"), tr("Encrypted")});
    m_backups->setRootIsDecorated(false);
    m_backups->setAlternatingRowColors(true);
    m_backups->setUniformRowHeights(true);
    m_backups->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(m_backups, &QTreeWidget::itemSelectionChanged, this, &DataPage::updateButtons);
    auto *actions = new QHBoxLayout;
    for (QPushButton *action : {m_backUp, m_check, m_restore})
        actions->addWidget(action);
    actions->addStretch();
    actions->addWidget(m_progress);
    actions->addWidget(m_cancel);
    m_progress->setRange(0, 100);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(figures);
    layout->addWidget(m_encryption);
    layout->addWidget(m_backups, 1);
    layout->addWidget(m_result);
    layout->addLayout(actions);
    connectCare();
    updateTask();
    updateButtons();
}

void DataPage::connectCare()
{
    connect(m_backUp, &QPushButton::clicked, &m_care, &HistoryCare::backUp);
    connect(m_check, &QPushButton::clicked, &m_care, &HistoryCare::check);
    connect(m_cancel, &QPushButton::clicked, &m_care, &HistoryCare::cancel);
    connect(m_restore, &QPushButton::clicked, this, &DataPage::askToRestore);
    connect(m_encryption, &EncryptionBox::errandWanted, this, &DataPage::errandWanted);
    connect(&m_care, &HistoryCare::taskChanged, this, &DataPage::updateTask);
    connect(&m_care, &HistoryCare::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(share * 100)); });
    connect(&m_care, &HistoryCare::backedUp, this, [this](bool isNew) {
        m_result->setText(isNew ? tr("A backup was made and verified.")
                                : tr("Nothing has changed since the last backup."));
        reload();
    });
    connect(&m_care, &HistoryCare::backupFailed, m_result, &QLabel::setText);
    connect(&m_care, &HistoryCare::checkFailed, m_result, &QLabel::setText);
    connect(&m_care, &HistoryCare::checked, this, &DataPage::showCheck);
}

void DataPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void DataPage::reload()
{
    m_lastCheck->setText(lastCheck());
    // What was read earlier can come later.
    m_care.readState(this, [this, number = ++m_reading](const HistoryState &state) {
        if (number == m_reading)
            showState(state);
    });
}

void DataPage::showState(const HistoryState &state)
{
    const QLocale locale;
    qint64 total = 0;
    const QTreeWidgetItem *chosen = m_backups->currentItem();
    const QString chosenPath = chosen ? chosen->data(MadeColumn, PathRole).toString() : QString();
    m_backups->clear();
    for (const BackupContents &contents : state.backups) {
        const Backup &backup = contents.backup;
        total += backup.size;
        auto *item = new QTreeWidgetItem(m_backups);
        item->setText(MadeColumn, shownTime(backup.madeAt));
        item->setText(SizeColumn, locale.formattedDataSize(backup.size));
        item->setText(ConversationsColumn,
                      contents.conversations  ? locale.toString(*contents.conversations)
                          : contents.isLocked ? QString()
                                              : tr("cannot be read"));
        item->setText(EncryptionColumn,
                      contents.isLocked          ? tr("Yes, with another passphrase")
                          : contents.isEncrypted ? tr("Yes")
                                                 : tr("No"));
        item->setText(ReasonColumn,
                      backup.reason == Backup::Reason::Migration ? tr("Before a newer version")
                                                                 : tr("Regular"));
        item->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setTextAlignment(ConversationsColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(MadeColumn, PathRole, backup.path);
        item->setToolTip(MadeColumn, plainToolTip(backup.path));
        if (m_backups->topLevelItemCount() == 1 || backup.path == chosenPath)
            m_backups->setCurrentItem(item);
    }
    m_encryption->showState(state);
    m_size->setText(tr("%1, and %2 in backups")
                        .arg(locale.formattedDataSize(state.size), locale.formattedDataSize(total)));
    m_lastBackup->setText(state.backups.isEmpty() ? tr("None yet")
                                                  : shownTime(state.backups.constFirst().backup.madeAt));
    updateButtons();
}

void DataPage::showCheck(const CheckReport &report)
{
    m_result->setText(report.problems.isEmpty() ? tr("The history is in order.")
                                                : tr("The history is damaged."));
    m_lastCheck->setText(lastCheck());
}

QString DataPage::lastCheck() const
{
    const auto check = m_settings.lastCheck();
    if (!check)
        return tr("Never");
    return check->faults == 0 ? tr("%1: in order").arg(shownTime(check->checkedAt))
                              : tr("%1: damaged").arg(shownTime(check->checkedAt));
}

void DataPage::updateTask()
{
    const HistoryCare::Task task = m_care.task();
    const bool isBusy = task != HistoryCare::Task::None;
    m_progress->setVisible(isBusy);
    m_progress->setValue(0);
    m_cancel->setVisible(isBusy);
    if (isBusy)
        m_result->setText(task == HistoryCare::Task::BackUp ? tr("Backing up…") : tr("Checking…"));
    else
        m_result->setText({}); // what came of it is told after this
    updateButtons();
}

void DataPage::updateButtons()
{
    const bool isIdle = m_care.task() == HistoryCare::Task::None;
    m_backUp->setEnabled(isIdle);
    m_check->setEnabled(isIdle);
    m_restore->setEnabled(isIdle && !m_backups->selectedItems().isEmpty());
}

void DataPage::askToRestore()
{
    const QTreeWidgetItem *item = m_backups->selectedItems().value(0);
    if (!item)
        return;
    const QString path = item->data(MadeColumn, PathRole).toString();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Restore"),
                                item->text(ConversationsColumn).isEmpty()
                                    ? tr("Go back to the history of %1?").arg(item->text(MadeColumn))
                                    : tr("Go back to the history of %1, with %2 conversations?")
                                          .arg(item->text(MadeColumn), item->text(ConversationsColumn)),
                                QMessageBox::NoButton, this);
    box->setObjectName(u"restoreQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("What was written since is not in it. The present history is kept beside it and can "
           "be restored in the same way. Bobbin closes its window, checks the backup, and "
           "opens again."));
    QPushButton *restore = box->addButton(tr("Restore"), QMessageBox::AcceptRole);
    restore->setAccessibleName(restore->text());
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(restore, &QPushButton::clicked, this, [this, path] {
        Q_EMIT errandWanted({Errand::Kind::Restore, path, {}});
    });
    box->open();
}

} // namespace bobbin
