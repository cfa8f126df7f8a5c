#include "fuzzinput.h"
#include "fuzztargets.h"

#include "markdown/markdownblocks.h"
#include "markdown/markdownhtml.h"
#include "markdown/markdownparser.h"

#include <QStringList>

namespace bobbin::fuzz {
namespace {

QStringList sourcesOf(const MarkdownBlocks &blocks, QStringView text)
{
    QStringList sources;
    for (int i = 0; i < blocks.count(); ++i)
        sources << blocks.source(i, text);
    return sources;
}

void requireInText(const MarkdownBlocks &blocks, QStringView text)
{
    qsizetype last = 0;
    for (int i = 0; i < blocks.count(); ++i) {
        const MarkdownBlock &block = blocks.at(i);
        require(block.begin >= last && block.end >= block.begin && block.end <= text.size(),
                "blocks stand in the text, one behind the other");
        // The code of a fence in the last line begins behind the line break that is still to come.
        require(block.codeEnd >= block.codeBegin && block.codeEnd <= text.size() + 1, "so does their code");
        last = block.end;
    }
}

void requireBalanced(const std::vector<MarkdownEvent> &events)
{
    std::vector<MarkdownElement> open;
    for (const MarkdownEvent &event : events) {
        if (event.step == MarkdownEvent::Step::Enter) {
            open.push_back(event.element);
        } else if (event.step == MarkdownEvent::Step::Leave) {
            require(!open.empty() && open.back() == event.element,
                    "what is entered is left, innermost first");
            open.pop_back();
        }
    }
    require(open.empty(), "what is entered is left");
}

} // namespace

void markdown(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    MarkdownBlocks whole;
    whole.update(text, true);
    requireInText(whole, text);

    MarkdownBlocks growing;
    QStringList known;
    qsizetype length = 0;
    for (const QStringView piece : piecesOf(QStringView(text), bytes)) {
        length += piece.size();
        const QStringView soFar = QStringView(text).first(length);
        const int changed = growing.update(soFar, false);
        const QStringList sources = sourcesOf(growing, soFar);
        require(changed <= sources.size() && changed <= known.size()
                    && sources.first(changed) == known.first(changed),
                "only the blocks that are named have changed");
        known = sources;
    }
    growing.update(text, true);

    require(growing.count() == whole.count(), "blocks do not depend on the pieces of the text");
    for (int i = 0; i < whole.count(); ++i) {
        require(growing.at(i) == whole.at(i), "blocks do not depend on the pieces of the text");
        require(growing.source(i, text) == whole.source(i, text), "nor does what they refer to");
        requireBalanced(parseMarkdown(whole.source(i, text)));
    }
    const std::vector<MarkdownEvent> events = parseMarkdown(text);
    requireBalanced(events);
    const QString html = toHtml(events);
    require(!html.contains(QLatin1StringView("<script"), Qt::CaseInsensitive), "no script gets into HTML");
}

} // namespace bobbin::fuzz
