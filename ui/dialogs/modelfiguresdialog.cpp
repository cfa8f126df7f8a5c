#include "ui/modelfiguresdialog.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QDoubleSpinBox *createPrice(const QString &objectName, const QString &name, double value, double known)
{
    auto *price = new QDoubleSpinBox;
    price->setObjectName(objectName);
    price->setAccessibleName(name);
    price->setRange(0, 100'000);
    price->setDecimals(4);
    price->setPrefix(u"$ "_s);
    price->setSpecialValueText(known > 0
                                   ? ModelFiguresDialog::tr("As known: $ %1").arg(QLocale().toString(known))
                                   : ModelFiguresDialog::tr("Not known"));
    price->setValue(value);
    return price;
}

} // namespace

ModelFiguresDialog::ModelFiguresDialog(const QString &model, const ModelFigures &figures, QWidget *parent)
    : QDialog(parent), m_window(new QSpinBox)
{
    setObjectName(u"modelFiguresDialog"_s);
    setWindowTitle(tr("Figures of %1").arg(model));
    const ModelDetails &details = figures.chosen;
    const ModelFacts &known = figures.known;

    auto *explanation =
        new QLabel(tr("Bobbin decides by the context window how much of a conversation is sent, and "
                      "reckons costs by the prices. Enter what your service says where Bobbin "
                      "does not know it, or knows it wrong."));
    explanation->setWordWrap(true);
    m_window->setObjectName(u"window"_s);
    m_window->setAccessibleName(tr("Context window, in tokens"));
    m_window->setRange(0, 100'000'000);
    m_window->setSingleStep(1024);
    m_window->setGroupSeparatorShown(true);
    m_window->setSpecialValueText(known.window > 0 ? tr("As known: %1").arg(QLocale().toString(known.window))
                                                   : tr("Not known"));
    m_window->setValue(static_cast<int>(qMin<qint64>(details.chosenWindow, m_window->maximum())));
    m_promptPrice = createPrice(u"promptPrice"_s, tr("Price of a million tokens read"),
                                details.chosenPromptPrice, known.price ? known.price->prompt : 0);
    m_completionPrice = createPrice(u"completionPrice"_s, tr("Price of a million tokens written"),
                                    details.chosenCompletionPrice, known.price ? known.price->completion : 0);

    auto *form = new QFormLayout;
    form->addRow(tr("Context window, in tokens"), m_window);
    form->addRow(tr("Price of a million tokens read"), m_promptPrice);
    form->addRow(tr("Price of a million tokens written"), m_completionPrice);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);
}

qint64 ModelFiguresDialog::window() const { return m_window->value(); }

double ModelFiguresDialog::promptPrice() const { return m_promptPrice->value(); }

double ModelFiguresDialog::completionPrice() const { return m_completionPrice->value(); }

} // namespace bobbin
