#pragma once

#include "ui/errand.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace bobbin {

class EncryptionBox;
class HistoryCare;
class Keyring;
class Settings;
struct CheckReport;
struct HistoryState;

/// The page of the settings about the data: where it is, how large it is, its backups, its checks.
class DataPage final : public QWidget
{
    Q_OBJECT
public:
    /// All must live longer than the page.
    DataPage(HistoryCare &care, Settings &settings, Keyring &keyring, QWidget *parent = nullptr);

Q_SIGNALS:
    /// As MainWindow::errandWanted().
    void errandWanted(const bobbin::Errand &errand);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void connectCare();
    void reload();
    void showState(const HistoryState &state);
    void showCheck(const CheckReport &report);
    void updateTask();
    void updateButtons();
    void askToRestore();
    [[nodiscard]] QString lastCheck() const;

    HistoryCare &m_care;
    Settings &m_settings;
    EncryptionBox *m_encryption;
    QLabel *m_size;
    QLabel *m_lastBackup;
    QLabel *m_lastCheck;
    QTreeWidget *m_backups;
    QPushButton *m_restore;
    QPushButton *m_backUp;
    QPushButton *m_check;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_result;
    int m_reading = 0; // counts what was asked for
};

} // namespace bobbin
