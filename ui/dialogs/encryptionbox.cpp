#include "ui/encryptionbox.h"

#include "session/serviceregistry.h"
#include "settings/settings.h"
#include "store/historycare.h"
#include "store/historylock.h"
#include "ui/passphrasedialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array LockTimes {0, 1, 5, 15, 60}; // minutes

QLabel *paragraph(const QString &objectName, const QString &accessibleName)
{
    auto *label = new QLabel;
    label->setObjectName(objectName);
    label->setAccessibleName(accessibleName);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QPushButton *button(const QString &objectName, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setAccessibleName(QString(text).remove(u'…'));
    return button;
}

} // namespace

EncryptionBox::EncryptionBox(HistoryCare &care, Settings &settings, Keyring &keyring, QWidget *parent)
    : QGroupBox(tr("Encryption"), parent), m_care(care), m_settings(settings), m_keyring(keyring),
      m_state(paragraph(u"encryptionState"_s, tr("Encryption"))),
      m_remains(paragraph(u"unencryptedFiles"_s, tr("Files that are not encrypted"))),
      m_isRemembered(new QCheckBox(tr("Remember on this computer, in the keychain"))),
      m_locksAfter(new QComboBox)
{
    auto *layout = new QVBoxLayout(this);
    auto *actions = new QHBoxLayout;
    layout->addWidget(m_state);
    layout->addLayout(actions);
    QPushButton *encrypt = m_care.isEncrypted() ? button(u"changePassphrase"_s, tr("Change passphrase…"))
                                                : button(u"encrypt"_s, tr("Encrypt…"));
    connect(encrypt, &QPushButton::clicked, this, [this] { askForPassphrase(false); });
    actions->addWidget(encrypt);
    m_isRemembered->setParent(this);
    m_isRemembered->hide();
    m_locksAfter->setParent(this);
    m_locksAfter->hide();
    m_remains->hide();
    if (m_care.isEncrypted()) {
        m_state->setText(
            tr("The history and its backups can be read only with the passphrase. Exports are not "
               "encrypted."));
        QPushButton *decrypt = button(u"removePassphrase"_s, tr("Remove…"));
        connect(decrypt, &QPushButton::clicked, this, [this] { askForPassphrase(true); });
        actions->addWidget(decrypt);
        actions->addStretch(1);
        addEncrypted();
    } else if (canEncrypt()) {
        m_state->setText(
            tr("Whoever can read the files of this computer can read the history. With a passphrase only "
               "those who know it can."));
        actions->addStretch(1);
    } else {
        m_state->setText(tr("This build of Bobbin cannot encrypt the history."));
        encrypt->hide();
    }
    layout->addWidget(m_remains);
}

void EncryptionBox::addEncrypted()
{
    m_isRemembered->setObjectName(u"rememberKey"_s);
    m_isRemembered->setAccessibleName(m_isRemembered->text());
    m_isRemembered->setEnabled(false); // until the keychain has answered
    m_isRemembered->show();
    askKeychain();
    connect(m_isRemembered, &QCheckBox::clicked, this, &EncryptionBox::setRemembered);

    m_locksAfter->setObjectName(u"locksAfter"_s);
    m_locksAfter->setAccessibleName(tr("Lock when not used"));
    for (const int minutes : LockTimes)
        m_locksAfter->addItem(minutes == 0 ? tr("Never") : tr("After %n minute(s)", nullptr, minutes),
                              minutes);
    m_locksAfter->setCurrentIndex(
        qMax(0, m_locksAfter->findData(static_cast<int>(m_settings.locksAfter().count()))));
    m_locksAfter->show();
    connect(m_locksAfter, &QComboBox::activated, this, [this](int index) {
        m_settings.setLocksAfter(std::chrono::minutes(m_locksAfter->itemData(index).toInt()));
    });
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("&Lock when not used"));
    label->setBuddy(m_locksAfter);
    row->addWidget(label);
    row->addWidget(m_locksAfter);
    row->addStretch(1);
    auto *box = static_cast<QVBoxLayout *>(layout());
    box->addWidget(m_isRemembered);
    box->addLayout(row);
}

void EncryptionBox::showState(const HistoryState &state)
{
    m_backups = state.backups.size();
    QStringList names;
    for (const QString &path : state.unencryptedRemains)
        names.append(QFileInfo(path).fileName());
    int plainBackups = 0;
    for (const BackupContents &contents : state.backups)
        plainBackups += contents.isEncrypted ? 0 : 1;
    QStringList lines;
    if (m_care.isEncrypted() && plainBackups > 0)
        lines += tr("%n backup(s) are not encrypted. Changing the passphrase can encrypt them.", nullptr,
                    plainBackups);
    if (!names.isEmpty())
        lines += tr("These earlier histories are not encrypted; delete them if you need them no more: %1")
                     .arg(names.join(u", "_s));
    m_remains->setText(lines.join(u'\n'));
    m_remains->setVisible(!lines.isEmpty());
}

void EncryptionBox::askForPassphrase(bool isRemoval)
{
    using Purpose = PassphraseDialog::Purpose;
    const Purpose purpose = isRemoval ? Purpose::Remove
        : m_care.isEncrypted()        ? Purpose::Change
                                      : Purpose::Encrypt;
    auto *dialog = new PassphraseDialog(purpose, m_backups, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        Q_EMIT errandWanted({Errand::Kind::Protect, {}, dialog->choice()});
    });
    dialog->open();
}

void EncryptionBox::askKeychain()
{
    m_keyring.read(keychainAccountOf(m_care.database()), this,
                   [this](const Result<QByteArray, SecretError> &kept) {
                       m_isRemembered->setChecked(kept.isOk());
                       m_isRemembered->setEnabled(true);
                   });
}

void EncryptionBox::setRemembered(bool isRemembered)
{
    const auto key = keyOf(m_care.database());
    const QString account = keychainAccountOf(m_care.database());
    const auto answer = [this](const Status<SecretError> &done) {
        if (!done)
            complain(explain(done.error()));
        askKeychain();
    };
    m_isRemembered->setEnabled(false);
    if (!isRemembered) {
        m_keyring.remove(account, this, answer);
    } else if (key) {
        QByteArray secret = key->secret();
        m_keyring.write(account, secret, this, answer);
        wipe(secret);
    }
}

void EncryptionBox::complain(const QString &message)
{
    m_remains->setText(message);
    m_remains->show();
}

} // namespace bobbin
