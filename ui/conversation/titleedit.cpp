#include "ui/titleedit.h"

#include "core/title.h"

#include <QKeyEvent>

namespace bobbin {

TitleEdit::TitleEdit(QWidget *parent) : QLineEdit(parent)
{
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    setFont(font);
    setFrame(false);
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
    connect(this, &QLineEdit::returnPressed, this, &QWidget::clearFocus);
}

void TitleEdit::setTitle(const QString &title)
{
    m_title = beginningOf(title).simplified();
    setAccessibleDescription(m_title);
    if (!hasFocus())
        showElided();
}

void TitleEdit::showElided()
{
    const QMargins margins = textMargins();
    const int padding = 8 + margins.left() + margins.right(); // QLineEdit keeps some pixels for itself
    setText(fontMetrics().elidedText(m_title, Qt::ElideRight, width() - padding));
    setCursorPosition(0);
}

void TitleEdit::focusInEvent(QFocusEvent *event)
{
    setText(m_title);
    QLineEdit::focusInEvent(event);
}

void TitleEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason)
        return; // its own menu
    const QString entered = text().simplified();
    if (!isReadOnly() && !entered.isEmpty() && entered != m_title) {
        m_title = entered;
        Q_EMIT renamed(entered);
    }
    showElided();
}

void TitleEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        setText(m_title);
        clearFocus();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void TitleEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    if (!hasFocus())
        showElided();
}

} // namespace bobbin
