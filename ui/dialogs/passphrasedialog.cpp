#include "ui/passphrasedialog.h"

#include "store/historykey.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype Short = 12; // characters: what is shorter can be tried out

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

QLineEdit *createPassphraseField(const QString &objectName, const QString &accessibleName)
{
    auto *field = new QLineEdit;
    field->setObjectName(objectName);
    field->setAccessibleName(accessibleName);
    field->setEchoMode(QLineEdit::Password);
    field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                               | Qt::ImhNoAutoUppercase);
    return field;
}

QCheckBox *createRevealBox(const QList<QLineEdit *> &fields)
{
    auto *box = new QCheckBox(PassphraseDialog::tr("Show what is typed"));
    box->setObjectName(u"reveal"_s);
    box->setAccessibleName(box->text());
    QObject::connect(box, &QCheckBox::toggled, box, [fields](bool isShown) {
        for (QLineEdit *field : fields)
            field->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    });
    return box;
}

void PassphraseChoice::wipe()
{
    bobbin::wipe(present);
    bobbin::wipe(wanted);
}

PassphraseDialog::PassphraseDialog(Purpose purpose, qsizetype backups, QWidget *parent)
    : QDialog(parent), m_purpose(purpose),
      m_present(createPassphraseField(u"presentPassphrase"_s, tr("Present passphrase"))),
      m_wanted(createPassphraseField(u"newPassphrase"_s, tr("New passphrase"))),
      m_repeated(createPassphraseField(u"repeatedPassphrase"_s, tr("Repeat the passphrase"))),
      m_hint(paragraph({})),
      m_withBackups(new QCheckBox(purpose == Purpose::Remove
                                      ? tr("Decrypt the %n backup(s), too", nullptr, int(backups))
                                      : tr("Encrypt the %n backup(s) with it, too", nullptr, int(backups)))),
      m_isRemembered(new QCheckBox(tr("Remember on this computer, in the keychain")))
{
    setObjectName(u"passphraseDialog"_s);
    m_hint->setObjectName(u"passphraseHint"_s);
    m_hint->setAccessibleName(tr("Hint"));
    m_hint->setAlignment(Qt::AlignTop);
    m_hint->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves when it says something
    m_withBackups->setObjectName(u"withBackups"_s);
    m_withBackups->setAccessibleName(m_withBackups->text());
    m_withBackups->setChecked(true);
    m_withBackups->setVisible(backups > 0);
    m_isRemembered->setObjectName(u"rememberKey"_s);
    m_isRemembered->setAccessibleName(m_isRemembered->text());
    m_isRemembered->setVisible(purpose != Purpose::Remove);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_ok = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(u"passphraseOk"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    addFields();
    layout->addWidget(m_hint);
    layout->addWidget(m_withBackups);
    layout->addWidget(m_isRemembered);
    layout->addWidget(paragraph(tr("Bobbin closes its window for it, and opens again.")));
    layout->addWidget(buttons);
    for (const QLineEdit *field : {m_present, m_wanted, m_repeated})
        connect(field, &QLineEdit::textChanged, this, &PassphraseDialog::update);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    setMinimumHeight(layout->totalHeightForWidth(minimumWidth()));
    update();
}

// What a field held stays in memory as long as the system likes, but for what is overwritten.
PassphraseDialog::~PassphraseDialog()
{
    for (QLineEdit *field : {m_present, m_wanted, m_repeated}) {
        QString text = field->text();
        field->clear();
        wipe(text);
    }
}

void PassphraseDialog::addFields()
{
    auto *box = static_cast<QVBoxLayout *>(layout());
    auto *form = new QFormLayout;
    switch (m_purpose) {
    case Purpose::Encrypt:
        setWindowTitle(tr("Encrypt the history"));
        m_ok->setText(tr("Encrypt"));
        box->addWidget(
            paragraph(tr("The history and its backups can then be read only with a passphrase. Write it "
                         "down and keep it in a safe place: without it nobody can read them, and nobody "
                         "can help.")));
        break;
    case Purpose::Change:
        setWindowTitle(tr("Change the passphrase"));
        m_ok->setText(tr("Change"));
        form->addRow(tr("Present passphrase"), m_present);
        break;
    case Purpose::Remove:
        setWindowTitle(tr("Remove the passphrase"));
        m_ok->setText(tr("Decrypt"));
        box->addWidget(
            paragraph(tr("Whoever can read the files of this computer can then read the history.")));
        form->addRow(tr("Present passphrase"), m_present);
        break;
    }
    m_ok->setAccessibleName(m_ok->text());
    if (m_purpose != Purpose::Remove) {
        form->addRow(tr("New passphrase"), m_wanted);
        form->addRow(tr("Repeat it"), m_repeated);
    }
    // A field without a place belongs to the dialog all the same.
    for (QLineEdit *field : {m_present, m_wanted, m_repeated}) {
        field->setParent(this);
        field->setVisible(form->labelForField(field) != nullptr);
    }
    form->addRow(createRevealBox({m_present, m_wanted, m_repeated}));
    box->addLayout(form);
}

void PassphraseDialog::update()
{
    const bool isNew = m_purpose != Purpose::Remove;
    const bool hasPresent = m_purpose == Purpose::Encrypt || !m_present->text().isEmpty();
    const bool isSame = m_wanted->text() == m_repeated->text();
    m_ok->setEnabled(hasPresent && (!isNew || (isSame && !m_wanted->text().isEmpty())));
    QString hint;
    if (isNew && !isSame && !m_repeated->text().isEmpty())
        hint = tr("The two are not the same.");
    else if (isNew && !m_wanted->text().isEmpty() && m_wanted->text().size() < Short)
        hint = tr(
            "This is short and can be guessed by a computer. Four or more words that do not belong together "
            "are good.");
    m_hint->setText(hint);
}

PassphraseChoice PassphraseDialog::choice() const
{
    return {m_present->text(), m_purpose == Purpose::Remove ? QString() : m_wanted->text(),
            m_withBackups->isVisibleTo(this) && m_withBackups->isChecked(), m_isRemembered->isChecked()};
}

} // namespace bobbin
