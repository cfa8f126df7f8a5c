#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace bobbin {

/// A small bar chart: one bar for each month, its figure above it.
class UsageChart final : public QWidget
{
    Q_OBJECT
public:
    struct Bar {
        QString label;
        double value = 0;
        QString text; ///< The value as it is shown.

        friend bool operator==(const Bar &, const Bar &) = default;
    };

    explicit UsageChart(QWidget *parent = nullptr);

    /// Oldest first; the newest ones that have room are shown.
    void setBars(const QList<Bar> &bars);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Bar> m_bars;
};

} // namespace bobbin
