#include "ui/proxyfields.h"

#include "net/proxyrules.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = ProxyChoice::Kind;

constexpr int usualPort = 8080;
constexpr int lastPort = 65535;

template<typename Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

QStringList bypassIn(const QString &text)
{
    static const QRegularExpression separators(u"[,;\\s]+"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace

ProxyFields::ProxyFields(Scope scope, QWidget *parent)
    : QWidget(parent), m_scope(scope), m_layout(new QFormLayout(this)),
      m_kind(named(new QComboBox, u"proxyKind"_s, tr("Proxy"))),
      m_host(named(new QLineEdit, u"proxyHost"_s, tr("Proxy host"))),
      m_port(named(new QSpinBox, u"proxyPort"_s, tr("Proxy port"))),
      m_user(named(new QLineEdit, u"proxyUser"_s, tr("Proxy user"))),
      m_password(named(new QLineEdit, u"proxyPassword"_s, tr("Proxy password"))),
      m_bypass(named(new QLineEdit, u"proxyBypass"_s, tr("Not through the proxy")))
{
    if (scope == Scope::Service)
        m_kind->addItem(tr("As in the tab “Network”"), static_cast<int>(Kind::Default));
    m_kind->addItem(tr("As the system says"), static_cast<int>(Kind::System));
    m_kind->addItem(tr("None"), static_cast<int>(Kind::None));
    m_kind->addItem(tr("HTTP proxy"), static_cast<int>(Kind::Http));
    m_kind->addItem(tr("SOCKS5 proxy"), static_cast<int>(Kind::Socks5));
    m_host->setPlaceholderText(u"proxy.example.com"_s);
    m_port->setRange(1, lastPort);
    m_port->setValue(usualPort);
    m_user->setPlaceholderText(tr("Leave empty if the proxy asks for none"));
    m_password->setEchoMode(QLineEdit::Password);
    m_bypass->setPlaceholderText(tr("example.com, 10.0.0.0/8; this computer never is"));
    m_layout->setContentsMargins({});
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_layout->addRow(tr("Proxy"), m_kind);
    m_layout->addRow(tr("Proxy host"), m_host);
    m_layout->addRow(tr("Proxy port"), m_port);
    m_layout->addRow(tr("Proxy user"), m_user);
    m_layout->addRow(tr("Proxy password"), m_password);
    m_layout->addRow(tr("Not through the proxy"), m_bypass);
    connect(m_kind, &QComboBox::activated, this, &ProxyFields::updateState);
    connect(m_kind, &QComboBox::activated, this, &ProxyFields::edited);
    for (QLineEdit *field : {m_host, m_user, m_password, m_bypass})
        connect(field, &QLineEdit::textEdited, this, &ProxyFields::edited);
    connect(m_port, &QSpinBox::valueChanged, this, &ProxyFields::edited);
    show({});
}

void ProxyFields::show(const ProxyChoice &proxy)
{
    const QSignalBlocker blocker(this);
    const int row = m_kind->findData(static_cast<int>(proxy.kind));
    m_kind->setCurrentIndex(qMax(0, row)); // of the program, the default is the system's
    m_host->setText(proxy.host);
    m_port->setValue(proxy.port > 0 ? proxy.port : usualPort);
    m_user->setText(proxy.user);
    m_password->clear();
    m_password->setPlaceholderText(proxy.passwordAccount.isEmpty()
                                       ? tr("Kept in the keychain")
                                       : tr("In the keychain; type to replace it"));
    m_bypass->setText(proxy.bypass.join(u", "_s));
    m_passwordAccount = proxy.passwordAccount;
    updateState();
}

ProxyChoice ProxyFields::entered() const
{
    ProxyChoice proxy;
    proxy.kind = static_cast<Kind>(m_kind->currentData().toInt());
    if (m_scope == Scope::Program && proxy.kind == Kind::System)
        proxy.kind = Kind::Default;
    if (!proxy.isManual())
        return proxy;
    proxy.host = m_host->text().trimmed();
    proxy.port = m_port->value();
    proxy.user = m_user->text().trimmed();
    proxy.bypass = bypassIn(m_bypass->text());
    if (!proxy.user.isEmpty())
        proxy.passwordAccount = m_passwordAccount;
    return proxy;
}

QByteArray ProxyFields::password() const
{
    return entered().user.isEmpty() ? QByteArray() : m_password->text().toUtf8();
}

QString ProxyFields::whyNot() const
{
    const ProxyChoice proxy = entered();
    if (!proxy.isManual())
        return {};
    const QUrl url(u"http://"_s + proxy.host);
    if (proxy.host.isEmpty() || url.host().isEmpty() || url.host() != QString(proxy.host).toLower())
        return tr(
            "Type the host of the proxy, such as proxy.example.com, without http:// and without its port.");
    if (const QString bad = badBypass(proxy.bypass); !bad.isEmpty())
        return tr("“%1” is neither a host nor a network. Write hosts and networks, such as example.com and "
                  "10.0.0.0/8, "
                  "with commas between them.")
            .arg(bad);
    return {};
}

void ProxyFields::updateState()
{
    const bool isManual = static_cast<Kind>(m_kind->currentData().toInt()) >= Kind::Http;
    const std::initializer_list<QWidget *> fields {m_host, m_port, m_user, m_password, m_bypass};
    for (QWidget *field : fields) {
        field->setVisible(isManual);
        m_layout->labelForField(field)->setVisible(isManual);
    }
}

} // namespace bobbin
