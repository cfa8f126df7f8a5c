// What a MessageDocument says, as opposed to how it looks.
#include "markdown/markdownhtml.h"
#include "markdown/markdownparser.h"
#include "ui/messagedocument.h"

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

QString MessageDocument::blockText(int block)
{
    QString text;
    for (const auto &part : parts(block)) {
        if (!text.isEmpty())
            text += u'\n';
        text += part->text();
    }
    return text;
}

int MessageDocument::blockLength(int block)
{
    int length = 0;
    for (const auto &part : parts(block))
        length += part->length() + (length > 0 ? 1 : 0);
    return length;
}

// The parts of a block are divided by one character.
QString MessageDocument::plainText(int block, int from, int to)
{
    QString result;
    int offset = 0;
    for (const auto &part : parts(block)) {
        if (from < offset && offset <= to)
            result += u'\n';
        const int first = std::clamp(from - offset, 0, part->length());
        const int last = std::clamp(to - offset, 0, part->length());
        if (first < last)
            result += part->toPlainText(first, last);
        offset += part->length() + 1;
    }
    return result;
}

int MessageDocument::plainLength(int block)
{
    int length = 0;
    for (const auto &part : parts(block))
        length += part->plainOffset(part->length()) + (length > 0 ? 1 : 0);
    return length;
}

QStringView MessageDocument::separatorAfter(int block) const
{
    if (block + 1 >= blockCount())
        return {};
    return m_source.at(block + 1).tight ? u"\n" : u"\n\n";
}

QString MessageDocument::plainText() { return blockCount() == 0 ? QString() : text({}, end()); }

int MessageDocument::toOffset(Position position)
{
    int offset = 0;
    for (int block = 0; block < std::min(position.block, blockCount()); ++block)
        offset += plainLength(block) + static_cast<int>(separatorAfter(block).size());
    const PartPlace place = partOf(position);
    if (!place.part)
        return offset + position.offset;
    for (const auto &part : parts(position.block)) {
        if (part.get() == place.part)
            break;
        offset += part->plainOffset(part->length()) + 1;
    }
    return offset + place.part->plainOffset(position.offset - place.offset);
}

MessageDocument::Position MessageDocument::fromOffset(int offset)
{
    for (int block = 0; block < blockCount(); ++block) {
        const int withSeparator = plainLength(block) + static_cast<int>(separatorAfter(block).size());
        if (offset >= withSeparator && block + 1 < blockCount()) {
            offset -= withSeparator;
            continue;
        }
        int begin = 0;
        for (const auto &part : parts(block)) {
            const int length = part->plainOffset(part->length());
            if (offset <= length || part == parts(block).back())
                return {block, begin + part->fromPlainOffset(std::clamp(offset, 0, length))};
            offset -= length + 1;
            begin += part->length() + 1;
        }
        return {block, 0};
    }
    return {};
}

// Joins what write(block, begin, end) gives for each block of a selection; end is -1 for a whole block.
template<typename Write>
QString MessageDocument::gather(Position begin, Position end, Write write)
{
    QString result;
    for (int block = begin.block; block <= std::min(end.block, blockCount() - 1); ++block) {
        const int length = blockLength(block);
        const int from = block == begin.block ? std::min(begin.offset, length) : 0;
        const int to = block == end.block ? std::min(end.offset, length) : length;
        const bool isWhole = from == 0 && to == length;
        result += write(block, from, to, isWhole);
        if (block < end.block)
            result += separatorAfter(block);
    }
    return result;
}

QString MessageDocument::text(Position begin, Position end)
{
    return gather(begin, end,
                  [this](int block, int from, int to, bool) { return plainText(block, from, to); });
}

QString MessageDocument::markdown(Position begin, Position end)
{
    return gather(begin, end, [this](int block, int from, int to, bool isWhole) {
        const MarkdownBlock &own = m_source.at(block);
        if (isWhole) {
            // With the white space that makes it a part of its list.
            const qsizetype lineBegin = own.begin == 0 ? 0 : m_text.lastIndexOf(u'\n', own.begin - 1) + 1;
            const bool isOwnLine =
                QStringView(m_text).sliced(lineBegin, own.begin - lineBegin).trimmed().isEmpty();
            const qsizetype start = isOwnLine ? lineBegin : own.begin;
            return m_text.mid(start, own.end - start);
        }
        QString result;
        int offset = 0;
        for (const auto &part : parts(block)) {
            const int first = std::clamp(from - offset, 0, part->length());
            const int last = std::clamp(to - offset, 0, part->length());
            if (first < last)
                result += part->toMarkdown(first, last);
            offset += part->length() + 1;
        }
        return result;
    });
}

QString MessageDocument::html(Position begin, Position end)
{
    return gather(begin, end, [this](int block, int from, int to, bool isWhole) {
        const MarkdownBlock &own = m_source.at(block);
        if (isWhole && own.kind == MarkdownBlock::Kind::Text && own.depth == 0) {
            std::vector<MarkdownEvent> events = parseMarkdown(m_source.source(block, m_text));
            if (own.number >= 0 && !events.empty() && events.front().element == MarkdownElement::OrderedList)
                events.front().number = own.number;
            return toHtml(events);
        }
        QString result;
        int offset = 0;
        for (const auto &part : parts(block)) {
            const int first = std::clamp(from - offset, 0, part->length());
            const int last = std::clamp(to - offset, 0, part->length());
            if (first < last)
                result += part->toHtml(first, last);
            offset += part->length() + 1;
        }
        return result;
    });
}

QString MessageDocument::code(int block)
{
    if (block < 0 || block >= blockCount() || m_source.at(block).kind != MarkdownBlock::Kind::Code)
        return {};
    return blockText(block);
}

QString MessageDocument::codeLanguage(int block) const
{
    const MarkdownBlock &own = m_source.at(block);
    return m_text.mid(own.infoBegin, own.infoEnd - own.infoBegin).simplified().section(u' ', 0, 0);
}

TableRows MessageDocument::table(Position position, bool asMarkdown)
{
    const auto tableIn = [](BlockPart *part) { return dynamic_cast<TablePart *>(part); };
    const auto rowsOf = [asMarkdown](const TablePart &part) {
        return asMarkdown ? part.markdownRows() : part.rows();
    };
    const TablePart *first = tableIn(partOf(position).part);
    if (!first)
        return {};
    TableRows rows = rowsOf(*first);
    // A long table is divided into blocks, each with the header again.
    const auto continues = [this](int block) {
        return block < blockCount() && m_source.at(block).tight && !m_source.at(block).head.isEmpty();
    };
    int begin = position.block;
    while (begin > 0 && continues(begin) && parts(begin).size() == 1 && tableIn(parts(begin).front().get()))
        --begin;
    if (begin < position.block)
        return table({begin, 0}, asMarkdown);
    for (int block = begin + 1; continues(block); ++block) {
        const TablePart *part = parts(block).empty() ? nullptr : tableIn(parts(block).front().get());
        if (!part)
            break;
        rows += rowsOf(*part).sliced(1);
    }
    return rows;
}

std::optional<MessageDocument::Position> MessageDocument::find(const FootnoteTarget &target) const
{
    const QString mark = u"[^"_s + target.label + u']';
    for (qsizetype at = m_text.indexOf(mark); at >= 0; at = m_text.indexOf(mark, at + 1)) {
        const bool isFootnote = m_text.mid(at + mark.size(), 1) == u":"_s;
        if (isFootnote == target.isMark)
            continue;
        for (int block = 0; block < blockCount(); ++block) {
            const MarkdownBlock &own = m_source.at(block);
            if (own.kind == MarkdownBlock::Kind::Text && own.begin <= at && at < own.end)
                return Position {block, 0};
        }
    }
    return {};
}

int MessageDocument::lastCodeBlock() const
{
    for (int block = blockCount() - 1; block >= 0; --block) {
        if (m_source.at(block).kind == MarkdownBlock::Kind::Code)
            return block;
    }
    return -1;
}

} // namespace bobbin
