#include "ui/messageitem.h"

#include "images/imageloader.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

// Images as images, other files as links that save them; above the text, where no open code block takes them
// in.
QString MessageItem::shownMarkdown(const BranchMessage &message)
{
    QString files;
    for (const AttachmentInfo &attachment : message.attachments) {
        const bool isImage = attachment.mediaType.startsWith("image/"_L1);
        QString name = attachment.name.simplified();
        for (const QChar c : QStringView(u"\\[]`*_<>!$"))
            name.replace(c, u'\\' + QString(c));
        const QString size =
            isImage ? QString() : u" ("_s + QLocale().formattedDataSize(attachment.size) + u')';
        files += (isImage ? u"!["_s : u"["_s) + name + size + u"]("_s + attachmentAddress(attachment.id)
            + u")\n\n"_s;
    }
    return files + message.message.content;
}

MessageItem::MessageItem(const BranchMessage &message, const TranscriptStyle &style)
    : m_style(style), m_content(style)
{
    setMessage(message);
}

MessageItem::~MessageItem() = default;

void MessageItem::setMessage(const BranchMessage &message)
{
    m_message = message.message;
    m_alternative = message.alternative;
    m_alternatives = message.alternatives;
    const bool isComplete = m_message.state != ReplyState::Streaming;
    m_content.setText(shownMarkdown(message), isComplete);
    if (m_message.reasoning.isEmpty()) {
        m_reasoning.reset();
        m_isReasoningOpen = false;
    } else {
        if (!m_reasoning)
            m_reasoning = std::make_unique<MessageDocument>(m_style);
        m_reasoning->setText(m_message.reasoning, isComplete);
    }
    m_isEmpty = m_message.content.isEmpty() && message.attachments.isEmpty();
    m_message.content.clear();
    m_message.reasoning.clear();
    const int width = m_width;
    m_width = 0;
    setWidth(width);
}

int MessageItem::appendContent(QStringView text)
{
    m_isTextAppended = !m_isEmpty;
    m_isEmpty = m_isEmpty && text.isEmpty();
    const int changed = m_content.append(text);
    return m_isTextAppended ? contentTop() + changed : reasoningTop();
}

int MessageItem::changedTop() const
{
    return m_isTextAppended ? contentTop() + m_content.changedTop() : reasoningTop();
}

int MessageItem::appendReasoning(QStringView text)
{
    m_isTextAppended = false;
    if (!m_reasoning) {
        m_reasoning = std::make_unique<MessageDocument>(m_style);
        const int width = m_width;
        m_width = 0;
        setWidth(width);
    }
    m_reasoning->append(text);
    return reasoningTop();
}

qsizetype MessageItem::cost() const
{
    return 200 + m_content.source().size() + (m_reasoning ? m_reasoning->source().size() : 0);
}

void MessageItem::setReasoningOpen(bool open) { m_isReasoningOpen = open && m_reasoning; }

// The column has the same place for all messages; panels reach beyond it, so that all text is aligned.
int MessageItem::columnWidth() const
{
    const int margin = 2 * m_style.padding + m_style.padding / 2;
    return std::max(m_style.listIndent * 4, std::min(m_style.measure, m_width - 2 * margin));
}

int MessageItem::columnLeft() const { return std::max(m_style.padding, (m_width - columnWidth()) / 2); }

void MessageItem::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    m_content.setWidth(columnWidth());
    if (m_reasoning)
        m_reasoning->setWidth(columnWidth() - m_style.quoteIndent);
}

int MessageItem::leadHeight() const
{
    return m_startsContext ? QFontMetrics(m_style.small).height() + m_style.padding : 0;
}

int MessageItem::headerTop() const { return leadHeight() + m_style.rowGap / 2 + m_style.padding; }

int MessageItem::noticesTop() const
{
    return headerTop() + QFontMetrics(m_style.small).height() + m_style.padding;
}

int MessageItem::headerHeight() const
{
    const auto shown = notices();
    return shown.isEmpty() ? noticesTop() : shown.last().second.bottom() + 1 + 2 * m_style.padding;
}

int MessageItem::reasoningTop() const { return headerHeight(); }

int MessageItem::reasoningLineHeight() const
{
    return m_reasoning ? QFontMetrics(m_style.small).height() + m_style.padding : 0;
}

int MessageItem::reasoningTextTop() const { return reasoningTop() + reasoningLineHeight(); }

int MessageItem::contentTop() const
{
    if (!m_isReasoningOpen)
        return reasoningTextTop();
    return reasoningTextTop() + m_reasoning->height() + m_style.paragraphGap;
}

int MessageItem::footerTop() const
{
    const bool isWaiting = m_isEmpty && m_message.state == ReplyState::Streaming;
    const int waitingLine = isWaiting ? QFontMetrics(m_style.text).height() : 0;
    return contentTop() + std::max(m_content.height(), waitingLine);
}

int MessageItem::height() const
{
    return footerTop() + footerHeight() + m_style.padding + m_style.rowGap / 2;
}

QRect MessageItem::frame() const
{
    const int padding = m_style.padding * 3 / 2;
    return {columnLeft() - padding, leadHeight() + m_style.rowGap / 2, columnWidth() + 2 * padding,
            height() - leadHeight() - m_style.rowGap};
}

void MessageItem::measure(int top, int bottom)
{
    if (m_isReasoningOpen)
        m_reasoning->measure(top - reasoningTextTop(), bottom - reasoningTextTop());
    m_content.measure(top - contentTop(), bottom - contentTop());
}

void MessageItem::measureBottom(int pixels)
{
    int block = m_content.blockCount();
    while (block > 0 && height() - (contentTop() + m_content.blockTop(block - 1)) < pixels)
        m_content.measureBlock(--block);
    if (block > 0)
        m_content.measureBlock(block - 1);
    if (!m_isReasoningOpen)
        return;
    block = m_reasoning->blockCount();
    while (block > 0 && height() - (reasoningTextTop() + m_reasoning->blockTop(block - 1)) < pixels)
        m_reasoning->measureBlock(--block);
}

void MessageItem::trim(int top, int bottom)
{
    m_content.trim(top - contentTop(), bottom - contentTop());
    if (m_reasoning)
        m_reasoning->trim(top - reasoningTextTop(), bottom - reasoningTextTop());
}

bool MessageItem::isOutdated() const
{
    return m_content.isOutdated() || (m_reasoning && m_reasoning->isOutdated());
}

void MessageItem::refresh()
{
    m_content.refresh();
    if (m_reasoning)
        m_reasoning->refresh();
}

MessageItem::Place MessageItem::placeAt(int y) const
{
    if (y >= footerTop())
        return {Section::Footer, 0, y - footerTop()};
    if (y >= contentTop() && m_content.blockCount() > 0) {
        const int block = m_content.blockAt(y - contentTop());
        return {Section::Content, block, y - contentTop() - m_content.blockTop(block)};
    }
    if (m_isReasoningOpen && y >= reasoningTextTop() && m_reasoning->blockCount() > 0) {
        const int block = m_reasoning->blockAt(y - reasoningTextTop());
        return {Section::Reasoning, block, y - reasoningTextTop() - m_reasoning->blockTop(block)};
    }
    return {Section::Header, 0, y};
}

int MessageItem::yOf(const Place &place) const
{
    switch (place.section) {
    case Section::Header:
        return place.y;
    case Section::Reasoning:
        if (!m_isReasoningOpen)
            return reasoningTextTop();
        return reasoningTextTop() + m_reasoning->blockTop(std::min(place.block, m_reasoning->blockCount()))
            + place.y;
    case Section::Content:
        return contentTop() + m_content.blockTop(std::min(place.block, m_content.blockCount())) + place.y;
    case Section::Footer:
        return footerTop() + place.y;
    }
    Q_UNREACHABLE();
}

std::optional<MessageItem::Place> MessageItem::placeBefore(const Place &place)
{
    const int reasoningBlocks = m_isReasoningOpen ? m_reasoning->blockCount() : 0;
    Place before {place.section, place.block - 1, 0};
    if (before.section == Section::Footer)
        before = {Section::Content, m_content.blockCount() - 1, 0};
    if (before.section == Section::Content && before.block < 0)
        before = {Section::Reasoning, reasoningBlocks - 1, 0};
    if (before.section == Section::Reasoning && before.block < 0)
        before = {Section::Header, 0, 0};
    if (place.section == Section::Header)
        return {};
    if (before.section == Section::Content)
        m_content.measureBlock(before.block);
    else if (before.section == Section::Reasoning)
        m_reasoning->measureBlock(before.block);
    return before;
}

MessageItem::Position MessageItem::positionAt(QPoint point)
{
    const QPoint inColumn = point - QPoint(columnLeft(), 0);
    if (m_isReasoningOpen && point.y() >= reasoningTextTop() && point.y() < contentTop()) {
        const QPoint inText = inColumn - QPoint(m_style.quoteIndent, reasoningTextTop());
        return {true, m_reasoning->positionAt(inText)};
    }
    return {false, m_content.positionAt(inColumn - QPoint(0, contentTop()))};
}

bool MessageItem::isOverText(QPoint point)
{
    const bool inReasoning = m_isReasoningOpen && point.y() >= reasoningTextTop();
    const bool inContent = point.y() >= contentTop() && point.y() < footerTop();
    return (inReasoning || inContent) && point.y() < footerTop() && frame().contains(point);
}

QRect MessageItem::characterRect(const Position &position)
{
    if (position.inReasoning) {
        if (!m_isReasoningOpen)
            return {columnLeft(), reasoningTop(), 1, reasoningLineHeight()};
        const QRect rect = m_reasoning->characterRect(position.place);
        return rect.translated(columnLeft() + m_style.quoteIndent, reasoningTextTop());
    }
    const QRect rect = m_content.characterRect(position.place);
    return rect.translated(columnLeft(), contentTop());
}

MessageDocument::PartPlace MessageItem::partAt(QPoint point)
{
    if (point.y() < contentTop() || point.y() >= footerTop())
        return {};
    const QPoint origin(columnLeft(), contentTop());
    MessageDocument::PartPlace place = m_content.partAt(point - origin);
    place.topLeft += origin;
    return place;
}

} // namespace bobbin
