#include "ui/contextgauge.h"

#include "ui/figures.h"
#include "ui/plainwords.h"

#include <QLocale>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

namespace bobbin {

using namespace Qt::StringLiterals;

ContextGauge::ContextGauge(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(u"context"_s);
    setAccessibleName(tr("Context"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setState({});
}

QSize ContextGauge::sizeHint() const
{
    const int height = fontMetrics().height() + fontMetrics().height() / 2;
    return {fontMetrics().horizontalAdvance(u"≈ 888.8k / 888k ww"_s), height};
}

void ContextGauge::setState(const ContextState &state)
{
    m_state = state;
    const QString used = (state.isExact ? QString() : u"≈ "_s) + shortTokens(state.tokens);
    setText(
        state.facts.window > 0
            ? tr("%1 / %2", "tokens used and tokens of the window").arg(used, shortTokens(state.facts.window))
            : tr("%1 tokens").arg(used));
    const QString description = describe();
    setToolTip(plainToolTip(description));
    setAccessibleDescription(description);
    update();
}

QString ContextGauge::describe() const
{
    const QLocale locale;
    QStringList lines;
    lines << (m_state.isExact ? tr("The next request has %1 tokens, counted as the service counts them.")
                              : tr("The next request has about %1 tokens, by an estimate."))
                 .arg(locale.toString(m_state.tokens));
    if (m_state.facts.window > 0)
        lines << tr("The model's context window has %1 tokens; %2 of them are left for the reply.")
                     .arg(locale.toString(m_state.facts.window),
                          locale.toString(m_state.facts.window - m_state.limit));
    else
        lines << tr("The model's context window is not known.");
    if (m_state.leftOut > 0)
        lines << (m_state.hasSummary ? tr("%n earlier message(s) are left out; a summary stands for them.",
                                          nullptr, m_state.leftOut)
                                     : tr("%n earlier message(s) are left out.", nullptr, m_state.leftOut));
    if (m_state.isHeld)
        lines << tr("The service has its own copy of the conversation: only what is new is sent.");
    if (m_state.hasExpired)
        lines << tr("The service has probably deleted its copy; it will be given the conversation again.");
    if (m_state.excess > 0)
        lines << tr("What is written is too long by %n token(s).", nullptr, static_cast<int>(m_state.excess));
    lines << tr("Press to see what is sent.");
    return lines.join(u'\n');
}

void ContextGauge::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius = frame.height() / 5;
    QColor line = palette().color(QPalette::WindowText);
    constexpr int Faint = 70; // of 255
    line.setAlpha(underMouse() || hasFocus() ? 2 * Faint : Faint);

    const qint64 most = m_state.limit > 0 ? m_state.limit : m_state.facts.window;
    const bool isFull = m_state.leftOut > 0 || m_state.excess > 0;
    if (most > 0) {
        const double share =
            qBound(0.0, static_cast<double>(m_state.tokens) / static_cast<double>(most), 1.0);
        QColor fill = isFull ? QColor(0xd0, 0x80, 0x20) : palette().color(QPalette::Highlight);
        fill.setAlpha(Faint);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.save();
        painter.setClipRect(QRectF(frame.left(), frame.top(), frame.width() * share, frame.height()));
        painter.drawRoundedRect(frame, radius, radius);
        painter.restore();
    }
    painter.setPen(line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, radius, radius);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect().adjusted(2, 2, -2, -2);
        painter.drawPrimitive(QStyle::PE_FrameFocusRect, option);
    }
}

} // namespace bobbin
