#include "ui/modelpicker.h"

#include "session/modelchoice.h"
#include "session/serviceregistry.h"
#include "ui/plainwords.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int ServiceRole = Qt::UserRole;
constexpr int ModelRole = Qt::UserRole + 1;
constexpr int TellingRole = Qt::AccessibleTextRole; // with the service's name where there are several
constexpr int WidestCompletion = 50; // characters

// The completions stand under no headings: each says whose it is.
class CompletionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text = index.data(TellingRole).toString();
    }
};

} // namespace

ModelPicker::ModelPicker(ServiceRegistry &services, QWidget *parent) : QComboBox(parent), m_services(services)
{
    setObjectName(u"model"_s);
    setAccessibleName(tr("Model"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    setMaxVisibleItems(20);
    lineEdit()->setPlaceholderText(tr("Choose a model"));
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->popup()->setItemDelegate(new CompletionDelegate(this));
    completer()->popup()->setTextElideMode(Qt::ElideMiddle); // both ends tell
    connect(this, &QComboBox::activated, this, &ModelPicker::choose);
    // QComboBox takes what was typed for the first row of that name, whichever service it is of.
    disconnect(lineEdit(), &QLineEdit::editingFinished, this, nullptr);
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
    showService();
}

void ModelPicker::showService()
{
    const auto service = m_services.find(m_service);
    const QString name = service ? tr("Service: %1").arg(service->name) : QString();
    const QString help = tr("The model that is asked. Choose one, or type its name and press Enter.");
    setToolTip(plainToolTip(name.isEmpty() ? help : name + u'\n' + help));
    setAccessibleDescription(name.isEmpty() ? help : name);
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
    widenCompletions();
}

// A name with that of its service is often longer than the field.
void ModelPicker::widenCompletions()
{
    QAbstractItemView *completions = completer()->popup();
    const QFontMetrics metrics = completions->fontMetrics();
    int widest = 0;
    for (int i = 0; i < count(); ++i)
        widest = qMax(widest, metrics.horizontalAdvance(itemData(i, TellingRole).toString()));
    const int beside = completions->verticalScrollBar()->sizeHint().width() + metrics.height();
    completions->setMinimumWidth(qMin(widest + beside, WidestCompletion * metrics.averageCharWidth()));
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
        item->setData(serviceName.isEmpty() ? name
                                            : tr("%1 – %2", "a model and its service").arg(name, serviceName),
                      TellingRole);
        items->appendRow(item);
    }
}

void ModelPicker::choose(int index)
{
    const auto service = itemData(index, ServiceRole).value<ServiceId>();
    if (service.isValid())
        take(service, itemData(index, ModelRole).toString());
    else
        setEditText(m_model);
}

// Stays with the service: what another one calls the same is asked only by whoever chooses it there, since it
// is given the whole conversation.
void ModelPicker::chooseTyped()
{
    if (isCompletionChosen())
        return; // activated() follows
    const QString typed = lineEdit()->text().trimmed();
    if (typed.isEmpty() || typed == m_model) {
        setEditText(m_model);
        return;
    }
    const ServiceId service = m_services.find(m_service) ? m_service : serviceFor(typed);
    if (service.isValid())
        take(service, typed);
}

void ModelPicker::take(const ServiceId &service, const QString &model)
{
    setChoice(service, model);
    setEditText(m_model);
    Q_EMIT chosen(m_service, m_model);
}

// For who has none yet: one that lists the model, else the first.
ServiceId ModelPicker::serviceFor(const QString &model) const
{
    if (const int index = findData(model, ModelRole); index >= 0)
        return itemData(index, ServiceRole).value<ServiceId>();
    const QList<Service> services = m_services.services();
    return services.isEmpty() ? ServiceId() : services.constFirst().id;
}

// Enter in the list of completions comes to the field first.
bool ModelPicker::isCompletionChosen() const
{
    const QAbstractItemView *completions = completer()->popup();
    return completions->isVisible() && completions->selectionModel()->hasSelection();
}

} // namespace bobbin

Q_DECLARE_METATYPE(bobbin::ServiceId)
