#include "ui/findbar.h"

#include "session/textfinder.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace bobbin {

using namespace Qt::StringLiterals;

FindBar::FindBar(TextFinder &finder, QWidget *parent)
    : QWidget(parent), m_finder(finder), m_field(new QLineEdit),
      m_everywhere(new QCheckBox(tr("&All branches"))), m_state(new QLabel)
{
    setObjectName(u"findBar"_s);
    m_field->setObjectName(u"findField"_s);
    m_field->setAccessibleName(tr("Find in the conversation"));
    m_field->setPlaceholderText(tr("Find in the conversation"));
    m_field->installEventFilter(this);
    m_everywhere->setObjectName(u"findEverywhere"_s);
    m_everywhere->setToolTip(
        tr("Look on all branches of the conversation, not only on the one that is shown"));
    m_everywhere->installEventFilter(this);
    m_state->setObjectName(u"findState"_s);
    m_state->setMinimumWidth(1); // in a narrow window it gives way to the field
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    auto *layout = new QHBoxLayout(this);
    const int gap = fontMetrics().height() / 4;
    layout->setContentsMargins(2 * gap, gap, 2 * gap, gap);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_everywhere);
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
    connect(m_everywhere, &QCheckBox::toggled, &m_finder, &TextFinder::setEverywhere);
    connect(&m_finder, &TextFinder::counted, this, &FindBar::showCount);
    connect(&m_finder, &TextFinder::notFound, this,
            [this](int elsewhere) { showState(tr("No further message has this."), elsewhere); });
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
    m_finder.end();
    Q_EMIT closed();
}

void FindBar::find(int step)
{
    const QString text = m_field->text();
    m_state->clear();
    if (!text.isEmpty())
        m_finder.find(text, step, text == m_found);
    else
        m_finder.end();
    m_found = text;
}

void FindBar::showCount(int messages, int current, int elsewhere)
{
    showState(current > 0 ? tr("%1 of %2", "which message, and of how many").arg(current).arg(messages)
                          : QString(),
              elsewhere);
}

void FindBar::showState(const QString &state, int elsewhere)
{
    QStringList parts;
    if (!state.isEmpty())
        parts << state;
    if (elsewhere > 0)
        parts << tr("+%n elsewhere", "messages on other branches", elsewhere);
    m_state->setText(parts.join(u" · "_s));
    m_state->setToolTip(elsewhere > 0 ? tr("%n more on other branches", nullptr, elsewhere) : QString());
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
