#include "ui/usagechart.h"

#include <QPainter>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

UsageChart::UsageChart(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"usageChart"_s);
    setAccessibleName(tr("Usage by month"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageChart::setBars(const QList<Bar> &bars)
{
    m_bars = bars;
    QStringList described;
    for (const Bar &bar : bars)
        described << tr("%1: %2", "month and figure").arg(bar.label, bar.text);
    setAccessibleDescription(described.join(u"; "_s));
    update();
}

QSize UsageChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().lineSpacing() * 9};
}

void UsageChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::WindowText));
    if (m_bars.isEmpty()) {
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing has been used yet."));
        return;
    }
    int step = 0;
    for (const Bar &bar : std::as_const(m_bars)) {
        step = std::max(
            {step, fontMetrics().horizontalAdvance(bar.label), fontMetrics().horizontalAdvance(bar.text)});
    }
    step += fontMetrics().averageCharWidth() * 2;
    const qsizetype shown = std::clamp<qsizetype>(width() / step, 1, m_bars.size());
    const QList<Bar> bars = m_bars.last(shown);
    double most = 0;
    for (const Bar &bar : bars)
        most = std::max(most, bar.value);

    const int line = fontMetrics().lineSpacing();
    const int room = height() - 2 * line - line / 2;
    const int left = (width() - static_cast<int>(shown) * step) / 2;
    for (qsizetype i = 0; i < shown; ++i) {
        const Bar &bar = bars.at(i);
        const int barHeight = most > 0 ? std::max(1, static_cast<int>(room * bar.value / most)) : 1;
        const QRect column(left + static_cast<int>(i) * step, 0, step, height());
        const QRectF body(column.left() + step / 6.0, height() - line - line / 4.0 - barHeight,
                          step * 2 / 3.0, barHeight);
        painter.fillRect(body, palette().color(QPalette::Highlight));
        painter.drawText(QRectF(column.left(), body.top() - line, step, line), Qt::AlignCenter, bar.text);
        painter.drawText(QRect(column.left(), height() - line, step, line), Qt::AlignCenter, bar.label);
    }
}

} // namespace bobbin
