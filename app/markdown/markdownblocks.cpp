#include "markdown/markdownblocks.h"

#include "markdown/markdownline.h"
#include "markdownformulas_p.h"
#include "markdownreferences_p.h"

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Lengths from which something is divided, in characters. They bound the cost of one more token.
constexpr qsizetype LongLine = 4096;
constexpr qsizetype LongBlock = 6000;
constexpr qsizetype LongItem = 2000;

// Where a line that is too long is divided: behind a space, never inside a surrogate pair.
qsizetype divisionOf(QStringView line)
{
    const qsizetype space = line.first(LongLine).lastIndexOf(u' ');
    if (space >= LongLine / 2)
        return space + 1;
    return line[LongLine - 1].isHighSurrogate() ? LongLine - 1 : LongLine;
}

qsizetype withoutTrailingSpace(QStringView text, qsizetype begin, qsizetype end)
{
    while (end > begin && text[end - 1].isSpace())
        --end;
    return end;
}

} // namespace

int MarkdownBlocks::update(QStringView text, bool isComplete)
{
    std::vector<MarkdownBlock> old;
    size_t unchanged = m_committedCount == 0 ? 0 : m_committedCount - 1;
    if (m_isComplete) { // it was not: what was settled as the end may be settled otherwise
        old = std::move(m_blocks);
        clear();
        unchanged = 0;
    } else {
        old.assign(m_blocks.begin() + static_cast<std::ptrdiff_t>(unchanged), m_blocks.end());
        m_blocks.resize(m_committedCount);
        if (!m_committedLast.empty())
            m_blocks.back() = m_committedLast.front();
        m_state = m_committedState;
    }

    scan(text);

    m_isComplete = isComplete;
    size_t changed = unchanged;
    while (changed < m_blocks.size() && changed - unchanged < old.size()
           && m_blocks[changed] == old[changed - unchanged])
        ++changed;
    const int settled = isComplete ? count() : qMax(0, static_cast<int>(m_committedCount) - 1);
    return std::min(static_cast<int>(changed), settleReferences(text, settled));
}

void MarkdownBlocks::scan(QStringView text)
{
    while (true) {
        const qsizetype lineBreak = text.indexOf(u'\n', m_searched);
        const qsizetype end = lineBreak < 0 ? text.size() : lineBreak;
        const bool isLong = end - m_lineBegin > LongLine;
        if (lineBreak < 0 && !isLong)
            break;
        const qsizetype pieceEnd = isLong ? m_lineBegin + divisionOf(text.sliced(m_lineBegin)) : end;
        if (m_isRemainder)
            takeRemainder(text, m_lineBegin, pieceEnd);
        else
            takeLine(text, m_lineBegin, pieceEnd);
        m_isRemainder = isLong;
        m_lineBegin = isLong ? pieceEnd : pieceEnd + 1;
        m_searched = m_lineBegin;
    }
    m_searched = text.size();

    m_committedState = m_state;
    m_committedCount = m_blocks.size();
    m_committedLast.assign(m_blocks.empty() ? m_blocks.end() : m_blocks.end() - 1, m_blocks.end());
    if (m_lineBegin == text.size())
        return;
    if (m_isRemainder)
        takeRemainder(text, m_lineBegin, text.size());
    else
        takeLine(text, m_lineBegin, text.size());
}

bool MarkdownBlocks::isLongerThan(qsizetype length, qsizetype to) const
{
    return to - m_blocks.back().begin > length;
}

MarkdownBlock &MarkdownBlocks::openBlock(Open open, qsizetype begin, qsizetype end)
{
    MarkdownBlock block;
    block.begin = begin;
    block.end = end;
    m_blocks.push_back(block);
    m_state.open = open;
    return m_blocks.back();
}

// A block that belongs to the open item or items, as far as `indent` reaches.
MarkdownBlock &MarkdownBlocks::continueItem(qsizetype begin, qsizetype end, int indent)
{
    MarkdownBlock &block = openBlock(Open::Item, begin, end);
    for (const ListItem &item : m_state.items) {
        if (item.contentIndent > indent)
            break;
        block.head += item.mark + u"x\n"_s;
        ++block.depth;
    }
    if (!block.head.isEmpty())
        block.head += u'\n';
    return block;
}

void MarkdownBlocks::closeList()
{
    m_state.items.clear();
    m_state.listType = {};
    m_state.open = Open::Nothing;
}

void MarkdownBlocks::takeRemainder(QStringView text, qsizetype begin, qsizetype end)
{
    if (m_state.open == Open::Image) {
        takeImageText(text.sliced(begin, end - begin), begin);
    } else if (m_state.open == Open::Fence || m_state.open == Open::Indented) {
        m_blocks.back().end = m_blocks.back().codeEnd = end;
    } else if (m_state.open == Open::Paragraph && isLongerThan(LongBlock, end)) {
        openBlock(Open::Paragraph, begin, end).tight = true;
    } else if (m_state.open == Open::Item && isLongerThan(LongBlock, end)) {
        continueItem(begin, end, m_state.items.empty() ? 0 : m_state.items.back().contentIndent).tight = true;
    } else if (!m_blocks.empty() && m_blocks.back().kind == MarkdownBlock::Kind::Image) {
        if (!text.sliced(begin, end - begin).trimmed().isEmpty())
            openBlock(Open::Paragraph, begin, end);
    } else if (!m_blocks.empty()) {
        m_blocks.back().end = end;
    }
}

void MarkdownBlocks::takeLine(QStringView text, qsizetype begin, qsizetype end)
{
    const QStringView content = text.sliced(begin, end - begin);
    const MarkdownLine measured = measureLine(content);
    const Line line {content, begin, measured.indent, measured.first};

    if (m_state.open == Open::Fence && takeFenceLine(line)) {
        m_state.afterBlank = false;
    } else if (measured.isBlank) {
        m_state.display = DisplayMath::None;
        if (m_state.open == Open::Paragraph || m_state.open == Open::Table || m_state.open == Open::Quote)
            m_state.open = Open::Nothing;
        m_state.afterBlank = true;
    } else if (m_state.display != DisplayMath::None && takeFormulaLine(line)) {
        m_state.afterBlank = false;
    } else {
        if (m_state.listType.isNull() || !takeListLine(line))
            takeTopLine(text, line);
        m_state.afterBlank = false;
        m_state.display = displayBehind(line);
    }
    m_state.previousLine = begin;
}

// False if the line is no part of the formula that is open: it is too long, or code begins.
bool MarkdownBlocks::takeFormulaLine(const Line &line)
{
    const DisplayMath display = std::exchange(m_state.display, DisplayMath::None);
    if (fenceLengthAt(line.trimmed()) > 0 || isLongerThan(LongBlock, line.end()))
        return false;
    m_blocks.back().end = line.end();
    if (!closesDisplay(line.text, display))
        m_state.display = display;
    return true;
}

// The formula that is open at the end of a line.
DisplayMath MarkdownBlocks::displayBehind(const Line &line) const
{
    const bool canGoOn =
        m_state.open == Open::Paragraph || m_state.open == Open::Quote || m_state.open == Open::Item;
    return canGoOn ? displayOpenedBy(line.text) : DisplayMath::None;
}

QString MarkdownBlocks::closingFence() const
{
    if (m_state.open != Open::Fence)
        return {};
    return QString(m_state.fenceOuterIndent, u' ') + QString(m_state.fenceLength, m_state.fenceChar);
}

// False if the line ends the list item that the fence is in, and with it the code.
bool MarkdownBlocks::takeFenceLine(const Line &line)
{
    MarkdownBlock &code = m_blocks.back();
    const QStringView trimmed = line.trimmed();
    const bool isOutside = !trimmed.isEmpty() && line.indent < m_state.fenceOuterIndent;
    if (isOutside) {
        m_state.open = Open::Nothing;
        return false;
    }
    qsizetype length = 0;
    while (length < trimmed.size() && trimmed[length] == m_state.fenceChar)
        ++length;
    if (length >= m_state.fenceLength && length == trimmed.size()
        && line.indent < m_state.fenceOuterIndent + 4) {
        code.end = line.begin + line.first + length;
        m_state.open = Open::Nothing;
        return true;
    }
    code.end = line.end();
    code.codeEnd = line.end();
    if (line.text.endsWith(u'\r'))
        --code.codeEnd;
    return true;
}

// False if the line is not of the open list, which is then closed.
bool MarkdownBlocks::takeListLine(const Line &line)
{
    const int contentIndent = m_state.items.front().contentIndent;
    if (line.indent >= contentIndent) {
        takeItemLine(line);
        return true;
    }
    const bool isBreak = line.indent < 4 && isThematicBreak(line.trimmed());
    if (!isBreak && openItem(line))
        return true;
    const QStringView trimmed = line.trimmed();
    const bool isLazy = !m_state.afterBlank && m_state.open == Open::Item && !isBreak && !isHeading(trimmed)
        && fenceLengthAt(trimmed) == 0 && !trimmed.startsWith(u'>');
    if (isLazy) {
        m_blocks.back().end = line.end();
        return true;
    }
    closeList();
    return false;
}

// Opens a block for the list item that the line begins, if it does.
bool MarkdownBlocks::openItem(const Line &line)
{
    if (line.indent > 3)
        return false;
    const ListMark mark = listMarkAt(line.text.sliced(line.first));
    if (!mark)
        return false;
    const bool isSameList = m_state.listType == mark.type;
    const bool tight = isSameList && !m_state.afterBlank;
    m_state.listNumber = isSameList && mark.number >= 0 ? m_state.listNumber + 1 : mark.number;
    m_state.listType = mark.type;
    m_state.items.clear();
    MarkdownBlock &block = openBlock(Open::Item, line.begin, line.end());
    block.tight = tight;
    block.number = m_state.listNumber;
    openMarks(line, 0);
    return true;
}

// Notes the marks at the start of the line, of which there may be several, and the fence that may follow.
void MarkdownBlocks::openMarks(const Line &line, int depth)
{
    constexpr int DeepestList = 12;
    qsizetype offset = line.first;
    int column = line.indent;
    while (true) {
        const QStringView rest = line.text.sliced(offset);
        if (depth > 0 && fenceLengthAt(rest) > 0) {
            openFence(line, offset, column, m_state.items.back().contentIndent);
            return;
        }
        const ListMark mark = isThematicBreak(rest.trimmed()) ? ListMark {} : listMarkAt(rest);
        if (!mark || depth >= DeepestList)
            return;
        const int before = m_state.items.empty() ? 0 : m_state.items.back().contentIndent;
        const MarkdownLine after =
            measureLine(rest.sliced(mark.length), column + static_cast<int>(mark.length));
        const bool isFar = after.isBlank || after.indent > 4;
        const int width = static_cast<int>(mark.length) + (isFar ? 1 : after.indent);
        ListItem item;
        item.contentIndent = column + width;
        item.mark = QString(column, u' ') + rest.first(mark.length);
        item.mark = item.mark.leftJustified(item.contentIndent, u' ');
        Q_ASSERT(item.contentIndent > before);
        m_state.items.push_back(item);
        ++depth;
        if (isFar)
            return;
        offset += mark.length + after.first;
        column += width;
    }
}

void MarkdownBlocks::takeItemLine(const Line &line)
{
    const QStringView trimmed = line.trimmed();
    const auto inside =
        std::find_if(m_state.items.rbegin(), m_state.items.rend(),
                     [&line](const ListItem &item) { return item.contentIndent <= line.indent; });
    const int outer = inside->contentIndent;
    if (line.indent - outer > 3) { // indented code, or a continued line
        if (m_state.open != Open::Item)
            continueItem(line.begin, line.end(), line.indent);
        else
            m_blocks.back().end = line.end();
        return;
    }
    if (fenceLengthAt(trimmed) > 0) {
        openFence(line, line.first, line.indent, outer);
        return;
    }
    const bool isMark = listMarkAt(trimmed) && !isThematicBreak(trimmed);
    if (isMark || m_state.afterBlank)
        m_state.items.erase(inside.base(), m_state.items.end());
    const bool canDivide = (isMark || m_state.afterBlank) && isLongerThan(LongItem, line.end());
    if (m_state.open != Open::Item || canDivide || isLongerThan(LongBlock, line.end())) {
        const bool afterCode = m_state.open != Open::Item;
        continueItem(line.begin, line.end(), line.indent).tight = !m_state.afterBlank && !afterCode;
    } else {
        m_blocks.back().end = line.end();
    }
    if (isMark)
        openMarks(line, static_cast<int>(m_state.items.size()));
}

// Opens a code block at the offset `from` of the line; what is before it on the line stays outside.
void MarkdownBlocks::openFence(const Line &line, qsizetype from, int indent, int outerIndent)
{
    const QStringView fence = line.text.sliced(from);
    m_state.fenceChar = fence.first();
    m_state.fenceLength = fenceLengthAt(fence);
    m_state.fenceOuterIndent = outerIndent;
    if (!m_blocks.empty() && m_blocks.back().end == line.end() && from > line.first)
        m_blocks.back().end = line.begin + from;

    int depth = 0;
    for (const ListItem &item : m_state.items)
        depth += item.contentIndent <= indent ? 1 : 0;
    const qsizetype begin = line.begin + from;
    MarkdownBlock &block = openBlock(Open::Fence, begin, line.end());
    block.kind = MarkdownBlock::Kind::Code;
    block.depth = depth;
    block.infoBegin = begin + m_state.fenceLength;
    block.infoEnd = line.end();
    block.codeIndent = indent;
    block.codeBegin = line.end() + 1;
    block.codeEnd = block.codeBegin;
}

// Opens a block for the embedded image that the line begins with, if it does. Such an image may be millions
// of characters long, which are no text.
bool MarkdownBlocks::openImage(const Line &line)
{
    constexpr qsizetype LongestDescription = 1000;
    const QStringView rest = line.text.sliced(line.first);
    if (!rest.startsWith("!["_L1))
        return false;
    const qsizetype close = rest.first(std::min(rest.size(), LongestDescription)).indexOf("](data:image/"_L1);
    if (close < 0 || rest.first(close).contains(u']'))
        return false;
    const qsizetype begin = line.begin + line.first;
    MarkdownBlock &block = openBlock(Open::Image, begin, begin);
    block.kind = MarkdownBlock::Kind::Image;
    block.infoBegin = begin + 2;
    block.infoEnd = begin + close;
    block.codeBegin = block.infoEnd + 2;
    takeImageText(rest.sliced(close + 2), block.codeBegin);
    return true;
}

// The address goes on with `text`, which begins at `begin`. What follows it on the line is a paragraph.
void MarkdownBlocks::takeImageText(QStringView text, qsizetype begin)
{
    MarkdownBlock &image = m_blocks.back();
    const qsizetype close = text.indexOf(u')');
    image.codeEnd = image.end = begin + (close < 0 ? text.size() : close);
    if (close < 0)
        return;
    ++image.end;
    m_state.open = Open::Nothing;
    const QStringView behind = text.sliced(close + 1);
    if (!behind.trimmed().isEmpty())
        openBlock(Open::Paragraph, image.end, begin + text.size());
}

void MarkdownBlocks::takeTopLine(QStringView text, const Line &line)
{
    if (m_state.open == Open::Image) // it was not closed on its line, and is over
        m_state.open = Open::Nothing;
    if (m_state.open == Open::Indented) {
        if (line.indent >= 4) {
            m_blocks.back().end = m_blocks.back().codeEnd = line.end();
            return;
        }
        m_state.open = Open::Nothing;
    }
    if (takeLeafLine(line))
        return;
    switch (m_state.open) {
    case Open::Paragraph:
    case Open::Table:
        takeParagraphLine(text, line);
        return;
    case Open::Quote:
        if (openItem(line))
            return;
        if (line.trimmed().startsWith(u'>') && isLongerThan(LongBlock, line.end()))
            openBlock(Open::Quote, line.begin, line.end()).tight = true;
        else
            m_blocks.back().end = line.end();
        return;
    default:
        break;
    }
    if (line.indent >= 4) {
        MarkdownBlock &block = openBlock(Open::Indented, line.begin, line.end());
        block.kind = MarkdownBlock::Kind::Code;
        block.codeIndent = 4;
        block.codeBegin = line.begin;
        block.codeEnd = line.end();
        block.infoBegin = block.infoEnd = line.begin;
    } else if (!openItem(line)) {
        openBlock(line.trimmed().startsWith(u'>') ? Open::Quote : Open::Paragraph, line.begin, line.end());
    }
}

// Lines that are a block, or begin one, whatever is open.
bool MarkdownBlocks::takeLeafLine(const Line &line)
{
    if (line.indent > 3)
        return false;
    const QStringView trimmed = line.trimmed();
    if (fenceLengthAt(trimmed) > 0) {
        openFence(line, line.first, line.indent, 0);
        return true;
    }
    if (openImage(line))
        return true;
    const bool isUnderline = m_state.open == Open::Paragraph && isSetextUnderline(trimmed);
    if (isHeading(trimmed) || (isThematicBreak(trimmed) && !isUnderline)) {
        openBlock(Open::Nothing, line.begin, line.end());
        return true;
    }
    return false;
}

void MarkdownBlocks::takeParagraphLine(QStringView text, const Line &line)
{
    const QStringView trimmed = line.trimmed();
    const ListMark mark = line.indent > 3 ? ListMark {} : listMarkAt(trimmed);
    const bool canInterrupt =
        m_state.open == Open::Table || (!mark.isEmpty && mark.number <= 1 && mark.number != 0);
    const bool isQuote = line.indent <= 3 && trimmed.startsWith(u'>');
    if (mark && canInterrupt && openItem(line))
        return;
    if (isQuote) {
        openBlock(Open::Quote, line.begin, line.end());
        return;
    }
    if (m_state.open == Open::Table) {
        if (isLongerThan(LongBlock, line.end())) {
            MarkdownBlock &block = openBlock(Open::Table, line.begin, line.end());
            block.head = m_state.tableHead;
            block.tight = true;
        }
    } else if (line.indent <= 3 && isSetextUnderline(trimmed)) {
        m_state.open = Open::Nothing;
    } else if (m_state.previousLine == m_blocks.back().begin && isTableDelimiterRow(trimmed)) {
        m_state.open = Open::Table;
        m_state.tableHead =
            text.sliced(m_state.previousLine, line.end() - m_state.previousLine).toString() + u'\n';
    } else if (isLongerThan(LongBlock, line.end())) {
        openBlock(Open::Paragraph, line.begin, line.end()).tight = true;
    }
    m_blocks.back().end = line.end();
}

QString MarkdownBlocks::source(int index, QStringView text) const
{
    const MarkdownBlock &block = at(index);
    const qsizetype end = withoutTrailingSpace(text, block.begin, block.end);
    const QStringView own = text.sliced(block.begin, end - block.begin);
    QString definitions;
    if (block.kind == MarkdownBlock::Kind::Text && !m_definitions.isEmpty()) {
        const std::set<QString> labels = labelsUsedBy(own);
        for (const QString &label : labels) {
            const auto it = m_definitions.constFind(label);
            if (it != m_definitions.constEnd())
                definitions += *it + u'\n';
        }
    }
    if (!definitions.isEmpty())
        definitions += u'\n';
    return definitions + block.head + own;
}

// Returns the first block that a definition in the blocks before `end` changes, or count().
int MarkdownBlocks::settleReferences(QStringView text, int end)
{
    int changed = count();
    for (; m_settled < end; ++m_settled) {
        const MarkdownBlock &block = at(m_settled);
        if (block.kind != MarkdownBlock::Kind::Text)
            continue;
        changed = std::min(changed, takeDefinitions(text, block));
        const std::set<QString> labels = labelsUsedBy(text.sliced(block.begin, block.end - block.begin));
        for (const QString &label : labels) {
            if (!m_firstUse.contains(label))
                m_firstUse.insert(label, m_settled);
        }
    }
    return changed;
}

int MarkdownBlocks::takeDefinitions(QStringView text, const MarkdownBlock &block)
{
    int changed = count();
    forEachDefinition(text.sliced(block.begin, block.end - block.begin),
                      [this, &changed](const QString &label, QStringView definition) {
                          if (m_definitions.contains(label))
                              return;
                          m_definitions.insert(label, definition.toString());
                          // What the few blocks behind this one use has not been looked at yet.
                          changed = std::min({changed, m_firstUse.value(label, count()), m_settled + 1});
                      });
    return changed;
}

} // namespace bobbin
