#include "ui/networkpage.h"

#include "session/serviceregistry.h"
#include "settings/settings.h"
#include "ui/keysofthisrun.h"
#include "ui/proxyfields.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// People meet this name in their keychain's own window.
constexpr auto passwordAccount = "Proxy password"_L1;

} // namespace

NetworkPage::NetworkPage(Settings &settings, ServiceRegistry &services, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_services(services),
      m_proxy(new ProxyFields(ProxyFields::Scope::Program)), m_result(new QLabel),
      m_save(new QPushButton(tr("Save")))
{
    m_save->setObjectName(u"saveNetwork"_s);
    m_save->setAccessibleName(tr("Save"));
    m_result->setObjectName(u"networkResult"_s);
    m_result->setAccessibleName(tr("Result"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    show(m_settings.proxy());
    connect(m_proxy, &ProxyFields::edited, m_result, &QLabel::clear);
    connect(m_save, &QPushButton::clicked, this, &NetworkPage::save);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_result, 1);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_proxy);
    layout->addStretch(1);
    layout->addLayout(buttons);
}

void NetworkPage::show(const ProxyChoice &proxy)
{
    m_proxy->show(proxy);
    m_shown = m_proxy->entered();
}

bool NetworkPage::hasUnsaved() const
{
    return m_proxy->entered() != m_shown || !m_proxy->password().isEmpty();
}

void NetworkPage::leave(const std::function<void()> &go)
{
    if (!hasUnsaved()) {
        go();
        return;
    }
    m_leaving.ask({.text = tr("The way into the network that you entered has not been saved."),
                   .discard = [this] { show(m_settings.proxy()); },
                   .save = [this] { save(); }},
                  this, go);
}

void NetworkPage::save()
{
    if (const QString reason = m_proxy->whyNot(); !reason.isEmpty()) {
        m_leaving.takeRefusal();
        m_result->setText(u"✗ "_s + reason);
        return;
    }
    const QByteArray password = m_proxy->password();
    if (password.isEmpty()) {
        finish();
        return;
    }
    ProxyChoice proxy = m_proxy->entered();
    proxy.passwordAccount = passwordAccount;
    setEnabled(false);
    m_result->setText(tr("Putting the password into the keychain…"));
    m_services.keyring().write(
        proxy.passwordAccount, password, &m_settings,
        [this, self = QPointer(this), &settings = m_settings, proxy,
         password](const Status<SecretError> &written) {
            if (!self) {
                if (written)
                    settings.setProxy(proxy);
                return;
            }
            setEnabled(true);
            const QString reason = written ? QString() : explain(written.error());
            if (!written
                && !offerToKeepForThisRun(m_services, proxy.passwordAccount, password, reason, this)) {
                m_leaving.takeRefusal();
                m_result->setText(u"✗ "_s + reason);
                return;
            }
            m_proxy->show(proxy);
            finish();
        });
}

void NetworkPage::finish()
{
    m_settings.setProxy(m_proxy->entered());
    show(m_settings.proxy());
    m_result->setText(tr("Saved."));
    m_leaving.takeSaved();
}

} // namespace bobbin
