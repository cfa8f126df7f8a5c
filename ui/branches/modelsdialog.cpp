#include "ui/modelsdialog.h"

#include "session/serviceregistry.h"
#include "ui/plainwords.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int ServiceRole = Qt::UserRole; // as text; headings have none
constexpr int ModelRole = Qt::UserRole + 1;

} // namespace

ModelsDialog::ModelsDialog(ServiceRegistry &services, const ServiceId &usual, QWidget *parent)
    : QDialog(parent), m_services(services), m_field(new QLineEdit), m_list(new QListWidget)
{
    setObjectName(u"modelsDialog"_s);
    setWindowTitle(tr("Retry with another model"));
    auto *about = new QLabel(tr("Each model that you tick writes an answer of its own, one after the other. "
                                "The conversation itself keeps its model."));
    about->setWordWrap(true);
    m_field->setObjectName(u"modelsField"_s);
    m_field->setAccessibleName(tr("Find a model"));
    m_field->setPlaceholderText(tr("Find a model"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"modelsList"_s);
    m_list->setAccessibleName(tr("Models"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_ask = buttons->addButton(tr("&Ask"), QDialogButtonBox::AcceptRole);
    m_ask->setObjectName(u"askModels"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_field, &QLineEdit::textChanged, this, &ModelsDialog::filter);
    connect(m_list, &QListWidget::itemChanged, this, &ModelsDialog::update);
    connect(m_list, &QListWidget::currentItemChanged, this, &ModelsDialog::update);
    connect(m_list, &QListWidget::itemDoubleClicked, this, [this] {
        if (m_ask->isEnabled())
            accept();
    });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 60, fontMetrics().lineSpacing() * 24);
    m_ask->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false); // Enter is for asking
    fill(usual);
}

void ModelsDialog::fill(const ServiceId &usual)
{
    const QSignalBlocker blocker(m_list);
    const QList<Service> services = m_services.services();
    for (const Service &service : services) {
        const QStringList models = modelsOf(m_services, service);
        if (services.size() > 1 && !models.isEmpty()) {
            auto *heading = new QListWidgetItem(service.name, m_list);
            heading->setFlags(Qt::NoItemFlags);
            QFont bold = font();
            bold.setBold(true);
            heading->setFont(bold);
        }
        for (const QString &model : models)
            addModel(service, model);
    }
    if (const std::optional<Service> service = m_services.find(usual)) {
        m_typed = addModel(*service, {});
        m_typed->setHidden(true);
    }
    filter({});
}

QListWidgetItem *ModelsDialog::addModel(const Service &service, const QString &model)
{
    auto *item = new QListWidgetItem(model, m_list);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(Qt::Unchecked);
    item->setData(ServiceRole, service.id.toString());
    item->setData(ModelRole, model);
    item->setToolTip(plainToolTip(tr("%1 at %2", "a model and its service").arg(model, service.name)));
    return item;
}

QList<QListWidgetItem *> ModelsDialog::items() const
{
    QList<QListWidgetItem *> result;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(ModelRole).isValid())
            result.append(m_list->item(i));
    }
    return result;
}

// What is ticked stays to be seen.
void ModelsDialog::filter(const QString &text)
{
    const QString wanted = text.trimmed();
    QListWidgetItem *first = nullptr;
    bool isListed = wanted.isEmpty();
    const QList<QListWidgetItem *> all = items();
    for (QListWidgetItem *item : all) {
        if (item == m_typed)
            continue;
        isListed = isListed || item->text() == wanted;
        const bool matches = item->text().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!matches && item->checkState() == Qt::Unchecked);
        if (matches && !first)
            first = item;
    }
    if (m_typed) {
        m_typed->setText(wanted);
        m_typed->setData(ModelRole, wanted);
        m_typed->setHidden(isListed);
        if (isListed)
            m_typed->setCheckState(Qt::Unchecked);
    }
    m_list->setCurrentItem(first || isListed ? first : m_typed);
    update();
}

QList<ModelChoice> ModelsDialog::chosen() const
{
    const auto choiceOf = [](const QListWidgetItem *item) {
        return ModelChoice {ServiceId::fromString(item->data(ServiceRole).toString()),
                            item->data(ModelRole).toString()};
    };
    QList<ModelChoice> choices;
    const QList<QListWidgetItem *> all = items();
    for (const QListWidgetItem *item : all) {
        if (item->checkState() == Qt::Checked)
            choices.append(choiceOf(item));
    }
    const QListWidgetItem *current = m_list->currentItem();
    if (choices.isEmpty() && current && !current->isHidden() && current->data(ModelRole).isValid())
        choices.append(choiceOf(current));
    return choices;
}

void ModelsDialog::update()
{
    const qsizetype count = chosen().size();
    m_ask->setEnabled(count > 0);
    m_ask->setText(count > 1 ? tr("&Ask %n model(s)", nullptr, static_cast<int>(count)) : tr("&Ask"));
}

// The field keeps the keyboard while one goes through the list.
bool ModelsDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down || key->key() == Qt::Key_PageUp
            || key->key() == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace bobbin
