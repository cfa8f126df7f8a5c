#pragma once

#include "session/contextmeter.h"

#include <QAbstractButton>

namespace bobbin {

/// Shows how much of the model's context window the next request fills; pressing it asks for what it carries.
class ContextGauge final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit ContextGauge(QWidget *parent = nullptr);

    void setState(const ContextState &state);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString describe() const;

    ContextState m_state;
};

} // namespace bobbin
