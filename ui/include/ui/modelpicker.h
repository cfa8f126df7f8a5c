#pragma once

#include "core/ids.h"

#include <QComboBox>

namespace bobbin {

class ServiceRegistry;

/// Chooses a model: of any service from their lists, of the service that is in use by its name.
class ModelPicker final : public QComboBox
{
    Q_OBJECT
public:
    /// `services` must live longer than the picker.
    explicit ModelPicker(ServiceRegistry &services, QWidget *parent = nullptr);

    /// Shows a choice without telling chosen(). A model that its service does not list is shown all the same.
    void setChoice(const ServiceId &service, const QString &model);

    /// Shows the list, which is brought up to date meanwhile.
    void showPopup() override;

Q_SIGNALS:
    void chosen(const bobbin::ServiceId &service, const QString &model);

private:
    void fill();
    void widenCompletions();
    [[nodiscard]] int indexOfChoice() const;
    void showChoice(int index);
    void showService();
    void addModels(const ServiceId &service, const QString &serviceName, const QStringList &models);
    void choose(int index);
    void chooseTyped();
    void take(const ServiceId &service, const QString &model);
    [[nodiscard]] ServiceId serviceFor(const QString &model) const;
    [[nodiscard]] bool isCompletionChosen() const;

    ServiceRegistry &m_services;
    ServiceId m_service;
    QString m_model;
};

} // namespace bobbin
