#pragma once

#include "ui/errand.h"

#include <QGroupBox>

class QCheckBox;
class QComboBox;
class QLabel;

namespace bobbin {

class HistoryCare;
class Keyring;
class Settings;
struct HistoryState;

/// The part of the page about the data that says whether the history is encrypted, and changes that.
class EncryptionBox final : public QGroupBox
{
    Q_OBJECT
public:
    /// All must live longer than the box.
    EncryptionBox(HistoryCare &care, Settings &settings, Keyring &keyring, QWidget *parent = nullptr);

    /// What the page has found out about the files.
    void showState(const HistoryState &state);

Q_SIGNALS:
    /// As MainWindow::errandWanted().
    void errandWanted(const bobbin::Errand &errand);

private:
    void addEncrypted();
    void askForPassphrase(bool isRemoval);
    void askKeychain();
    void setRemembered(bool isRemembered);
    void complain(const QString &message);

    HistoryCare &m_care;
    Settings &m_settings;
    Keyring &m_keyring;
    QLabel *m_state;
    QLabel *m_remains;
    QCheckBox *m_isRemembered;
    QComboBox *m_locksAfter;
    qsizetype m_backups = 0;
};

} // namespace bobbin
