#include "ui/findbar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace bobbin {

using namespace Qt::StringLiterals;

FindBar::FindBar(QWidget *parent) : QWidget(parent), m_field(new QLineEdit), m_state(new QLabel)
{
    setObjectName(u"findBar"_s);
    m_field->setObjectName(u"findField"_s);
    m_field->setAccessibleName(tr("Find in the conversation"));
    m_field->setPlaceholderText(tr("Find in the conversation"));
    m_field->installEventFilter(this);
    auto *layout = new QHBoxLayout(this);
    const int gap = fontMetrics().height() / 4;
    layout->setContentsMargins(2 * gap, gap, 2 * gap, gap);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_state);
    const auto add = [&](const QString &text, const QString &name, auto slot) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    add(u"↑"_s, tr("Previous"), [this] { find(-1); });
    add(u"↓"_s, tr("Next"), [this] { find(1); });
    add(u"✕"_s, tr("Close"), [this] { close(); });
    connect(m_field, &QLineEdit::textChanged, this, [this] { find(-1); });
    hide();
}

void FindBar::open()
{
    show();
    m_found.clear();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

void FindBar::find(int step)
{
    const QString text = m_field->text();
    m_state->clear();
    if (!text.isEmpty())
        Q_EMIT findRequested(text, step, text == m_found);
    else
        Q_EMIT emptied();
    m_found = text;
}

void FindBar::showResult(bool isFound)
{
    if (!isFound)
        m_state->setText(tr("No further message has this."));
}

void FindBar::showCount(int messages, int shown)
{
    if (messages > 0 && shown > 0)
        m_state->setText(tr("%1 of %2", "which message, and of how many").arg(shown).arg(messages));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            find(key->modifiers() & Qt::ShiftModifier ? 1 : -1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bobbin
