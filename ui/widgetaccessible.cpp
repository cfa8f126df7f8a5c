#include "ui/widgetaccessible.h"

#include "ui/modelpicker.h"
#include "ui/noticebar.h"

#include <QAccessibleWidget>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

class AccessibleNotice final : public QAccessibleWidget
{
public:
    explicit AccessibleNotice(NoticeBar *bar) : QAccessibleWidget(bar, QAccessible::AlertMessage) { }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Description)
            return static_cast<NoticeBar *>(widget())->text();
        return QAccessibleWidget::text(kind);
    }
};

class AccessibleModelPicker final : public QAccessibleWidget
{
public:
    explicit AccessibleModelPicker(ModelPicker *picker) : QAccessibleWidget(picker, QAccessible::ComboBox) { }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? picker()->currentText() : QAccessibleWidget::text(kind);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.expandable = true;
        state.editable = true;
        return state;
    }
    QStringList actionNames() const override { return {showMenuAction(), setFocusAction()}; }
    void doAction(const QString &name) override
    {
        if (name == showMenuAction())
            picker()->showPopup();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    ModelPicker *picker() const { return static_cast<ModelPicker *>(widget()); }
};

QAccessibleInterface *create(const QString &className, QObject *object)
{
    if (className == "bobbin::NoticeBar"_L1)
        return new AccessibleNotice(static_cast<NoticeBar *>(object));
    if (className == "bobbin::ModelPicker"_L1)
        return new AccessibleModelPicker(static_cast<ModelPicker *>(object));
    return nullptr;
}

} // namespace

void installWidgetAccessibility() { QAccessible::installFactory(create); }

} // namespace bobbin
