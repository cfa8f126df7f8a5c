#pragma once

#include "ui/errand.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace bobbin {

/// Asks for a new passphrase, twice, and for the present one if there is one; or, to remove it, only for
/// that.
class PassphraseDialog final : public QDialog
{
    Q_OBJECT
public:
    enum class Purpose { Encrypt, Change, Remove };

    /// `backups` is how many there are: they can be treated in the same way.
    PassphraseDialog(Purpose purpose, qsizetype backups, QWidget *parent = nullptr);
    ~PassphraseDialog() override;

    [[nodiscard]] PassphraseChoice choice() const;

private:
    void addFields();
    void update();

    const Purpose m_purpose;
    QLineEdit *m_present;
    QLineEdit *m_wanted;
    QLineEdit *m_repeated;
    QLabel *m_hint;
    QCheckBox *m_withBackups;
    QCheckBox *m_isRemembered;
    QPushButton *m_ok;
};

/// A field that hides what is typed, which no input method completes or learns.
[[nodiscard]] QLineEdit *createPassphraseField(const QString &objectName, const QString &accessibleName);
/// A box that, when it is checked, shows what is typed into these.
[[nodiscard]] QCheckBox *createRevealBox(const QList<QLineEdit *> &fields);

} // namespace bobbin
