#include "ui/findbar.h"

#include "ui/transcriptview.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace bobbin {

using namespace Qt::StringLiterals;

FindBar::FindBar(TranscriptView &view, QWidget *parent)
    : QWidget(parent), m_view(view), m_field(new QLineEdit), m_state(new QLabel)
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
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_row = -1;
        find(-1);
    });
    hide();
}

void FindBar::open()
{
    show();
    m_row = -1;
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
    const TranscriptModel *model = m_view.model();
    const QString text = m_field->text();
    if (!model || text.isEmpty()) {
        m_state->clear();
        return;
    }
    const int rows = model->rowCount();
    int row = m_row < 0 ? (step < 0 ? rows - 1 : 0) : m_row + step;
    for (; row >= 0 && row < rows; row += step) {
        if (model->isLoaded(row) && model->messageAt(row).content.contains(text, Qt::CaseInsensitive)) {
            m_row = row;
            m_state->clear();
            m_view.scrollToMessage(row);
            return;
        }
    }
    m_state->setText(m_row < 0 ? tr("Not found in the loaded messages") : tr("No further message"));
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
