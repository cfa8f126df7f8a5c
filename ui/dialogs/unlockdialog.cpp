#include "ui/unlockdialog.h"

#include "store/historylock.h"
#include "ui/passphrasedialog.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

namespace bobbin {

using namespace Qt::StringLiterals;

// Nothing if it is another passphrase's.
static std::optional<HistoryKey> keyFrom(const QString &passphrase, const HistoryKey &expected)
{
    const auto key = HistoryKey::derive(passphrase, expected.salt());
    return key == expected ? key : std::nullopt;
}

UnlockDialog::UnlockDialog(const QString &path, Of what, QWidget *parent)
    : QDialog(parent), m_path(path), m_what(what),
      m_passphrase(createPassphraseField(u"passphrase"_s, tr("Passphrase"))), m_result(new QLabel),
      m_isRemembered(new QCheckBox(tr("Remember on this computer, in the keychain")))
{
    setObjectName(u"unlockDialog"_s);
    setWindowTitle(tr("Bobbin is locked"));
    auto *text = new QLabel(introduction());
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    m_result->setObjectName(u"unlockResult"_s);
    m_result->setAccessibleName(tr("Result"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setAlignment(Qt::AlignTop);
    m_result->setMinimumHeight(2
                               * fontMetrics().lineSpacing()); // so that nothing moves when it says something
    m_isRemembered->setObjectName(u"rememberKey"_s);
    m_isRemembered->setAccessibleName(m_isRemembered->text());
    m_isRemembered->setVisible(what == Of::History);

    auto *buttons = new QDialogButtonBox;
    m_unlock = buttons->addButton(tr("Unlock"), QDialogButtonBox::AcceptRole);
    m_unlock->setObjectName(u"unlock"_s);
    m_unlock->setAccessibleName(m_unlock->text());
    m_unlock->setDefault(true);
    m_unlock->setEnabled(false);
    if (what != Of::Window)
        buttons->addButton(what == Of::History ? tr("Quit") : tr("Cancel"), QDialogButtonBox::RejectRole)
            ->setObjectName(u"quit"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &UnlockDialog::tryPassphrase);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (what == Of::History) {
        QPushButton *forgotten = buttons->addButton(tr("Forgotten…"), QDialogButtonBox::HelpRole);
        forgotten->setObjectName(u"forgotten"_s);
        forgotten->setAutoDefault(false);
        connect(forgotten, &QPushButton::clicked, this, &UnlockDialog::askToBeginAnew);
    }
    connect(m_passphrase, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_unlock->setEnabled(!typed.isEmpty());
        m_result->clear();
    });
    auto *form = new QFormLayout;
    form->addRow(tr("Passphrase"), m_passphrase);
    form->addRow(createRevealBox({m_passphrase}));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addLayout(form);
    layout->addWidget(m_result);
    layout->addWidget(m_isRemembered);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    setMinimumHeight(layout->totalHeightForWidth(minimumWidth()));
    m_passphrase->setFocus();
}

UnlockDialog::UnlockDialog(const HistoryKey &key, QWidget *parent) : UnlockDialog({}, Of::Window, parent)
{
    m_expected = key;
}

UnlockDialog::~UnlockDialog()
{
    QString text = m_passphrase->text();
    m_passphrase->clear();
    wipe(text);
}

QString UnlockDialog::introduction() const
{
    switch (m_what) {
    case Of::History:
        return tr("The history is encrypted. Its passphrase opens it.");
    case Of::Backup:
        return tr("The backup of %1 is encrypted with another passphrase than the history.")
            .arg(QLocale().toString(QFileInfo(m_path).lastModified(), QLocale::ShortFormat));
    case Of::Window:
        return tr("What you were doing is there, and goes on. The passphrase of the history shows it again.");
    }
    Q_UNREACHABLE();
}

void UnlockDialog::reject()
{
    if (m_what != Of::Window)
        QDialog::reject();
}

bool UnlockDialog::isRemembered() const { return m_isRemembered->isChecked(); }

// Making the key takes a moment, which is its purpose.
void UnlockDialog::tryPassphrase()
{
    m_unlock->setEnabled(false);
    m_passphrase->setEnabled(false);
    m_result->setText(tr("Unlocking…"));
    const QString typed = m_passphrase->text();
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), path = m_path, expected = m_expected,
         passphrase = QString(typed.constData(), typed.size())]() mutable { // one that can be overwritten
            const auto key = expected ? keyFrom(passphrase, *expected) : unlock(path, passphrase);
            wipe(passphrase);
            QMetaObject::invokeMethod(
                qApp,
                [self, key] {
                    if (self)
                        self->take(key);
                },
                Qt::QueuedConnection);
        });
}

void UnlockDialog::take(const std::optional<HistoryKey> &key)
{
    if (key) {
        m_key = key;
        accept();
        return;
    }
    m_passphrase->setEnabled(true);
    m_passphrase->setFocus();
    m_passphrase->selectAll();
    m_unlock->setEnabled(true);
    m_result->setText(
        tr("This passphrase does not open it. Look at the keyboard's layout and at capital letters."));
}

void UnlockDialog::askToBeginAnew()
{
    QMessageBox box(QMessageBox::Question, windowTitle(),
                    tr("Without the passphrase nobody can read this history. Begin a new one?"),
                    QMessageBox::Cancel, this);
    box.setObjectName(u"beginAnewQuestion"_s);
    box.setInformativeText(tr(
        "The encrypted one is kept beside it, as it is, in case the passphrase is found. "
        "The new one is not encrypted until you choose a passphrase in Settings ▸ Data. Backups from before "
        "the old one was encrypted can be restored there."));
    QPushButton *begin = box.addButton(tr("Begin a new history"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() == begin) {
        Q_EMIT beginAnewWanted();
        reject();
    }
}

} // namespace bobbin
