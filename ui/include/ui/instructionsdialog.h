#pragma once

#include "core/conversation.h"

#include <QDialog>

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

private:
    Parameters m_parameters; // with what cannot be chosen here
    QPlainTextEdit *m_text;
    QDoubleSpinBox *m_temperature;
    QSpinBox *m_maxTokens;
};

} // namespace bobbin
