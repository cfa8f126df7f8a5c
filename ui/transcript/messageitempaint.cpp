// What a MessageItem looks like: its header, its notes, its buttons.
#include "ui/figures.h"
#include "ui/messageitem.h"

#include <QDateTime>
#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

namespace bobbin {

using namespace Qt::StringLiterals;
using Kind = TranscriptControl::Kind;

static TranscriptControl button(Kind kind, const QString &text, const QString &name = {})
{
    TranscriptControl control;
    control.kind = kind;
    control.text = text;
    control.name = name;
    return control;
}

static QString shownTime(Timestamp time)
{
    const QDateTime local = toLocalTime(time);
    const QString clock =
        QLocale().toString(local.time(), QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s));
    if (local.date() == QDate::currentDate())
        return clock;
    return QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + clock;
}

QString MessageItem::writer(const Message &message)
{
    switch (message.role) {
    case Role::System:
        return tr("System");
    case Role::User:
        return tr("You");
    case Role::Assistant:
        return tr("Assistant");
    case Role::Tool:
        return tr("Tool");
    }
    Q_UNREACHABLE();
}

QString MessageItem::reasoningTitle() const
{
    const bool isThinking = m_message.state == ReplyState::Streaming && m_isEmpty;
    return (m_isReasoningOpen ? u"▾ "_s : u"▸ "_s) + (isThinking ? tr("Thinking…") : tr("Thought"));
}

TranscriptControl MessageItem::reasoningControl() const
{
    TranscriptControl control =
        button(Kind::Reasoning, reasoningTitle(),
               m_isReasoningOpen ? tr("Hide the reasoning") : tr("Show the reasoning"));
    const QSize size = buttonSize(control.text, m_style);
    control.rect = QRect(QPoint(columnLeft() - m_style.padding / 2, reasoningTop()), size);
    return control;
}

QList<TranscriptControl> MessageItem::headerControls() const
{
    QList<TranscriptControl> buttons {button(Kind::Copy, tr("Copy"), tr("Copy message"))};
    if (m_message.role == Role::Assistant && m_message.state != ReplyState::Streaming)
        buttons << button(Kind::Retry, tr("Retry"), tr("Retry: write another answer"));
    if (m_message.role == Role::User)
        buttons << button(Kind::Edit, tr("Edit"), tr("Edit message"));
    buttons << button(Kind::More, u"⋮"_s, tr("More actions"));
    if (m_alternatives > 1) {
        buttons << button(Kind::PreviousAlternative, u"‹"_s, tr("Previous alternative"))
                << button(Kind::NextAlternative, u"›"_s, tr("Next alternative"));
    }

    const QFontMetrics metrics(m_style.small);
    int right = columnLeft() + columnWidth() + m_style.padding / 2;
    for (auto it = buttons.rbegin(); it != buttons.rend(); ++it) {
        QSize size = buttonSize(it->text, m_style);
        size.setWidth(qMax(size.width(), size.height()));
        const int top = headerTop() + (metrics.height() - size.height()) / 2;
        it->rect = QRect(QPoint(right - size.width(), top), size);
        right = it->rect.left();
        if (it->kind == Kind::NextAlternative) // the count stands between the two
            right -= metrics.horizontalAdvance(u"%1/%1"_s.arg(m_alternatives)) + m_style.padding / 2;
    }
    return buttons;
}

std::optional<MessageItem::Note> MessageItem::note() const
{
    if (m_message.role != Role::Assistant || m_message.state == ReplyState::Streaming)
        return {};
    const auto retry = button(Kind::Retry, tr("Retry"), tr("Retry: write another answer"));
    const auto goOn = button(Kind::Continue, tr("Continue"), tr("Continue the answer"));
    const bool canGoOn = m_isLast && isUnfinished(m_message);
    QList<TranscriptControl> both {retry};
    if (canGoOn && !m_isEmpty)
        both << goOn;
    const QString shortfall = shortfallOf(m_message);
    switch (m_message.state) {
    case ReplyState::Failed:
    case ReplyState::Interrupted:
        return Note {shortfall, true, both};
    case ReplyState::Stopped:
        return Note {shortfall, false, both};
    case ReplyState::Complete:
    case ReplyState::Streaming:
        break;
    }
    if (!shortfall.isEmpty())
        return Note {shortfall, false, {canGoOn ? goOn : retry}};
    if (m_isEmpty && m_message.finishReason != FinishReason::ToolCalls)
        return Note {tr("The answer is empty."), false, {retry}};
    return {};
}

// A bar as wide as the column: the text on the left, its buttons on the right.
QRect MessageItem::barTextRect(const Note &note, int top) const
{
    int buttonsWidth = 0;
    for (const TranscriptControl &control : note.buttons)
        buttonsWidth += buttonSize(control.text, m_style).width() + m_style.padding / 2;
    const int width = columnWidth() - 2 * m_style.padding - buttonsWidth - m_style.padding / 2;
    const QRect bounds =
        QFontMetrics(m_style.small).boundingRect(QRect(0, 0, width, 100'000), Qt::TextWordWrap, note.text);
    return {columnLeft() + m_style.padding, top + m_style.padding, width, bounds.height()};
}

QRect MessageItem::noteTextRect(const Note &note) const
{
    return barTextRect(note, footerTop() + (m_isEmpty ? 0 : m_style.paragraphGap));
}

QList<std::pair<MessageItem::Note, QRect>> MessageItem::notices() const
{
    QList<std::pair<Note, QRect>> all;
    int top = noticesTop();
    for (qsizetype i = 0; i < m_message.notices.size(); ++i) {
        Note note {describe(m_message.notices.at(i)), false, {}};
        note.buttons << button(Kind::NoticeDetails, tr("Details"), tr("Details of: %1").arg(note.text));
        note.buttons.last().offset = static_cast<int>(i);
        const QRect text = barTextRect(note, top);
        top = text.bottom() + 1 + m_style.padding + m_style.padding / 2;
        all.append({note, text});
    }
    return all;
}

int MessageItem::footerHeight() const
{
    const std::optional<Note> shown = note();
    return shown ? noteTextRect(*shown).bottom() + 1 + m_style.padding - footerTop() : 0;
}

QList<TranscriptControl> MessageItem::barControls(const Note &note, const QRect &text) const
{
    QList<TranscriptControl> buttons = note.buttons;
    int right = columnLeft() + columnWidth() - m_style.padding / 2;
    for (auto it = buttons.rbegin(); it != buttons.rend(); ++it) {
        it->isFramed = true;
        const QSize size = buttonSize(it->text, m_style);
        const int top = text.top() + (QFontMetrics(m_style.small).height() - size.height()) / 2;
        it->rect = QRect(QPoint(right - size.width(), top), size);
        right = it->rect.left() - m_style.padding / 2;
    }
    return buttons;
}

QList<TranscriptControl> MessageItem::noteControls() const
{
    const std::optional<Note> shown = note();
    if (!shown)
        return {};
    QList<TranscriptControl> buttons = barControls(*shown, noteTextRect(*shown));
    for (TranscriptControl &control : buttons)
        control.offset = 1; // tells it from the header's button of the same kind
    return buttons;
}

QList<TranscriptControl> MessageItem::noticeControls() const
{
    QList<TranscriptControl> buttons;
    for (const auto &[note, text] : notices())
        buttons << barControls(note, text);
    return buttons;
}

QList<TranscriptControl> MessageItem::controls(int top, int bottom)
{
    QList<TranscriptControl> result = headerControls() + noticeControls();
    if (m_reasoning)
        result << reasoningControl();
    const auto addDocument = [&](MessageDocument &document, bool inReasoning, QPoint origin) {
        QList<TranscriptControl> own = document.controls(top - origin.y(), bottom - origin.y());
        for (TranscriptControl &control : own) {
            control.rect.translate(origin);
            control.inReasoning = inReasoning;
        }
        result += own;
    };
    if (m_isReasoningOpen)
        addDocument(*m_reasoning, true, {columnLeft() + m_style.quoteIndent, reasoningTextTop()});
    addDocument(m_content, false, {columnLeft(), contentTop()});
    return result + noteControls();
}

void MessageItem::paintButtons(QPainter &painter, const QList<TranscriptControl> &buttons,
                               const Paint &how) const
{
    PartPaint paint;
    paint.hovered = how.hovered ? &*how.hovered : nullptr;
    paint.focused = how.focused ? &*how.focused : nullptr;
    for (const TranscriptControl &control : buttons)
        paintButton(painter, control, m_style, paint);
}

// What the reply took: tokens read and written, time to the first one, speed, price.
QStringList MessageItem::figures() const
{
    QStringList figures;
    const Usage &usage = m_message.usage;
    const QLocale locale;
    if (usage.promptTokens && usage.completionTokens)
        figures << tr("%1 → %2 tokens")
                       .arg(locale.toString(*usage.promptTokens), locale.toString(*usage.completionTokens));
    else if (usage.completionTokens)
        figures << tr("%n token(s)", nullptr, static_cast<int>(*usage.completionTokens));
    constexpr double Second = 1000;
    if (m_message.timing.firstToken)
        figures << tr("%1 s", "seconds")
                       .arg(locale.toString(static_cast<double>(*m_message.timing.firstToken) / Second, 'f',
                                            1));
    if (m_message.timing.rest && *m_message.timing.rest > 0 && usage.completionTokens) {
        const double rate = static_cast<double>(*usage.completionTokens) * Second
            / static_cast<double>(*m_message.timing.rest);
        figures << tr("%1/s", "tokens per second").arg(locale.toString(rate, 'f', 0));
    }
    if (m_message.cost.value_or(0) > 0)
        figures << shownCost(*m_message.cost);
    return figures;
}

void MessageItem::paintHeader(QPainter &painter, const Paint &how) const
{
    const QList<TranscriptControl> all = headerControls();
    QList<TranscriptControl> shown;
    int left = columnLeft() + columnWidth();
    QRect previous;
    for (const TranscriptControl &control : all) {
        const bool isAlternative =
            control.kind == Kind::PreviousAlternative || control.kind == Kind::NextAlternative;
        if (!isAlternative && !how.isHovered && !how.isCurrent)
            continue;
        shown << control;
        left = qMin(left, control.rect.left());
        if (control.kind == Kind::PreviousAlternative)
            previous = control.rect;
        if (control.kind == Kind::NextAlternative) {
            painter.setFont(m_style.small);
            painter.setPen(m_style.muted);
            const QRect between(previous.right(), previous.top(), control.rect.left() - previous.right(),
                                previous.height());
            painter.drawText(between, Qt::AlignCenter, u"%1/%2"_s.arg(m_alternative + 1).arg(m_alternatives));
        }
    }
    paintButtons(painter, shown, how);

    QFont bold = m_style.small;
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    const QRect line(columnLeft(), headerTop(), left - m_style.padding - columnLeft(), metrics.height());
    painter.setFont(bold);
    painter.setPen(m_style.foreground);
    const QString name = writer(m_message);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, name);
    QStringList details;
    if (!m_message.model.isEmpty() && m_message.role == Role::Assistant)
        details << m_message.model;
    if (m_message.createdAt != Timestamp {})
        details << shownTime(m_message.createdAt);
    details << figures();
    if (m_message.milestone)
        details << u"★ "_s + tr("Milestone");
    QString rest;
    for (const QString &detail : details)
        rest += u" · "_s + detail;
    painter.setFont(m_style.small);
    painter.setPen(m_style.muted);
    const QRect restRect = line.adjusted(metrics.horizontalAdvance(name), 0, 0, 0);
    painter.drawText(restRect, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(m_style.small).elidedText(rest, Qt::ElideRight, restRect.width()));
}

void MessageItem::paintReasoning(QPainter &painter, const Paint &how)
{
    if (!m_reasoning)
        return;
    paintButtons(painter, {reasoningControl()}, how);
    if (!m_isReasoningOpen)
        return;
    painter.fillRect(
        QRect(columnLeft(), reasoningTextTop(), qMax(2, m_style.radius / 2), m_reasoning->height()),
        m_style.border);
    painter.save();
    painter.translate(columnLeft() + m_style.quoteIndent, reasoningTextTop());
    m_reasoning->paint(painter, documentPaint(how, true, reasoningTextTop()));
    painter.restore();
}

void MessageItem::paintBar(QPainter &painter, const Note &note, const QRect &text) const
{
    const QRect bar(columnLeft(), text.top() - m_style.padding, columnWidth(),
                    text.height() + 2 * m_style.padding);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(note.isDanger ? m_style.dangerBackground : m_style.noticeBackground);
    painter.drawRoundedRect(bar, m_style.radius, m_style.radius);
    painter.restore();
    painter.setFont(m_style.small);
    painter.setPen(note.isDanger ? m_style.danger : m_style.notice);
    painter.drawText(text, Qt::TextWordWrap, note.text);
}

void MessageItem::paintNote(QPainter &painter, const Paint &how) const
{
    const std::optional<Note> shown = note();
    if (!shown)
        return;
    paintBar(painter, *shown, noteTextRect(*shown));
    paintButtons(painter, noteControls(), how);
}

void MessageItem::paintNotices(QPainter &painter, const Paint &how) const
{
    for (const auto &[note, text] : notices())
        paintBar(painter, note, text);
    paintButtons(painter, noticeControls(), how);
}

void MessageItem::paintLead(QPainter &painter) const
{
    if (!m_startsContext)
        return;
    const QRect line(columnLeft(), m_style.padding / 2, columnWidth(), QFontMetrics(m_style.small).height());
    painter.setFont(m_style.small);
    painter.setPen(m_style.muted);
    const QString text = tr("What stands above is left out of the next request.");
    painter.drawText(line, Qt::AlignCenter, text);
    const int half =
        (columnWidth() - QFontMetrics(m_style.small).horizontalAdvance(text)) / 2 - m_style.padding;
    painter.setPen(m_style.border);
    painter.drawLine(line.left(), line.center().y(), line.left() + half, line.center().y());
    painter.drawLine(line.right() - half, line.center().y(), line.right(), line.center().y());
}

QRect MessageItem::caretRect()
{
    if (m_message.state != ReplyState::Streaming)
        return {};
    const QFontMetrics metrics(m_style.text);
    QRect at(columnLeft(), contentTop(), 0, metrics.height());
    if (!m_isEmpty) {
        at = characterRect({false, m_content.end()});
        at.setWidth(1);
    }
    const int height = metrics.ascent();
    const int width = qMax(2, height / 2);
    return {at.right() + width / 2, at.top() + (at.height() - height) / 2, width, height};
}

MessageDocument::Paint MessageItem::documentPaint(const Paint &how, bool inReasoning, int top)
{
    MessageDocument::Paint paint;
    paint.clip = how.clip.translated(-columnLeft(), -top);
    if (how.selection) {
        const auto &[begin, end] = *how.selection;
        const auto in = [&](const Position &position) {
            if (position.inReasoning == inReasoning)
                return position.place;
            return position.inReasoning ? MessageDocument::Position()
                                        : MessageDocument::Position {INT_MAX, 0};
        };
        paint.selectionBegin = in(begin);
        paint.selectionEnd = in(end);
    }
    paint.isMuted = inReasoning;
    if (how.mouse)
        paint.mouse = *how.mouse - QPoint(columnLeft(), top);
    paint.marked = how.marked;
    if (how.hovered && how.hovered->inReasoning == inReasoning)
        paint.hovered = &*how.hovered;
    if (how.focused && how.focused->inReasoning == inReasoning)
        paint.focused = &*how.focused;
    return paint;
}

void MessageItem::paint(QPainter &painter, const Paint &how)
{
    if (isPanel() || how.hasFocusFrame) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(isPanel() ? QBrush(m_style.panel) : QBrush(Qt::NoBrush));
        painter.setPen(how.hasFocusFrame ? QPen(m_style.accent, 2) : QPen(Qt::NoPen));
        painter.drawRoundedRect(QRectF(frame()).adjusted(1, 1, -1, -1), m_style.radius * 1.5,
                                m_style.radius * 1.5);
        painter.restore();
    }
    if (how.clip.top() < reasoningTop()) {
        paintLead(painter);
        paintHeader(painter, how);
        paintNotices(painter, how);
    }
    paintReasoning(painter, how);
    painter.save();
    painter.translate(columnLeft(), contentTop());
    m_content.paint(painter, documentPaint(how, false, contentTop()));
    painter.restore();
    if (how.clip.bottom() >= footerTop() - 2 * QFontMetrics(m_style.text).height()) {
        m_paintedCaret = caretRect();
        painter.fillRect(m_paintedCaret, m_style.accent);
    }
    paintNote(painter, how);
}

} // namespace bobbin
