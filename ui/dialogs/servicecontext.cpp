#include "ui/servicecontext.h"

#include "core/strategy.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

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

QComboBox *createEditable(const QString &objectName, const QString &accessibleName,
                          const QString &placeholder)
{
    auto *box = named(new QComboBox, objectName, accessibleName);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->lineEdit()->setPlaceholderText(placeholder);
    return box;
}

} // namespace

ServiceContext::ServiceContext(QWidget *parent)
    : QWidget(parent), m_layout(new QFormLayout(this)),
      m_strategy(named(new QComboBox, u"serviceStrategy"_s, tr("The context is given as"))),
      m_assistant(createEditable(u"assistant"_s, tr("Assistant"), tr("Bobbin makes one"))),
      m_assistantRow(new QWidget), m_assistantResult(named(new QLabel, u"assistantResult"_s, tr("Result"))),
      m_checksThreads(named(new QCheckBox(tr("Ask before each turn whether the service still has it")),
                            u"checksThreads"_s, tr("Check the thread"))),
      m_threadDays(named(new QSpinBox, u"threadDays"_s, tr("The service keeps it for"))),
      m_backgroundModel(createEditable(u"backgroundModel"_s, tr("Model for titles and summaries"),
                                       tr("That of the conversation"))),
      m_makesTitles(named(new QCheckBox(tr("May be asked for titles of conversations")), u"makesTitles"_s,
                          tr("Titles"))),
      m_makesSummaries(named(new QCheckBox(tr("May be asked for summaries of what no longer fits")),
                             u"makesSummaries"_s, tr("Summaries")))
{
    m_threadDays->setRange(0, 3650);
    m_threadDays->setSuffix(tr(" d without use", "days"));
    m_threadDays->setSpecialValueText(tr("ever"));
    auto *list = named(new QPushButton(tr("List")), u"listAssistants"_s, tr("List the service's assistants"));
    connect(list, &QPushButton::clicked, this, &ServiceContext::assistantsWanted);
    m_assistantResult->setWordWrap(true);
    m_assistantResult->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(m_assistantRow);
    row->setContentsMargins({});
    row->addWidget(m_assistant, 1);
    row->addWidget(list);

    m_layout->setContentsMargins({});
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_layout->addRow(tr("The context is given as"), m_strategy);
    m_layout->addRow(tr("Assistant"), m_assistantRow);
    m_layout->addRow(m_assistantResult);
    m_layout->addRow(tr("The service keeps it for"), m_threadDays);
    m_layout->addRow(m_checksThreads);
    m_layout->addRow(tr("Model for titles and summaries"), m_backgroundModel);
    m_layout->addRow(m_makesTitles);
    m_layout->addRow(m_makesSummaries);
    m_assistantResult->hide();
    setApi(ApiKind::ChatCompletions);
}

void ServiceContext::fillStrategies(ApiKind api, const std::optional<Strategy> &chosen)
{
    m_strategy->clear();
    for (const Strategy strategy : strategiesOf(api))
        m_strategy->addItem(displayName(strategy), static_cast<int>(strategy));
    if (chosen)
        m_strategy->setCurrentIndex(qMax(0, m_strategy->findData(static_cast<int>(*chosen))));
}

void ServiceContext::setApi(ApiKind api)
{
    fillStrategies(api, {});
    const bool hasState = api != ApiKind::ChatCompletions;
    m_strategy->setEnabled(hasState);
    for (QWidget *field : {static_cast<QWidget *>(m_threadDays), static_cast<QWidget *>(m_checksThreads)})
        field->setEnabled(hasState);
    m_assistantRow->setVisible(api == ApiKind::Assistants);
    m_layout->labelForField(m_assistantRow)->setVisible(api == ApiKind::Assistants);
    m_assistantResult->hide();
}

void ServiceContext::show(const Service &service)
{
    setApi(service.apiKind);
    fillStrategies(service.apiKind, service.strategy);
    m_assistant->clear();
    m_assistant->setEditText(service.assistant);
    m_checksThreads->setChecked(service.checksThreads);
    m_threadDays->setValue(service.threadDays);
    m_backgroundModel->setEditText(service.backgroundModel);
    m_makesTitles->setChecked(service.makesTitles);
    m_makesSummaries->setChecked(service.makesSummaries);
}

void ServiceContext::apply(Service &service) const
{
    const auto strategy = static_cast<Strategy>(m_strategy->currentData().toInt());
    service.strategy =
        strategy == strategiesOf(service.apiKind).constFirst() ? std::nullopt : std::optional(strategy);
    // What was chosen from the list shows a name and stands for an id.
    const int listed = m_assistant->findText(m_assistant->currentText());
    service.assistant =
        listed >= 0 ? m_assistant->itemData(listed).toString() : m_assistant->currentText().trimmed();
    service.checksThreads = m_checksThreads->isChecked();
    service.threadDays = m_threadDays->value();
    service.backgroundModel = m_backgroundModel->currentText().trimmed();
    service.makesTitles = m_makesTitles->isChecked();
    service.makesSummaries = m_makesSummaries->isChecked();
}

void ServiceContext::setModels(const QStringList &models)
{
    const QString typed = m_backgroundModel->currentText();
    m_backgroundModel->clear();
    m_backgroundModel->addItems(models);
    m_backgroundModel->setEditText(typed);
}

void ServiceContext::setAssistants(const QList<Assistant> &assistants)
{
    const QString typed = m_assistant->currentText();
    m_assistant->clear();
    for (const Assistant &assistant : assistants) {
        const QString name = assistant.name.isEmpty() ? tr("(without a name)") : assistant.name;
        m_assistant->addItem(
            tr("%1 (%2, %3)", "name, model and id of an assistant").arg(name, assistant.model, assistant.id),
            assistant.id);
    }
    const int known = m_assistant->findData(typed);
    if (known >= 0)
        m_assistant->setCurrentIndex(known);
    else
        m_assistant->setEditText(typed);
    m_assistantResult->setVisible(assistants.isEmpty());
    m_assistantResult->setText(tr("The service has no assistants yet."));
    if (!assistants.isEmpty())
        m_assistant->showPopup();
}

void ServiceContext::showAssistantError(const QString &reason)
{
    m_assistantResult->setText(reason);
    m_assistantResult->show();
}

} // namespace bobbin
