#include "ui/transcriptselection.h"

#include <QMimeData>

#include <algorithm>
#include <climits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr MessageItem::Position Beginning {true, {0, 0}};
constexpr MessageItem::Position End {false, {INT_MAX, 0}};

std::unique_ptr<QMimeData> flavours(const QString &text, const QString &html, const QString &markdown)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(text);
    data->setHtml(html);
    data->setData(u"text/markdown"_s, markdown.toUtf8());
    return data;
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
}

void TranscriptSelection::clear()
{
    m_anchor = {};
    m_cursor = {};
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
}

std::optional<std::pair<MessageItem::Position, MessageItem::Position>> TranscriptSelection::in(int row) const
{
    if (isEmpty() || !m_model)
        return {};
    int firstRow = m_model->rowOf(m_anchor.message);
    int lastRow = m_model->rowOf(m_cursor.message);
    MessageItem::Position first = m_anchor.place;
    MessageItem::Position last = m_cursor.place;
    if (firstRow > lastRow || (firstRow == lastRow && last < first)) {
        std::swap(firstRow, lastRow);
        std::swap(first, last);
    }
    if (firstRow < 0 || row < firstRow || row > lastRow)
        return {};
    return std::pair {row == firstRow ? first : Beginning, row == lastRow ? last : End};
}

// Joins what take(document, begin, end) gives for each document with something selected.
template<typename Take>
QString TranscriptSelection::gather(QStringView separator, Take take) const
{
    QString result;
    if (isEmpty() || !m_model)
        return result;
    const auto [first, last] =
        std::minmax({m_model->rowOf(m_anchor.message), m_model->rowOf(m_cursor.message)});
    for (int row = std::max(0, first); row <= last; ++row) {
        const auto selected = in(row);
        MessageItem *item = selected ? m_items.build(row) : nullptr;
        if (!item)
            continue;
        for (const bool inReasoning : {true, false}) {
            MessageDocument *document = item->document(inReasoning);
            const auto &[begin, end] = *selected;
            if (!document || document->blockCount() == 0 || (!inReasoning && end.inReasoning)
                || (inReasoning && !begin.inReasoning))
                continue;
            const auto from = begin.inReasoning == inReasoning ? begin.place : MessageDocument::Position();
            const auto to =
                end.inReasoning == inReasoning ? std::min(end.place, document->end()) : document->end();
            const QString part = take(*document, from, to);
            if (!result.isEmpty() && !part.isEmpty())
                result += separator;
            result += part;
        }
    }
    return result;
}

QString TranscriptSelection::text() const
{
    return gather(u"\n\n",
                  [](MessageDocument &document, auto begin, auto end) { return document.text(begin, end); });
}

QString TranscriptSelection::html() const
{
    return gather(u"\n",
                  [](MessageDocument &document, auto begin, auto end) { return document.html(begin, end); });
}

QString TranscriptSelection::markdown() const
{
    return gather(u"\n\n", [](MessageDocument &document, auto begin, auto end) {
        return document.markdown(begin, end);
    });
}

std::unique_ptr<QMimeData> TranscriptSelection::mimeData() const
{
    return isEmpty() ? nullptr : flavours(text(), html(), markdown());
}

std::unique_ptr<QMimeData> mimeDataOf(MessageItem &item)
{
    MessageDocument &content = item.content();
    return flavours(content.plainText(), content.html({}, content.end()), content.source());
}

} // namespace bobbin
