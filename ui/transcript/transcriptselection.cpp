#include "ui/transcriptselection.h"

#include <QMimeData>

#include <algorithm>
#include <climits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr MessageItem::Position Beginning {true, {0, 0}};
constexpr MessageItem::Position End {false, {INT_MAX, 0}};

void append(QString &text, QStringView separator, const QString &part)
{
    if (!text.isEmpty() && !part.isEmpty())
        text += separator;
    text += part;
}

} // namespace

void TranscriptSelection::setModel(const TranscriptModel *model)
{
    m_model = model;
    clear();
}

void TranscriptSelection::select(const TranscriptPosition &anchor, const TranscriptPosition &cursor)
{
    m_anchor = anchor;
    m_cursor = cursor;
    m_isAll = false;
}

void TranscriptSelection::clear()
{
    m_anchor = {};
    m_cursor = {};
    m_isAll = false;
}

void TranscriptSelection::forgetStrangers()
{
    if (!m_model || m_model->rowOf(m_anchor.message) < 0 || m_model->rowOf(m_cursor.message) < 0)
        clear();
}

void TranscriptSelection::selectAll()
{
    clear();
    if (!m_model)
        return;
    int first = 0;
    int last = m_model->rowCount() - 1;
    while (first <= last && !m_model->isLoaded(first))
        ++first;
    while (last >= first && !m_model->isLoaded(last))
        --last;
    if (first > last)
        return;
    m_anchor = {m_model->messageAt(first).id, Beginning};
    m_cursor = {m_model->messageAt(last).id, {false, m_items.build(last)->content().end()}};
    m_isAll = true;
}

std::optional<std::pair<int, int>> TranscriptSelection::rows() const
{
    if (isEmpty() || !m_model)
        return {};
    if (m_isAll)
        return std::pair {0, m_model->rowCount() - 1};
    const std::pair<int, int> rows =
        std::minmax({m_model->rowOf(m_anchor.message), m_model->rowOf(m_cursor.message)});
    return rows.first < 0 ? std::nullopt : std::optional(rows);
}

bool TranscriptSelection::isLoaded() const
{
    const auto selected = rows();
    for (int row = selected ? selected->first : 0; selected && row <= selected->second; ++row) {
        if (!m_model->isLoaded(row))
            return false;
    }
    return true;
}

std::optional<std::pair<MessageItem::Position, MessageItem::Position>> TranscriptSelection::in(int row) const
{
    const auto selected = rows();
    if (!selected || row < selected->first || row > selected->second)
        return {};
    if (m_isAll)
        return std::pair {Beginning, End};
    const bool isForward = selected->first == selected->second
        ? !(m_cursor.place < m_anchor.place)
        : m_model->rowOf(m_anchor.message) == selected->first;
    const MessageItem::Position first = (isForward ? m_anchor : m_cursor).place;
    const MessageItem::Position last = (isForward ? m_cursor : m_anchor).place;
    return std::pair {row == selected->first ? first : Beginning, row == selected->second ? last : End};
}

void TranscriptSelection::addTo(Copy &copy, int row) const
{
    const auto selected = in(row);
    MessageItem *item = selected ? m_items.build(row) : nullptr;
    if (!item)
        return;
    for (const bool inReasoning : {true, false}) {
        MessageDocument *document = item->document(inReasoning);
        const auto &[begin, end] = *selected;
        if (!document || document->blockCount() == 0 || (!inReasoning && end.inReasoning)
            || (inReasoning && !begin.inReasoning))
            continue;
        const auto from = begin.inReasoning == inReasoning ? begin.place : MessageDocument::Position();
        const auto to =
            end.inReasoning == inReasoning ? std::min(end.place, document->end()) : document->end();
        append(copy.text, u"\n\n", document->text(from, to));
        append(copy.html, u"\n", document->html(from, to));
        append(copy.markdown, u"\n\n", document->markdown(from, to));
    }
}

TranscriptSelection::Copy TranscriptSelection::copy() const
{
    Copy copy;
    const auto selected = rows();
    for (int row = selected ? selected->first : 0; selected && row <= selected->second; ++row)
        addTo(copy, row);
    return copy;
}

std::unique_ptr<QMimeData> TranscriptSelection::mimeData() const
{
    return isEmpty() ? nullptr : mimeDataOf(copy());
}

std::unique_ptr<QMimeData> mimeDataOf(const TranscriptSelection::Copy &copy)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(copy.text);
    data->setHtml(copy.html);
    data->setData(u"text/markdown"_s, copy.markdown.toUtf8());
    return data;
}

std::unique_ptr<QMimeData> mimeDataOf(MessageItem &item)
{
    MessageDocument &content = item.content();
    return mimeDataOf({content.plainText(), content.html({}, content.end()), content.source()});
}

} // namespace bobbin
