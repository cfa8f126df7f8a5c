#pragma once

#include <QString>

#include <vector>

namespace bobbin {

/// What Markdown consists of.
enum class MarkdownElement {
    // blocks
    Quote,
    BulletList,
    OrderedList, ///< number: of its first item.
    Item, ///< number: of its task, 1 done, 0 to do; -1 if it is no task.
    Rule,
    Heading, ///< number: 1 to 6.
    Code, ///< text: the info string.
    Paragraph,
    Footnote, ///< text: its label. A paragraph.
    Table, ///< number: of columns.
    Row,
    HeaderCell, ///< number: a Qt::Alignment, 0 if there is none.
    Cell, ///< as HeaderCell.
    // spans
    Emphasis,
    Strong,
    Strike,
    InlineCode,
    Link, ///< text: the address.
    Image, ///< text: the address.
    FootnoteMark, ///< text: the label of the footnote that it refers to, which is also what it shows.
    Math, ///< text: the TeX; number: 1 if it is displayed in a line of its own. Contains its source as it
    ///< stands.
};

/// One step through a Markdown text from its beginning to its end.
struct MarkdownEvent {
    enum class Step { Enter, Leave, Text, LineBreak };
    Step step = Step::Text;
    MarkdownElement element = MarkdownElement::Paragraph; ///< Of Enter and Leave.
    int number = -1;
    QString text; ///< Of Text: characters to show; of Enter: see MarkdownElement.

    friend bool operator==(const MarkdownEvent &, const MarkdownEvent &) = default;
};

/// Parses `source` in GitHub's dialect. Raw HTML is text. Any text is Markdown, so this cannot fail; the
/// events are always balanced: what is entered is left, innermost first.
///
/// Formulas are `\(…\)` and `$…$`, displayed ones `\[…\]` and `$$…$$`; one that is not closed yet is text.
/// A footnote is a paragraph that begins `[^label]:`, and what refers to it is `[^label]`.
/// A line break in the source is a LineBreak, as the writer meant it; CommonMark leaves that open.
/// Can be called from any thread.
[[nodiscard]] std::vector<MarkdownEvent> parseMarkdown(QStringView source);

} // namespace bobbin
