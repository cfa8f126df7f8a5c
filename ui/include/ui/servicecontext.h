#pragma once

#include "core/service.h"
#include "net/assistants.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace bobbin {

/// The part of a service's settings that is about memory: how models are given the context, what the server
/// keeps of it and for how long, and what is made in the background.
class ServiceContext final : public QWidget
{
    Q_OBJECT
public:
    explicit ServiceContext(QWidget *parent = nullptr);

    void show(const Service &service);
    /// Puts what is chosen here into `service`.
    void apply(Service &service) const;
    /// Offers what can be chosen for `api`.
    void setApi(ApiKind api);
    void setModels(const QStringList &models);
    void setAssistants(const QList<Assistant> &assistants);
    void showAssistantError(const QString &reason);

Q_SIGNALS:
    /// The service is to be asked for its assistants.
    void assistantsWanted();

private:
    void fillStrategies(ApiKind api, const std::optional<Strategy> &chosen);

    QFormLayout *m_layout;
    QComboBox *m_strategy;
    QComboBox *m_assistant;
    QWidget *m_assistantRow;
    QLabel *m_assistantResult;
    QCheckBox *m_checksThreads;
    QSpinBox *m_threadDays;
    QComboBox *m_backgroundModel;
    QCheckBox *m_makesTitles;
    QCheckBox *m_makesSummaries;
};

} // namespace bobbin
