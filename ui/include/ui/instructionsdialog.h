#pragma once

#include "core/conversation.h"

#include <QDialog>

#include <utility>

class QDoubleSpinBox;
class QPlainTextEdit;
class QSpinBox;

namespace bobbin {

/// What the model is told before a conversation, and how it is to answer.
class InstructionsDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit InstructionsDialog(const Conversation &conversation, QWidget *parent = nullptr);

    [[nodiscard]] QString instructions() const;
    [[nodiscard]] Parameters parameters() const;

    /// Asks first if something was changed.
    void reject() override;

private:
    Parameters m_parameters; // with what cannot be chosen here
    std::pair<QString, Parameters> m_shown; // in the beginning, as the fields have it
    QPlainTextEdit *m_text;
    QDoubleSpinBox *m_temperature;
    QSpinBox *m_maxTokens;
};

} // namespace bobbin
