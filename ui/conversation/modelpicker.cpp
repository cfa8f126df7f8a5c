#include "ui/modelpicker.h"

#include "session/modelchoice.h"
#include "session/serviceregistry.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int ServiceRole = Qt::UserRole;
constexpr int ModelRole = Qt::UserRole + 1;

} // namespace

ModelPicker::ModelPicker(ServiceRegistry &services, QWidget *parent) : QComboBox(parent), m_services(services)
{
    setObjectName(u"model"_s);
    setAccessibleName(tr("Model"));
    setToolTip(tr("The model that is asked. Choose one, or type its name and press Enter."));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    setMaxVisibleItems(20);
    lineEdit()->setPlaceholderText(tr("Choose a model"));
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(this, &QComboBox::activated, this, &ModelPicker::choose);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ModelPicker::chooseTyped);
    connect(&m_services, &ServiceRegistry::changed, this, &ModelPicker::fill);
    connect(&m_services, &ServiceRegistry::modelsChanged, this, &ModelPicker::fill);
    fill();
}

void ModelPicker::setChoice(const ServiceId &service, const QString &model)
{
    if (service == m_service && model == m_model)
        return;
    m_service = service;
    m_model = model;
    if (const int index = indexOfChoice(); index >= 0 || model.isEmpty())
        showChoice(index);
    else
        fill(); // the lists do not have it
}

int ModelPicker::indexOfChoice() const
{
    for (int i = 0; i < count(); ++i) {
        if (itemData(i, ModelRole).toString() == m_model
            && itemData(i, ServiceRole).value<ServiceId>() == m_service)
            return i;
    }
    return -1;
}

void ModelPicker::showChoice(int index)
{
    const QSignalBlocker blocker(this);
    setCurrentIndex(index);
    setEditText(m_model);
    lineEdit()->setCursorPosition(0);
}

void ModelPicker::showPopup()
{
    for (const Service &service : m_services.services()) {
        if (service.id == m_service)
            m_services.refreshModels(service.id);
    }
    QComboBox::showPopup();
}

void ModelPicker::fill()
{
    const QSignalBlocker blocker(this);
    clear();
    const QList<Service> services = m_services.services();
    for (const Service &service : services) {
        addModels(service.id, services.size() > 1 ? service.name : QString(),
                  modelsOf(m_services, service, service.id == m_service ? m_model : QString()));
    }
    showChoice(indexOfChoice());
}

void ModelPicker::addModels(const ServiceId &service, const QString &serviceName, const QStringList &models)
{
    auto *items = qobject_cast<QStandardItemModel *>(model());
    if (!serviceName.isEmpty()) {
        auto *heading = new QStandardItem(serviceName);
        heading->setFlags(Qt::NoItemFlags);
        QFont font = this->font();
        font.setBold(true);
        heading->setFont(font);
        items->appendRow(heading);
    }
    for (const QString &name : models) {
        auto *item = new QStandardItem(name);
        item->setData(QVariant::fromValue(service), ServiceRole);
        item->setData(name, ModelRole);
        items->appendRow(item);
    }
}

void ModelPicker::choose(int index)
{
    const auto service = itemData(index, ServiceRole).value<ServiceId>();
    if (service.isValid()) {
        m_service = service;
        m_model = itemData(index, ModelRole).toString();
        Q_EMIT chosen(m_service, m_model);
    }
    setEditText(m_model);
}

void ModelPicker::chooseTyped()
{
    const QString typed = lineEdit()->text().trimmed();
    if (typed.isEmpty() || typed == m_model) {
        setEditText(m_model);
        return;
    }
    const int index = findText(typed, Qt::MatchExactly);
    if (index >= 0) {
        choose(index);
        return;
    }
    if (m_service.isNull() && !m_services.services().isEmpty())
        m_service = m_services.services().constFirst().id;
    if (m_service.isNull())
        return;
    m_model = typed;
    fill();
    Q_EMIT chosen(m_service, m_model);
}

} // namespace bobbin

Q_DECLARE_METATYPE(bobbin::ServiceId)
