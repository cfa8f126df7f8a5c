#pragma once

#include "session/chatsession.h"

#include <QDialog>

class QDoubleSpinBox;
class QSpinBox;

namespace bobbin {

/// The user's own figures of one model: its context window and its prices.
class ModelFiguresDialog final : public QDialog
{
    Q_OBJECT
public:
    ModelFiguresDialog(const QString &model, const ModelFigures &figures, QWidget *parent = nullptr);

    // 0 for what Bobbin knows itself.
    [[nodiscard]] qint64 window() const;
    [[nodiscard]] double promptPrice() const;
    [[nodiscard]] double completionPrice() const;

private:
    QSpinBox *m_window;
    QDoubleSpinBox *m_promptPrice;
    QDoubleSpinBox *m_completionPrice;
};

} // namespace bobbin
