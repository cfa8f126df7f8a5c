#include "ui/toast.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::seconds ShownFor {8};

} // namespace

Toast::Toast(QWidget *parent) : QFrame(parent), m_label(new QLabel), m_button(new QPushButton)
{
    setObjectName(u"toast"_s);
    setAccessibleName(tr("Message of the window"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_label->setTextFormat(Qt::PlainText);
    m_button->setFlat(true);
    auto *layout = new QHBoxLayout(this);
    const int gap = fontMetrics().height() / 3;
    layout->setContentsMargins(2 * gap, gap, 2 * gap, gap);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button);
    m_timer.setSingleShot(true);
    m_timer.setInterval(ShownFor);
    connect(&m_timer, &QTimer::timeout, this, &Toast::leave);
    connect(m_button, &QPushButton::clicked, this, [this] {
        hide();
        if (m_perform)
            m_perform();
    });
    parent->installEventFilter(this);
    updateColors();
    hide();
}

// Behind a dialog, or while Bobbin is locked, nobody may have seen it.
void Toast::leave()
{
    const QWidget *dialog = QApplication::activeModalWidget();
    if (dialog && dialog != window())
        m_timer.start();
    else
        hide();
}

void Toast::showMessage(const QString &text)
{
    m_button->hide();
    present(text);
    m_timer.start();
}

void Toast::showMessage(const QString &text, const QString &action, const std::function<void()> &perform)
{
    m_perform = perform;
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    present(text);
    m_timer.start();
}

void Toast::showHint(const QString &text)
{
    if (m_timer.isActive())
        return; // a message is more important
    m_button->hide();
    if (text.isEmpty())
        hide();
    else
        present(text);
}

void Toast::present(const QString &text)
{
    const int most = parentWidget()->width() * 9 / 10;
    m_label->setText(m_label->fontMetrics().elidedText(text, Qt::ElideMiddle, most));
    setAccessibleDescription(text);
    place();
    show();
    raise();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::place()
{
    adjustSize();
    const int gap = fontMetrics().height();
    move((parentWidget()->width() - width()) / 2, parentWidget()->height() - height() - gap);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        updateColors();
}

// The reverse of the window's colours, so that it stands out in light and dark.
void Toast::updateColors()
{
    const QPalette base = parentWidget()->palette();
    QPalette colors = base;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::Button})
        colors.setColor(role, base.color(QPalette::WindowText));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        colors.setColor(role, base.color(QPalette::Window));
    setPalette(colors);
}

} // namespace bobbin
