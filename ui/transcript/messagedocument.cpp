#include "ui/messagedocument.h"

#include "markdown/markdownhtml.h"
#include "markdown/markdownparser.h"
#include "ui/codepart.h"
#include "ui/imagepart.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// So much of a message's source may be built at a time, beyond what is in sight; about 40 bytes each.
constexpr qsizetype MaximalBuiltLength = 400'000;

// Behind an opening fence that is the end of the text, the code would begin on a line that is not there yet.
QStringView codeSource(const MarkdownBlock &block, const QString &text)
{
    const qsizetype begin = std::min(block.codeBegin, text.size());
    const qsizetype end = std::clamp(block.codeEnd, begin, text.size());
    return QStringView(text).sliced(begin, end - begin);
}

} // namespace

MessageDocument::MessageDocument(const TranscriptStyle &style) : m_style(style) { }

MessageDocument::~MessageDocument() = default;

void MessageDocument::setText(const QString &text, bool isComplete)
{
    if (!text.startsWith(m_text)) {
        m_source.clear();
        m_blocks.clear();
        m_layout = TranscriptLayout();
        m_builtLength = 0;
    }
    m_text = text;
    m_changedTop = divide(isComplete);
    if (isComplete)
        m_earlier = {};
}

int MessageDocument::append(QStringView text)
{
    m_text += text;
    m_changedTop = divide(false);
    return m_changedTop;
}

int MessageDocument::changedTop() const
{
    const int block = m_earlier.block;
    if (block < 0 || block >= blockCount() || !isBuilt(block) || !m_layout.isMeasured(block))
        return m_changedTop;
    const auto &parts = m_blocks[static_cast<size_t>(block)].parts;
    if (parts.empty() || m_changedTop != blockTop(block))
        return m_changedTop;
    const int same = parts.front()->sameAbove(*m_earlier.part);
    return same > 0 ? m_changedTop + gapAbove(block) + same : m_changedTop;
}

// Several changes can come before the block is built and painted again; then the first one counts.
void MessageDocument::keepEarlier(int block)
{
    Block &before = m_blocks[static_cast<size_t>(block)];
    if (!before.isBuilt && m_earlier.block == block)
        return;
    m_earlier = {};
    if (before.isBuilt && before.parts.size() == 1 && m_layout.isMeasured(block))
        m_earlier = {block, std::move(before.parts.front())};
}

// Takes over what has changed in the source. Code that grows keeps its part. Returns where the first change
// is.
int MessageDocument::divide(bool isComplete)
{
    const int oldCount = static_cast<int>(m_blocks.size());
    std::vector<qsizetype> codeBegins;
    for (int i = std::max(0, oldCount - 2); i < oldCount; ++i) {
        const MarkdownBlock &block = m_source.at(i);
        codeBegins.push_back(block.kind == MarkdownBlock::Kind::Code ? block.codeBegin : -1);
    }
    const int changed = m_source.update(m_text, isComplete);
    const int count = blockCount();
    int changedTop = m_layout.top(std::min(changed, oldCount));
    for (int i = changed; i < std::min(oldCount, count); ++i) {
        const MarkdownBlock &block = m_source.at(i);
        const int known = i - std::max(0, oldCount - 2);
        const bool isSameCode = known >= 0 && block.kind == MarkdownBlock::Kind::Code
            && codeBegins[static_cast<size_t>(known)] == block.codeBegin;
        if (isSameCode && isBuilt(i)) {
            auto *code = static_cast<CodePart *>(m_blocks[static_cast<size_t>(i)].parts.front().get());
            const bool wasWide = code->hiddenWidth() > 0;
            const int roundEnd =
                code->height() - 2 * m_style.radius; // it is straight there when lines follow
            const int line = code->setSource(codeSource(block, m_text), block.codeIndent);
            if (i == changed && wasWide == (code->hiddenWidth() > 0)) // else its buttons change
                changedTop += gapAbove(i) + std::min(code->lineTop(line), roundEnd);
            m_layout.invalidate(i);
        } else {
            if (i == changed)
                keepEarlier(i);
            drop(i);
            m_layout.setEstimate(i, estimate(i));
        }
    }
    if (m_earlier.block != changed)
        m_earlier = {};
    for (int i = count; i < oldCount; ++i)
        drop(i);
    m_blocks.resize(static_cast<size_t>(count));
    if (count < oldCount)
        m_layout.remove(count, oldCount - count);
    for (int i = oldCount; i < count; ++i) {
        m_layout.insert(i, 1);
        m_layout.setEstimate(i, estimate(i));
    }
    return changedTop;
}

void MessageDocument::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    m_earlier = {};
    m_layout.invalidateAll();
}

int MessageDocument::gapAbove(int block) const
{
    if (block == 0)
        return 0;
    const MarkdownBlock &own = m_source.at(block);
    if (own.tight)
        return m_style.tightGap;
    const bool isHeading =
        own.kind == MarkdownBlock::Kind::Text && own.begin < m_text.size() && m_text.at(own.begin) == u'#';
    return isHeading ? m_style.headingGap : m_style.paragraphGap;
}

int MessageDocument::estimate(int block) const
{
    const MarkdownBlock &own = m_source.at(block);
    if (own.kind == MarkdownBlock::Kind::Image)
        return gapAbove(block) + 8 * QFontMetrics(m_style.text).height();
    const int lineHeight = m_style.lineHeight * QFontMetrics(m_style.text).height() / 100;
    const int charactersPerLine = own.kind == MarkdownBlock::Kind::Code ? 35 : 70;
    const int lines = 1 + static_cast<int>((own.end - own.begin) / charactersPerLine);
    return gapAbove(block) + lines * lineHeight;
}

void MessageDocument::build(int block)
{
    Block &built = m_blocks[static_cast<size_t>(block)];
    if (built.isBuilt)
        return;
    const MarkdownBlock &own = m_source.at(block);
    if (own.kind == MarkdownBlock::Kind::Code) {
        const QString info = m_text.mid(own.infoBegin, own.infoEnd - own.infoBegin);
        auto code = std::make_unique<CodePart>(info, m_style, own.depth * m_style.listIndent);
        code->setSource(codeSource(own, m_text), own.codeIndent);
        built.parts.push_back(std::move(code));
    } else if (own.kind == MarkdownBlock::Kind::Image) {
        const bool isWhole = own.end > own.codeEnd;
        built.parts.push_back(std::make_unique<ImagePart>(
            m_text.mid(own.infoBegin, own.infoEnd - own.infoBegin),
            isWhole ? m_text.mid(own.codeBegin, own.codeEnd - own.codeBegin) : QString(), m_style));
    } else {
        built.parts =
            buildParts(parseMarkdown(m_source.source(block, m_text)), m_style, {own.number, own.depth});
    }
    built.isBuilt = true;
    built.sourceLength = own.end - own.begin;
    m_builtLength += built.sourceLength;
    ++m_buildCount;
}

void MessageDocument::drop(int block)
{
    Block &built = m_blocks[static_cast<size_t>(block)];
    if (!built.isBuilt)
        return;
    m_builtLength -= built.sourceLength;
    built = {};
}

void MessageDocument::measureBlock(int block)
{
    if (m_layout.isMeasured(block) && isBuilt(block))
        return;
    build(block);
    int height = 0;
    for (const auto &part : m_blocks[static_cast<size_t>(block)].parts) {
        part->setWidth(m_width);
        height += part->height() + (height > 0 ? m_style.paragraphGap : 0);
    }
    m_layout.setHeight(block, height == 0 ? 0 : height + gapAbove(block));
}

void MessageDocument::measure(int top, int bottom)
{
    for (int block = std::max(0, blockAt(top)); block < blockCount() && blockTop(block) < bottom; ++block)
        measureBlock(block);
}

void MessageDocument::measureAll()
{
    for (int block = 0; block < blockCount(); ++block)
        measureBlock(block);
}

bool MessageDocument::isAwaiting() const
{
    return std::any_of(m_blocks.begin(), m_blocks.end(), [](const Block &block) {
        return std::any_of(block.parts.begin(), block.parts.end(),
                           [](const std::unique_ptr<BlockPart> &part) { return part->isAwaiting(); });
    });
}

int MessageDocument::cutAbove(int y)
{
    const int block = blockAt(y);
    if (block < 0)
        return 0;
    int cut = blockTop(block);
    forEachPart(block, [&cut, y](const BlockPart &part, int top, int) {
        if (top <= y)
            cut = std::max(cut, top + part.cutAbove(y - top));
        return top > y;
    });
    return cut;
}

void MessageDocument::trim(int top, int bottom)
{
    if (m_builtLength <= MaximalBuiltLength)
        return;
    for (int block = 0; block + 1 < blockCount(); ++block) {
        if (isBuilt(block) && (blockTop(block) + blockHeight(block) < top || blockTop(block) > bottom))
            drop(block);
    }
}

static bool isOutdatedPart(const std::unique_ptr<BlockPart> &part) { return part->isOutdated(); }

bool MessageDocument::isOutdated() const
{
    return std::any_of(m_blocks.begin(), m_blocks.end(), [](const Block &block) {
        return std::any_of(block.parts.begin(), block.parts.end(), isOutdatedPart);
    });
}

void MessageDocument::refresh()
{
    for (int i = 0; i < blockCount(); ++i) {
        const auto &parts = m_blocks[static_cast<size_t>(i)].parts;
        if (std::any_of(parts.begin(), parts.end(), isOutdatedPart)) {
            drop(i);
            m_layout.invalidate(i);
        }
    }
}

const std::vector<std::unique_ptr<BlockPart>> &MessageDocument::parts(int block)
{
    build(block);
    return m_blocks[static_cast<size_t>(block)].parts;
}

// Calls visit(part, y, offset) for the parts of a block, from top to bottom, until it returns true.
template<typename Visit>
void MessageDocument::forEachPart(int block, Visit visit)
{
    measureBlock(block);
    int y = blockTop(block) + gapAbove(block);
    int offset = 0;
    for (const auto &part : parts(block)) {
        if (visit(*part, y, offset))
            return;
        y += part->height() + m_style.paragraphGap;
        offset += part->length() + 1;
    }
}

void MessageDocument::paint(QPainter &painter, const Paint &how)
{
    measure(how.clip.top(), how.clip.bottom() + 1);
    for (int block = blockAt(how.clip.top()); block >= 0 && block < blockCount(); ++block) {
        if (blockTop(block) > how.clip.bottom())
            break;
        const auto in = [block](const TranscriptControl *control) {
            return control && control->block == block ? control : nullptr;
        };
        forEachPart(block, [&](const BlockPart &part, int y, int offset) {
            PartPaint partPaint;
            partPaint.clip = how.clip.translated(0, -y);
            if (partPaint.clip.top() > part.height() || partPaint.clip.bottom() < 0)
                return false;
            const auto within = [&](const Position &position) {
                if (position.block != block)
                    return position.block < block ? 0 : part.length();
                return std::clamp(position.offset - offset, 0, part.length());
            };
            partPaint.selectionBegin = within(how.selectionBegin);
            partPaint.selectionEnd = within(how.selectionEnd);
            partPaint.isMuted = how.isMuted;
            partPaint.isHovered = how.mouse && how.mouse->y() >= y && how.mouse->y() < y + part.height();
            partPaint.marked = how.marked;
            TranscriptControl hovered;
            TranscriptControl focused;
            if (in(how.hovered)) {
                hovered = *how.hovered;
                hovered.offset -= offset;
                hovered.block = -1;
                hovered.inReasoning = false;
                if (hovered.offset >= 0 && hovered.offset <= part.length())
                    partPaint.hovered = &hovered;
            }
            if (in(how.focused)) {
                focused = *how.focused;
                focused.offset -= offset;
                focused.block = -1;
                focused.inReasoning = false;
                if (focused.offset >= 0 && focused.offset <= part.length())
                    partPaint.focused = &focused;
            }
            painter.save();
            painter.translate(0, y);
            part.paint(painter, partPaint);
            painter.restore();
            return false;
        });
    }
}

MessageDocument::PartPlace MessageDocument::partAt(QPoint point)
{
    PartPlace place;
    const int block = blockAt(point.y());
    if (block < 0)
        return place;
    forEachPart(block, [&](BlockPart &part, int y, int offset) {
        if (place.part && y > point.y())
            return true;
        place = {&part, {0, y}, block, offset};
        return false;
    });
    return place;
}

MessageDocument::PartPlace MessageDocument::partOf(Position position)
{
    PartPlace place;
    if (position.block < 0 || position.block >= blockCount())
        return place;
    forEachPart(position.block, [&](BlockPart &part, int y, int offset) {
        if (place.part && offset > position.offset)
            return true;
        place = {&part, {0, y}, position.block, offset};
        return false;
    });
    return place;
}

MessageDocument::Position MessageDocument::positionAt(QPoint point)
{
    if (blockCount() == 0 || point.y() < 0)
        return {};
    if (point.y() >= height())
        return end();
    const PartPlace place = partAt(point);
    if (!place.part)
        return {std::max(0, blockAt(point.y())), 0};
    QPoint inPart = point - place.topLeft;
    inPart.setY(
        std::clamp(inPart.y(), 0, std::max(0, place.part->height() - 1))); // the gap belongs to its neighbour
    return {place.block, place.offset + place.part->positionAt(inPart)};
}

QRect MessageDocument::characterRect(Position position)
{
    const PartPlace place = partOf(position);
    if (!place.part)
        return {0, position.block < blockCount() ? blockTop(position.block) : height(), 1, 1};
    return place.part->characterRect(position.offset - place.offset).translated(place.topLeft);
}

MessageDocument::Position MessageDocument::end()
{
    int block = blockCount() - 1;
    while (block > 0 && blockLength(block) == 0) // a definition of links shows nothing
        --block;
    return block < 0 ? Position {} : Position {block, blockLength(block)};
}

std::pair<MessageDocument::Position, MessageDocument::Position> MessageDocument::wordAt(Position position)
{
    if (position.block >= blockCount())
        return {position, position};
    const QString text = blockText(position.block);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(std::min<qsizetype>(position.offset, text.size()));
    if (!finder.isAtBoundary() || finder.position() == text.size())
        finder.toPreviousBoundary();
    const int begin = static_cast<int>(finder.position());
    const auto next = static_cast<int>(finder.toNextBoundary());
    return {{position.block, begin}, {position.block, next < 0 ? static_cast<int>(text.size()) : next}};
}

std::pair<MessageDocument::Position, MessageDocument::Position>
MessageDocument::paragraphAt(Position position)
{
    const PartPlace place = partOf(position);
    if (!place.part)
        return {position, position};
    const auto [begin, end] = place.part->paragraphAt(position.offset - place.offset);
    return {{position.block, place.offset + begin}, {position.block, place.offset + end}};
}

QList<TranscriptControl> MessageDocument::controls(int top, int bottom)
{
    QList<TranscriptControl> result;
    for (int block = blockAt(top); block >= 0 && block < blockCount() && blockTop(block) < bottom; ++block) {
        if (!isBuilt(block) || !m_layout.isMeasured(block))
            continue;
        forEachPart(block, [&](const BlockPart &part, int y, int offset) {
            QList<TranscriptControl> own = part.controls();
            for (TranscriptControl &control : own) {
                control.rect.translate(0, y);
                control.block = block;
                control.offset += offset;
            }
            result += own;
            return false;
        });
    }
    return result;
}

} // namespace bobbin
