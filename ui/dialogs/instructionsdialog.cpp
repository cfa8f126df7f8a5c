#include "ui/instructionsdialog.h"

#include "ui/unsavedquestion.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace bobbin {

using namespace Qt::StringLiterals;

InstructionsDialog::InstructionsDialog(const Conversation &conversation, QWidget *parent)
    : QDialog(parent), m_parameters(conversation.parameters),
      m_text(new QPlainTextEdit(conversation.instructions)), m_temperature(new QDoubleSpinBox),
      m_maxTokens(new QSpinBox)
{
    setWindowTitle(tr("Instructions"));
    setObjectName(u"instructions"_s);
    auto *explanation =
        new QLabel(tr("What the model is told before the conversation, each time (the system prompt)."));
    explanation->setWordWrap(true);
    m_text->setObjectName(u"instructionsText"_s);
    m_text->setAccessibleName(tr("Instructions"));
    m_text->setTabChangesFocus(true);

    // The lowest value stands for the service's own choice.
    constexpr double step = 0.1;
    m_temperature->setObjectName(u"temperature"_s);
    m_temperature->setAccessibleName(tr("Temperature"));
    m_temperature->setRange(-step, 2);
    m_temperature->setSingleStep(step);
    m_temperature->setDecimals(1);
    m_temperature->setSpecialValueText(tr("As the service has it"));
    m_temperature->setValue(m_parameters.temperature.value_or(-step));
    m_maxTokens->setObjectName(u"maxTokens"_s);
    m_maxTokens->setAccessibleName(tr("Longest reply, in tokens"));
    m_maxTokens->setRange(0, 10'000'000);
    m_maxTokens->setSingleStep(256);
    m_maxTokens->setSpecialValueText(tr("As the service has it"));
    m_maxTokens->setValue(m_parameters.maxOutputTokens.value_or(0));

    auto *form = new QFormLayout;
    form->addRow(tr("Temperature"), m_temperature);
    form->addRow(tr("Longest reply, in tokens"), m_maxTokens);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addWidget(m_text, 1);
    layout->addLayout(form);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().lineSpacing() * 20);
    m_shown = {instructions(), parameters()};
}

void InstructionsDialog::reject()
{
    if (m_shown == std::pair(instructions(), parameters()))
        QDialog::reject();
    else
        askAboutUnsaved({.text = tr("What you changed here has not been taken over yet."),
                         .discard = [this] { QDialog::reject(); },
                         .save = {}},
                        this);
}

QString InstructionsDialog::instructions() const { return m_text->toPlainText(); }

Parameters InstructionsDialog::parameters() const
{
    Parameters parameters = m_parameters;
    parameters.temperature =
        m_temperature->value() < 0 ? std::nullopt : std::optional(m_temperature->value());
    parameters.maxOutputTokens =
        m_maxTokens->value() == 0 ? std::nullopt : std::optional(m_maxTokens->value());
    return parameters;
}

} // namespace bobbin
