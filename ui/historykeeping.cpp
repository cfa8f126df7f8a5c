#include "ui/historykeeping.h"

#include "settings/settings.h"
#include "store/historycare.h"

#include <QMessageBox>
#include <QPushButton>

namespace bobbin {

using namespace Qt::StringLiterals;

HistoryKeeping::HistoryKeeping(HistoryCare &care, Settings &settings, QWidget *window)
    : QObject(window), m_settings(settings), m_window(window)
{
    connect(&care, &HistoryCare::backupFailed, this, &HistoryKeeping::told);
    connect(&care, &HistoryCare::checkFailed, this, &HistoryKeeping::told);
    connect(&care, &HistoryCare::checked, this, &HistoryKeeping::takeCheck);
}

void HistoryKeeping::takeCheck(const CheckReport &report)
{
    m_settings.setLastCheck({report.checkedAt, static_cast<int>(report.problems.size())});
    if (report.problems.isEmpty() || m_box)
        return;
    m_box =
        new QMessageBox(QMessageBox::Warning, tr("Bobbin"),
                        tr("The history is damaged. Repairing brings back everything that can be read, keeps "
                           "the damaged file, and says what is missing. The window closes for that, and "
                           "opens again."),
                        QMessageBox::NoButton, m_window);
    m_box->setObjectName(u"damageFound"_s);
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    m_box->setDetailedText(report.problems.join(u'\n'));
    QPushButton *repair = m_box->addButton(tr("Repair now"), QMessageBox::AcceptRole);
    m_box->addButton(tr("Later"), QMessageBox::RejectRole);
    connect(repair, &QPushButton::clicked, this, &HistoryKeeping::recoveryWanted);
    m_box->open();
}

} // namespace bobbin
