#include "ui/servicenetwork.h"

#include "ui/certificatedialog.h"
#include "ui/proxyfields.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

template<typename Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

QHBoxLayout *rowOf(QWidget *wide, QWidget *narrow)
{
    auto *row = new QHBoxLayout;
    row->addWidget(wide, 1);
    row->addWidget(narrow);
    return row;
}

} // namespace

ServiceNetwork::ServiceNetwork(QWidget *parent)
    : QWidget(parent), m_layout(new QFormLayout(this)),
      m_trusted(named(new QLabel, u"trustedCertificate"_s, tr("Trusted certificate"))),
      m_distrust(
          named(new QPushButton(tr("Trust no longer")), u"distrustCertificate"_s, tr("Trust no longer"))),
      m_certificate(named(new QLineEdit, u"clientCertificate"_s, tr("Your certificate"))),
      m_passphrase(named(new QLineEdit, u"clientPassphrase"_s, tr("Its passphrase"))),
      m_proxy(new ProxyFields(ProxyFields::Scope::Service))
{
    m_trusted->setTextFormat(Qt::PlainText);
    m_trusted->setWordWrap(true);
    m_trusted->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(m_distrust, &QPushButton::clicked, this, [this] { trust({}); });
    m_certificate->setPlaceholderText(tr("PEM or PKCS#12 file, if the service asks who you are"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    auto *browse = named(new QPushButton(tr("Choose…")), u"chooseClientCertificate"_s,
                         tr("Choose the file of your certificate"));
    connect(browse, &QPushButton::clicked, this, &ServiceNetwork::chooseCertificate);

    m_layout->setContentsMargins({});
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_layout->addRow(tr("Trusted certificate"), rowOf(m_trusted, m_distrust));
    m_layout->addRow(tr("Your certificate"), rowOf(m_certificate, browse));
    m_layout->addRow(tr("Its passphrase"), m_passphrase);
    m_layout->addRow(m_proxy);
    trust({});
}

void ServiceNetwork::show(const Service &service)
{
    trust(service.network.trustedCertificate);
    m_certificate->setText(service.network.clientCertificate);
    m_passphraseAccount = service.network.passphraseAccount;
    m_passphrase->clear();
    m_passphrase->setPlaceholderText(m_passphraseAccount.isEmpty()
                                         ? tr("Kept in the keychain")
                                         : tr("In the keychain; type to replace it"));
    m_proxy->show(service.network.proxy);
}

void ServiceNetwork::apply(Service &service) const
{
    service.network.trustedCertificate = m_digest;
    service.network.clientCertificate = m_certificate->text().trimmed();
    service.network.passphraseAccount =
        service.network.clientCertificate.isEmpty() ? QString() : m_passphraseAccount;
    service.network.proxy = m_proxy->entered();
}

void ServiceNetwork::trust(const QByteArray &digest)
{
    m_digest = digest;
    m_trusted->setText(digest.isEmpty() ? tr("None; the authorities that this computer trusts decide")
                                        : fingerprintText(digest).replace(u":"_s, u":\u200B"_s));
    m_distrust->setEnabled(!digest.isEmpty());
}

QByteArray ServiceNetwork::passphrase() const
{
    return m_certificate->text().trimmed().isEmpty() ? QByteArray() : m_passphrase->text().toUtf8();
}

QByteArray ServiceNetwork::proxyPassword() const { return m_proxy->password(); }

QString ServiceNetwork::whyNot() const { return m_proxy->whyNot(); }

void ServiceNetwork::chooseCertificate()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Your certificate"), m_certificate->text(),
                                     tr("Certificates (*.pem *.crt *.p12 *.pfx);;All files (*)"));
    if (!file.isEmpty())
        m_certificate->setText(file);
}

} // namespace bobbin
