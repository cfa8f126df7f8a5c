#include "ui/titleedit.h"

#include "core/title.h"

#include <QKeyEvent>

#include <utility>

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
    const bool wasChanged = isChanged();
    m_title = beginningOf(title).simplified();
    setAccessibleDescription(m_title);
    if (!m_isEditing) {
        showElided();
    } else if (!wasChanged && m_title != m_shown) {
        const bool isAllSelected = selectedText() == text();
        showWhole();
        if (isAllSelected)
            selectAll();
    }
}

// Whether the user has written anything since the title was shown to be edited.
bool TitleEdit::isChanged() const { return m_isEditing && text().simplified() != m_shown; }

void TitleEdit::showWhole()
{
    m_shown = m_title;
    setText(m_title);
}

void TitleEdit::finish()
{
    const QString entered = text().simplified();
    if (entered.isEmpty())
        showWhole();
    if (!isChanged() || isReadOnly())
        return;
    m_title = m_shown = entered;
    Q_EMIT renamed(entered);
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
    if (!std::exchange(m_isEditing, true)) // it is already after its own menu
        showWhole();
    QLineEdit::focusInEvent(event);
}

void TitleEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason)
        return; // its own menu
    finish();
    m_isEditing = false;
    showElided();
}

void TitleEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        showWhole();
        clearFocus();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void TitleEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    if (!m_isEditing)
        showElided();
}

} // namespace bobbin
