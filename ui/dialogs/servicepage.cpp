#include "ui/servicepage.h"

#include "session/modelchoice.h"
#include "session/serviceregistry.h"
#include "ui/certificatedialog.h"
#include "ui/keysofthisrun.h"
#include "ui/plainwords.h"
#include "ui/servicecontext.h"
#include "ui/serviceentries.h"
#include "ui/servicenetwork.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QSpinBox *createSeconds()
{
    auto *box = new QSpinBox;
    box->setRange(1, 24 * 60 * 60);
    box->setSuffix(ServicePage::tr(" s", "seconds"));
    return box;
}

int secondsOf(std::chrono::milliseconds time)
{
    return static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

template<typename Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

// Whoever scrolls past a field does not mean to change it.
class WheelFilter final : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *field = qobject_cast<QWidget *>(watched);
        if (event->type() != QEvent::Wheel || !field || field->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

void leaveWheelToScrolling(QWidget *form)
{
    auto *filter = new WheelFilter(form);
    const auto guard = [filter](QWidget *field) {
        field->setFocusPolicy(Qt::StrongFocus); // the wheel alone gives no focus
        field->installEventFilter(filter);
    };
    for (QSpinBox *field : form->findChildren<QSpinBox *>())
        guard(field);
    for (QComboBox *field : form->findChildren<QComboBox *>())
        guard(field);
}

} // namespace

ServicePage::ServicePage(ServiceRegistry &services, QNetworkAccessManager &network, QWidget *parent)
    : QWidget(parent), m_services(services), m_network(network),
      m_list(named(new QListWidget, u"services"_s, tr("Services"))),
      m_name(named(new QLineEdit, u"service"_s, tr("Service"))),
      m_baseUrl(named(new QLineEdit, u"baseUrl"_s, tr("Base URL"))), m_host(new QLabel),
      m_apiKind(named(new QComboBox, u"apiKind"_s, tr("API"))), m_context(new ServiceContext),
      m_key(named(new QLineEdit, u"apiKey"_s, tr("API key"))),
      m_model(named(new QComboBox, u"defaultModel"_s, tr("Default model"))), m_way(new ServiceNetwork),
      m_result(named(new QLabel, u"testResult"_s, tr("Result"))),
      m_certificateButton(named(new QPushButton(tr("Look at the certificate")), u"showCertificate"_s,
                                tr("Look at the certificate"))),
      m_testButton(named(new QPushButton(tr("Test connection")), u"testConnection"_s, tr("Test connection"))),
      m_saveButton(named(new QPushButton(tr("Save")), u"saveService"_s, tr("Save"))),
      m_removeButton(named(new QPushButton(tr("Remove…")), u"removeService"_s, tr("Remove")))
{
    auto *add = named(new QPushButton(tr("Add a service")), u"addService"_s, tr("Add a service"));
    connect(add, &QPushButton::clicked, this, [this] { beginNew(); });
    auto *left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addWidget(add);
    m_list->setMaximumWidth(fontMetrics().averageCharWidth() * 28);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(createForm());
    scroll->viewport()->setAutoFillBackground(false);
    scroll->widget()->setAutoFillBackground(false);
    leaveWheelToScrolling(scroll->widget());
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_removeButton);
    buttons->addStretch(1);
    buttons->addWidget(m_testButton);
    buttons->addWidget(m_saveButton);
    auto *right = new QVBoxLayout;
    right->addWidget(scroll, 1);
    right->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->addLayout(left);
    layout->addLayout(right, 1);

    connect(m_list, &QListWidget::currentRowChanged, this, &ServicePage::choose);
    connect(m_testButton, &QPushButton::clicked, this, &ServicePage::test);
    connect(m_saveButton, &QPushButton::clicked, this, &ServicePage::save);
    connect(m_removeButton, &QPushButton::clicked, this, &ServicePage::removeCurrent);
    connect(&m_services, &ServiceRegistry::changed, this, &ServicePage::fillList);
    fillList();
    edit({});
}

ServicePage::~ServicePage() = default;

QWidget *ServicePage::createForm()
{
    m_name->setPlaceholderText(tr("OpenAI"));
    m_baseUrl->setPlaceholderText(u"https://api.openai.com/v1"_s);
    m_host->setObjectName(u"hostOnTheNetwork"_s);
    m_host->setTextFormat(Qt::PlainText);
    m_host->setWordWrap(true);
    m_host->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_host->hide();
    connect(m_baseUrl, &QLineEdit::textChanged, this, &ServicePage::showHost);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(tr("Kept in the keychain; leave empty if the service needs none"));
    m_model->setEditable(true);
    m_model->setInsertPolicy(QComboBox::NoInsert);
    m_model->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_model->lineEdit()->setPlaceholderText(tr("Choose, or type its name"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *more = named(new QToolButton, u"moreSettings"_s, tr("More settings"));
    more->setText(tr("More settings"));
    more->setCheckable(true);
    more->setArrowType(Qt::RightArrow);
    more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    more->setAutoRaise(true);
    m_apiKind->addItem(tr("Chat Completions"), static_cast<int>(ApiKind::ChatCompletions));
    m_apiKind->addItem(tr("Responses"), static_cast<int>(ApiKind::Responses));
    m_apiKind->addItem(tr("Assistants (v2)"), static_cast<int>(ApiKind::Assistants));
    connect(m_apiKind, &QComboBox::activated, this,
            [this] { m_context->setApi(static_cast<ApiKind>(m_apiKind->currentData().toInt())); });
    connect(m_context, &ServiceContext::assistantsWanted, this, &ServicePage::listAssistants);
    m_advanced = createAdvanced();
    m_advanced->hide();
    connect(more, &QToolButton::toggled, this, [this, more](bool isOpen) {
        more->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        m_advanced->setVisible(isOpen);
    });

    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    layout->addRow(tr("&Service"), m_name);
    layout->addRow(tr("&Base URL"), m_baseUrl);
    layout->addRow(QString(), m_host);
    layout->addRow(tr("&API"), m_apiKind);
    layout->addRow(tr("API &key"), m_key);
    layout->addRow(tr("Default &model"), m_model);
    layout->addRow(more);
    layout->addRow(m_advanced);
    layout->addRow(m_result);
    layout->addRow(m_certificateButton);
    m_certificateButton->hide();
    connect(m_certificateButton, &QPushButton::clicked, this, &ServicePage::showCertificate);
    return form;
}

QWidget *ServicePage::createAdvanced()
{
    m_keyHeader = named(new QLineEdit, u"keyHeader"_s, tr("Key header"));
    m_keyHeader->setPlaceholderText(u"Authorization"_s);
    m_headers = named(new QPlainTextEdit, u"headers"_s, tr("Extra headers"));
    m_headers->setPlaceholderText(tr("Name: value, one a line; no secrets"));
    m_headers->setTabChangesFocus(true);
    m_headers->setFixedHeight(fontMetrics().lineSpacing() * 4);
    m_connect = named(createSeconds(), u"connectTimeout"_s, tr("Time to connect"));
    m_firstByte = named(createSeconds(), u"firstByteTimeout"_s, tr("Time to the first word"));
    m_idle = named(createSeconds(), u"idleTimeout"_s, tr("Pause within a reply"));
    m_caFile = named(new QLineEdit, u"caFile"_s, tr("Certificate file"));
    m_caFile->setPlaceholderText(tr("PEM file of authorities to trust besides the system's"));
    auto *browse = named(new QPushButton(tr("Choose…")), u"chooseCaFile"_s, tr("Choose a certificate file"));
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString file =
            QFileDialog::getOpenFileName(this, tr("Certificate file"), m_caFile->text(),
                                         tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
        if (!file.isEmpty())
            m_caFile->setText(file);
    });
    auto *ca = new QHBoxLayout;
    ca->addWidget(m_caFile, 1);
    ca->addWidget(browse);

    auto *widget = new QWidget;
    auto *layout = new QFormLayout(widget);
    layout->setContentsMargins({});
    layout->addRow(tr("Key header"), m_keyHeader);
    layout->addRow(tr("Extra headers"), m_headers);
    layout->addRow(tr("Time to connect"), m_connect);
    layout->addRow(tr("Time to the first word"), m_firstByte);
    layout->addRow(tr("Pause within a reply"), m_idle);
    layout->addRow(tr("Certificate file"), ca);
    layout->addRow(m_way);
    layout->addRow(m_context);
    return widget;
}

void ServicePage::fillList()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const Service &service : m_services.services()) {
        m_list->addItem(m_services.isStored(service.id) ? service.name
                                                        : tr("%1 (this run)").arg(service.name));
    }
    markShown();
}

void ServicePage::markShown()
{
    const QSignalBlocker blocker(m_list);
    const QList<Service> all = m_services.services();
    const auto shown = std::find_if(all.begin(), all.end(),
                                    [this](const Service &service) { return service.id == m_service.id; });
    m_list->setCurrentRow(shown == all.end() ? -1 : static_cast<int>(shown - all.begin()));
}

void ServicePage::edit(const ServiceId &id)
{
    const QList<Service> all = m_services.services();
    for (const Service &service : all) {
        if (service.id == id || id.isNull()) {
            showService(service);
            fillList();
            return;
        }
    }
    showNew();
}

void ServicePage::choose(int row)
{
    const QList<Service> all = m_services.services();
    if (row < 0 || row >= all.size())
        return;
    leave([this, service = all.at(row)] {
        showService(service);
        markShown();
    });
    QMetaObject::invokeMethod(this, &ServicePage::markShown,
                              Qt::QueuedConnection); // until there is an answer
}

bool ServicePage::hasUnsaved() const
{
    const bool hasSecret = !m_key->text().trimmed().isEmpty() || !m_way->passphrase().isEmpty()
        || !m_way->proxyPassword().isEmpty();
    return m_saveButton->isEnabledTo(this) && (hasSecret || entered() != m_shown);
}

void ServicePage::leave(const std::function<void()> &go)
{
    if (!hasUnsaved()) {
        go();
        return;
    }
    m_leaving.ask({.text = tr("What you entered for “%1” has not been saved.").arg(m_shown.name),
                   .discard = [this] { showService(m_service); },
                   .save = [this] { save(); }},
                  this, go);
}

void ServicePage::beginNew()
{
    leave([this] { showNew(); });
}

void ServicePage::showNew()
{
    Service service; // most newcomers bring a key of OpenAI's; for all others the address is to be replaced
    service.name = u"OpenAI"_s;
    service.baseUrl = QUrl(u"https://api.openai.com/v1"_s);
    showService(service);
    fillList();
    m_key->setFocus();
}

void ServicePage::showService(const Service &service)
{
    if (m_test)
        m_test->cancel();
    m_service = service;
    m_testedModels = m_services.models(service.id);
    const bool isOfThisRun = service.id.isValid() && !m_services.isStored(service.id);
    m_name->setText(service.name);
    m_baseUrl->setText(service.baseUrl.toString());
    m_baseUrl->setCursorPosition(0);
    m_apiKind->setCurrentIndex(qMax(0, m_apiKind->findData(static_cast<int>(service.apiKind))));
    m_key->clear();
    m_key->setPlaceholderText(service.keyAccount.isEmpty()
                                  ? tr("Kept in the keychain; leave empty if the service needs none")
                                  : tr("In the keychain; type to replace it"));
    m_model->clear();
    m_model->addItems(m_testedModels);
    m_model->setEditText(service.defaultModel);
    m_keyHeader->setText(service.keyHeader);
    m_headers->setPlainText(headersText(service));
    m_connect->setValue(secondsOf(service.timeouts.connect));
    m_firstByte->setValue(secondsOf(service.timeouts.firstByte));
    m_idle->setValue(secondsOf(service.timeouts.idle));
    m_caFile->setText(service.caFile);
    m_way->show(service);
    m_certificateButton->hide();
    m_context->setModels(m_testedModels);
    m_context->show(service);
    m_saveButton->setEnabled(!isOfThisRun);
    m_removeButton->setEnabled(service.id.isValid() && !isOfThisRun);
    showResult(isOfThisRun ? tr("This service is there for this run only and is not stored.") : QString(),
               false);
    m_shown = entered();
}

Service ServicePage::entered() const
{
    using std::chrono::seconds;
    Service service = m_service;
    service.baseUrl = normalizedBaseUrl(m_baseUrl->text());
    service.name = m_name->text().simplified();
    if (service.name.isEmpty())
        service.name = service.baseUrl.host();
    service.apiKind = static_cast<ApiKind>(m_apiKind->currentData().toInt());
    service.defaultModel = m_model->currentText().trimmed();
    service.keyHeader = m_keyHeader->text().trimmed();
    service.headers = headersFrom(m_headers->toPlainText());
    service.timeouts = {seconds(m_connect->value()), seconds(m_firstByte->value()), seconds(m_idle->value())};
    service.caFile = m_caFile->text().trimmed();
    m_way->apply(service);
    m_context->apply(service);
    return service;
}

QString ServicePage::whyNotSave(const Service &service) const
{
    const QString reason = bobbin::whyNotSave(service);
    return reason.isEmpty() ? m_way->whyNot() : reason;
}

// What looks like a well-known host may be spelled with letters of another script.
void ServicePage::showHost()
{
    const QString host = hostReadOtherwise(m_baseUrl->text());
    m_host->setText(tr("The network reads this host as %1.").arg(host));
    m_host->setVisible(!host.isEmpty());
}

// With the key that was typed, else with the stored one.
void ServicePage::withEndpoint(const std::function<void(const Endpoint &)> &use)
{
    Endpoint endpoint {.service = entered()};
    endpoint.apiKey = m_key->text().trimmed().toUtf8();
    endpoint.clientPassphrase = m_way->passphrase();
    endpoint.proxyPassword = m_way->proxyPassword();
    const bool hasMore = !endpoint.service.network.passphraseAccount.isEmpty()
        || !endpoint.service.network.proxy.passwordAccount.isEmpty();
    if ((!endpoint.apiKey.isEmpty() && !hasMore) || m_service.id.isNull()) {
        use(endpoint);
        return;
    }
    m_services.endpoint(m_service.id, this,
                        [this, endpoint, use](const Result<Endpoint, SecretError> &stored) mutable {
                            if (!stored) {
                                showResult(explain(stored.error()), true);
                                return;
                            }
                            const auto complete = [&](QByteArray Endpoint::*secret) {
                                if ((endpoint.*secret).isEmpty())
                                    endpoint.*secret = stored.value().*secret;
                            };
                            complete(&Endpoint::apiKey);
                            complete(&Endpoint::clientPassphrase);
                            complete(&Endpoint::proxyPassword);
                            endpoint.organization = stored->organization;
                            endpoint.project = stored->project;
                            use(endpoint);
                        });
}

void ServicePage::test()
{
    if (const QString reason = whyNotSave(entered()); !reason.isEmpty()) {
        showResult(reason, true);
        return;
    }
    showResult(tr("Testing…"), false);
    withEndpoint([this](const Endpoint &endpoint) {
        delete m_test;
        m_test = new ConnectionTest(m_network, endpoint, this);
        m_result->clear();
        m_certificateButton->hide();
        m_testButton->setEnabled(false);
        connect(m_test, &ConnectionTest::stepFinished, this, &ServicePage::showStep);
        connect(m_test, &ConnectionTest::finished, this, [this](bool ok, const QStringList &models) {
            m_testButton->setEnabled(true);
            m_testedModels = models;
            const QString typed = m_model->currentText();
            m_model->clear();
            m_model->addItems(models);
            m_context->setModels(models);
            m_model->setEditText(typed.isEmpty() ? chooseModel(models) : typed);
            if (typed.isEmpty())
                m_shown.defaultModel = m_model->currentText(); // nobody entered it
            m_result->setText(m_result->text() + u'\n'
                              + (ok ? tr("Everything works.") : tr("Change what is wrong and test again.")));
        });
        connect(m_test, &QObject::destroyed, this, [this] { m_testButton->setEnabled(true); });
        m_test->start();
    });
}

void ServicePage::listAssistants()
{
    withEndpoint([this](const Endpoint &endpoint) {
        AssistantReply *reply = bobbin::listAssistants(m_network, endpoint, this);
        connect(reply, &AssistantReply::finished, m_context,
                [this, reply](const QList<Assistant> &assistants) {
                    reply->deleteLater();
                    m_context->setAssistants(assistants);
                });
        connect(reply, &AssistantReply::failed, m_context,
                [this, reply, name = endpoint.service.name](const CompletionError &error) {
                    reply->deleteLater();
                    m_context->showAssistantError(explain(error, name));
                });
    });
}

void ServicePage::showStep(const ConnectionTest::Step &step)
{
    const QString line = (step.ok ? u"✓ "_s : u"✗ "_s) + step.text;
    m_result->setText(m_result->text().isEmpty() ? line : m_result->text() + u'\n' + line);
    m_certificate = step.certificate;
    m_certificateReason = step.text;
    m_certificateButton->setVisible(!m_certificate.isEmpty());
}

void ServicePage::showResult(const QString &text, bool isError)
{
    m_result->setText(isError ? u"✗ "_s + text : text);
}

void ServicePage::save()
{
    Service service = entered();
    if (const QString reason = whyNotSave(service); !reason.isEmpty()) {
        m_leaving.takeRefusal();
        showResult(reason, true);
        return;
    }
    if (service.id.isNull())
        service.id = ServiceId::create();
    const QList<Secret> secrets = enteredSecrets(service);
    keepSecrets(service, secrets);
}

// Gives accounts to the secrets that have none yet, or one of another service.
QList<ServicePage::Secret> ServicePage::enteredSecrets(Service &service) const
{
    QList<Secret> secrets;
    const auto add = [&](QString &account, const QString &usual, const QByteArray &value) {
        if (value.isEmpty())
            return;
        if (account.isEmpty() || m_services.isOfAnother(account, service.id))
            account = usual;
        secrets.append({account, value});
    };
    NetworkOptions &network = service.network;
    add(service.keyAccount, ServiceRegistry::accountFor(service), m_key->text().trimmed().toUtf8());
    add(network.passphraseAccount, ServiceRegistry::passphraseAccountFor(service), m_way->passphrase());
    add(network.proxy.passwordAccount, ServiceRegistry::proxyAccountFor(service), m_way->proxyPassword());
    return secrets;
}

// One after the other. The answer may come late, when another service is shown or the dialog is closed: what
// was entered counts.
void ServicePage::keepSecrets(const Service &service, QList<Secret> secrets)
{
    if (secrets.isEmpty()) {
        setEnabled(true);
        finishSaving(service);
        return;
    }
    setEnabled(false);
    showResult(tr("Putting the key into the keychain…"), false);
    const Secret next = secrets.takeFirst();
    m_services.keyring().write(next.account, next.value, &m_services,
                               [this, self = QPointer(this), &services = m_services, service, secrets,
                                next](const Status<SecretError> &written) {
                                   if (self && (written || offerForThisRun(next, explain(written.error())))) {
                                       keepSecrets(service, secrets);
                                   } else if (self) {
                                       setEnabled(true);
                                   } else if (written) {
                                       for (const Secret &secret : secrets)
                                           services.keyring().write(secret.account, secret.value, &services,
                                                                    [](const Status<SecretError> &) {});
                                       services.save(service);
                                   }
                               });
}

bool ServicePage::offerForThisRun(const Secret &secret, const QString &reason)
{
    setEnabled(true);
    const bool isKept = offerToKeepForThisRun(m_services, secret.account, secret.value, reason, this);
    if (!isKept) {
        m_leaving.takeRefusal();
        showResult(reason, true);
    }
    return isKept;
}

// Of the last test.
void ServicePage::showCertificate()
{
    auto *dialog = new CertificateDialog(m_certificate, entered().name, m_certificateReason, this);
    connect(dialog, &CertificateDialog::trusted, this, [this](const QByteArray &digest) {
        m_way->trust(digest);
        if (m_service.id.isValid() && !m_services.isStored(m_service.id))
            m_services.trustCertificate(m_service.id, digest); // what is not saved holds for this run
        test();
    });
    dialog->open();
}

void ServicePage::finishSaving(const Service &service)
{
    m_key->clear();
    m_services.save(service);
    if (m_testedModels.isEmpty())
        m_services.refreshModels(service.id);
    else
        m_services.setModels(service.id, m_testedModels);
    showService(service);
    fillList();
    showResult(tr("Saved."), false);
    Q_EMIT saved(service.id, service.defaultModel);
    m_leaving.takeSaved();
}

void ServicePage::removeCurrent()
{
    const auto answer =
        showPlainBox(QMessageBox::Question, this, tr("Remove the service"),
                     tr("Remove “%1” and its key? Conversations that used it are kept.").arg(m_service.name),
                     QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Discard)
        return;
    m_services.remove(m_service.id);
    m_service = {};
    edit({});
}

} // namespace bobbin
