#include "ui/composer.h"

#include <QAbstractTextDocumentLayout>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds DraftInterval {200};
constexpr int ShareOfWindow = 3; // the field takes at most one of so many parts of the window's height

} // namespace

ComposerEdit::ComposerEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &ComposerEdit::adjustHeight);
    adjustHeight();
}

// QPlainTextDocumentLayout measures its height in lines.
void ComposerEdit::adjustHeight()
{
    const int lines = qMax(1, static_cast<int>(document()->documentLayout()->documentSize().height()));
    const int margins = 2 * (frameWidth() + static_cast<int>(document()->documentMargin())) + 2;
    const int most = qMax(fontMetrics().lineSpacing() * 3, window()->height() / ShareOfWindow);
    setFixedHeight(
        static_cast<int>(qMin<qint64>(most, qint64(lines) * fontMetrics().lineSpacing() + margins)));
}

void ComposerEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    adjustHeight();
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)) {
        if (m_isComposing)
            return; // this key belongs to the input method
        if ((modifiers == Qt::NoModifier) == m_enterSends)
            Q_EMIT sendRequested();
        else
            insertPlainText(u"\n"_s);
        ensureCursorVisible();
        return;
    }
    if (isEnter && modifiers == Qt::ControlModifier) {
        Q_EMIT sendRequested();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
        return;
    }
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && document()->isEmpty()) {
        Q_EMIT lastMessageWanted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_isComposing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    insertPlainText(source->text());
    ensureCursorVisible();
}

Composer::Composer(QWidget *parent)
    : QWidget(parent), m_edit(new ComposerEdit), m_button(new QPushButton), m_editing(new QLabel)
{
    m_edit->setObjectName(u"messageInput"_s);
    m_edit->setAccessibleName(tr("Message"));
    m_edit->setPlaceholderText(tr("Write a message…"));
    m_button->setObjectName(u"send"_s);
    m_editing->setObjectName(u"editing"_s);
    m_editing->setText(tr("Another wording of your message; the first one is kept. Esc goes back."));
    m_editing->setWordWrap(true);
    m_editing->setForegroundRole(QPalette::PlaceholderText);
    m_editing->hide();

    auto *row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_button, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    const int gap = fontMetrics().height() / 2;
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->addWidget(m_editing);
    layout->addLayout(row);
    setFocusProxy(m_edit);

    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(DraftInterval);
    connect(&m_draftTimer, &QTimer::timeout, this, [this] { Q_EMIT draftChanged(text()); });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_draftTimer.isActive())
            m_draftTimer.start();
        updateButton();
    });
    connect(m_edit, &ComposerEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &ComposerEdit::lastMessageWanted, this, &Composer::lastMessageWanted);
    connect(m_edit, &ComposerEdit::escaped, this, [this] {
        if (m_edited.isValid())
            Q_EMIT editingCancelled();
        else if (m_isBusy)
            Q_EMIT stopRequested();
    });
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isBusy)
            Q_EMIT stopRequested();
        else
            send();
    });
    updateButton();
}

void Composer::setText(const QString &text)
{
    const QSignalBlocker blocker(m_edit);
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_draftTimer.stop();
    updateButton();
}

void Composer::setBusy(bool busy)
{
    m_isBusy = busy;
    updateButton();
}

void Composer::setReason(const QString &reason)
{
    m_reason = reason;
    updateButton();
}

void Composer::setEdited(const MessageId &message)
{
    m_edited = message;
    m_editing->setVisible(message.isValid());
}

void Composer::flushDraft()
{
    if (!m_draftTimer.isActive())
        return;
    m_draftTimer.stop();
    Q_EMIT draftChanged(text());
}

void Composer::insertQuote(const QString &text)
{
    QStringList lines = text.trimmed().split(u'\n');
    for (QString &line : lines)
        line.prepend(line.isEmpty() ? u">"_s : u"> "_s);
    QTextCursor cursor = m_edit->textCursor(); // one step for the undo
    cursor.beginEditBlock();
    const bool isWithinLine = !cursor.atBlockStart();
    cursor.insertText((isWithinLine ? u"\n\n"_s : QString()) + lines.join(u'\n') + u"\n\n"_s);
    cursor.endEditBlock();
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
}

void Composer::focusEdit() { m_edit->setFocus(Qt::OtherFocusReason); }

void Composer::send()
{
    if (m_isBusy)
        return;
    if (m_button->isEnabled())
        Q_EMIT sendRequested(text());
    else if (!m_reason.isEmpty() && !m_edit->document()->isEmpty())
        Q_EMIT sendRefused();
}

// Whether there is anything to send is seen from the blocks, without a copy of the text.
void Composer::updateButton()
{
    bool hasText = false;
    for (QTextBlock block = m_edit->document()->begin(); block.isValid() && !hasText; block = block.next())
        hasText = !QStringView(block.text()).trimmed().isEmpty();
    m_button->setText(m_isBusy ? tr("Stop") : tr("Send"));
    m_button->setAccessibleName(m_button->text());
    m_button->setEnabled(m_isBusy || (hasText && m_reason.isEmpty()));
    const QString reason = m_isBusy ? tr("Stop the reply (Esc)")
        : !m_reason.isEmpty()       ? m_reason
        : hasText                   ? QString()
                                    : tr("Write something first.");
    m_button->setToolTip(reason);
    m_button->setAccessibleDescription(reason);
}

} // namespace bobbin
