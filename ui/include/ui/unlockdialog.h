#pragma once

#include "store/historykey.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bobbin {

/// Asks for the passphrase of an encrypted history until it is the right one; the key is then kept
/// (historylock.h), and the dialog is accepted.
class UnlockDialog final : public QDialog
{
    Q_OBJECT
public:
    enum class Of {
        History,
        Backup,
        Window, ///< Of a history that is open; this cannot be rejected.
    };

    /// Of the file at `path`.
    UnlockDialog(const QString &path, Of what, QWidget *parent = nullptr);
    /// For the passphrase of `key`, which opens a window: no file is read, since its disk may be gone.
    UnlockDialog(const HistoryKey &key, QWidget *parent);
    ~UnlockDialog() override;

    /// Of an accepted dialog.
    [[nodiscard]] const std::optional<HistoryKey> &key() const { return m_key; }
    /// Whether the key is to be kept in the keychain.
    [[nodiscard]] bool isRemembered() const;
    void reject() override;

Q_SIGNALS:
    /// The user does not know the passphrase, and wants a new history.
    void beginAnewWanted();

private:
    [[nodiscard]] QString introduction() const;
    void tryPassphrase();
    void take(const std::optional<HistoryKey> &key);
    void askToBeginAnew();

    const QString m_path;
    const Of m_what;
    std::optional<HistoryKey> m_expected;
    std::optional<HistoryKey> m_key;
    QLineEdit *m_passphrase;
    QLabel *m_result;
    QCheckBox *m_isRemembered;
    QPushButton *m_unlock;
};

} // namespace bobbin
