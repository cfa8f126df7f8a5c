#include "ui/certificatedialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSslCertificate>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString namesOf(const QStringList &names) { return names.join(u", "_s); }

QString personOf(const QStringList &commonNames, const QStringList &organizations)
{
    QStringList parts = commonNames;
    parts += organizations;
    parts.removeAll(QString());
    return parts.isEmpty() ? CertificateDialog::tr("(nameless)") : namesOf(parts);
}

QString hostsOf(const QSslCertificate &certificate)
{
    const auto names = certificate.subjectAlternativeNames();
    QStringList hosts = names.values(QSsl::DnsEntry) + names.values(QSsl::IpAddressEntry);
    hosts.sort();
    return namesOf(hosts);
}

QLabel *createText(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

QString fingerprintText(const QByteArray &digest) { return QString::fromLatin1(digest.toHex(':')).toUpper(); }

CertificateDialog::CertificateDialog(const QByteArray &certificate, const QString &serviceName,
                                     const QString &reason, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"certificateDialog"_s);
    setWindowTitle(tr("Certificate of “%1”").arg(serviceName));
    const QSslCertificate shown(certificate, QSsl::Der);
    const QByteArray digest = shown.digest(QCryptographicHash::Sha256);

    auto *facts = new QFormLayout;
    const auto add = [facts](const QString &name, const QString &value) {
        QLabel *label = createText(value);
        label->setAccessibleName(name);
        facts->addRow(name, label);
    };
    add(tr("Subject"),
        personOf(shown.subjectInfo(QSslCertificate::CommonName),
                 shown.subjectInfo(QSslCertificate::Organization)));
    add(tr("Hosts"), hostsOf(shown));
    add(tr("Signed by"),
        personOf(shown.issuerInfo(QSslCertificate::CommonName),
                 shown.issuerInfo(QSslCertificate::Organization)));
    add(tr("Valid from"), QLocale().toString(shown.effectiveDate().toLocalTime(), QLocale::LongFormat));
    add(tr("Valid until"), QLocale().toString(shown.expiryDate().toLocalTime(), QLocale::LongFormat));
    add(tr("SHA-256 fingerprint"), fingerprintText(digest).replace(u":"_s, u":\u200B"_s)); // so that it wraps

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *trust = buttons->addButton(tr("Trust for this service"), QDialogButtonBox::ActionRole);
    trust->setObjectName(u"trustCertificate"_s);
    trust->setAccessibleName(trust->text());
    trust->setEnabled(!shown.isNull());
    trust->setAutoDefault(false); // nobody is to trust by pressing Enter
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(trust, &QPushButton::clicked, this, [this, digest] {
        Q_EMIT trusted(digest);
        accept();
    });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(createText(reason));
    layout->addLayout(facts);
    layout->addWidget(createText(tr("Only trust it if its fingerprint is the one that the operator of the "
                                    "service tells you, in another way "
                                    "than over this connection: whoever has the key of this certificate will "
                                    "be sent your API key and your "
                                    "messages. It holds for this service and this certificate alone, and can "
                                    "be taken back in the settings.")));
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());
}

} // namespace bobbin
