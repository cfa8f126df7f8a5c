#pragma once

#include "core/service.h"
#include "net/connectiontest.h"
#include "net/endpoint.h"
#include "ui/unsavedquestion.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QNetworkAccessManager;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace bobbin {

class ServiceContext;
class ServiceNetwork;
class ServiceRegistry;

/// Shows and changes the services: where they are, their keys, their models, and whether they work.
class ServicePage final : public QWidget
{
    Q_OBJECT
public:
    /// Both must live longer than the page.
    ServicePage(ServiceRegistry &services, QNetworkAccessManager &network, QWidget *parent = nullptr);
    ~ServicePage() override;

    /// Begins a new service, after asking as leave() does.
    void beginNew();
    /// Shows a service instead of what was entered; the null id shows the first one.
    void edit(const ServiceId &id);
    /// Whether something was entered that can be saved and is not.
    [[nodiscard]] bool hasUnsaved() const;
    /// Calls `go` if nothing would be lost by that, else when the user has had it saved or discarded.
    void leave(const std::function<void()> &go);
    [[nodiscard]] ServiceId current() const { return m_service.id; }

Q_SIGNALS:
    /// The service can be used from now on.
    void saved(const bobbin::ServiceId &id, const QString &model);

private:
    QWidget *createForm();
    QWidget *createAdvanced();
    void fillList();
    void markShown();
    void choose(int row);
    void showNew();
    void showService(const Service &service);
    [[nodiscard]] Service entered() const;
    void showHost();
    [[nodiscard]] QString whyNotSave(const Service &service) const;
    void withEndpoint(const std::function<void(const Endpoint &)> &use);
    void test();
    void listAssistants();
    void showStep(const ConnectionTest::Step &step);
    void save();
    /// What was typed and belongs into the keychain, under the name that it has there.
    struct Secret {
        QString account;
        QByteArray value;
    };
    [[nodiscard]] QList<Secret> enteredSecrets(Service &service) const;
    void keepSecrets(const Service &service, QList<Secret> secrets);
    [[nodiscard]] bool offerForThisRun(const Secret &secret, const QString &reason);
    void showCertificate();
    void finishSaving(const Service &service);
    void removeCurrent();
    void showResult(const QString &text, bool isError);

    ServiceRegistry &m_services;
    QNetworkAccessManager &m_network;
    Service m_service; // as it was stored; a new one has the null id
    Service m_shown; // as the fields had it before anything was entered
    Leaving m_leaving;
    QPointer<ConnectionTest> m_test;
    QStringList m_testedModels;

    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_baseUrl;
    QLabel *m_host;
    QComboBox *m_apiKind;
    ServiceContext *m_context;
    QLineEdit *m_key;
    QComboBox *m_model;
    QWidget *m_advanced = nullptr;
    QLineEdit *m_keyHeader = nullptr;
    QPlainTextEdit *m_headers = nullptr;
    QSpinBox *m_connect = nullptr;
    QSpinBox *m_firstByte = nullptr;
    QSpinBox *m_idle = nullptr;
    QLineEdit *m_caFile = nullptr;
    ServiceNetwork *m_way;
    QLabel *m_result;
    QPushButton *m_certificateButton;
    QByteArray m_certificate; // what the last test was shown and did not trust
    QString m_certificateReason; // why
    QPushButton *m_testButton;
    QPushButton *m_saveButton;
    QPushButton *m_removeButton;
};

} // namespace bobbin
