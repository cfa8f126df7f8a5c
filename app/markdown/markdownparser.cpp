#include "markdown/markdownparser.h"

#include "markdownentities_p.h"
#include "markdownfootnotes_p.h"
#include "markdownformulas_p.h"

#include <md4c.h>

#include <QStringList>

#include <algorithm>
#include <optional>

namespace bobbin {
namespace {

using Step = MarkdownEvent::Step;

// What stands for a formula while the text around it is parsed: its index between these. The outer ones are
// punctuation to Markdown, as the delimiters of a formula are; the inner one is no character of any text.
constexpr QChar PlaceholderMark = u'\u2e2c';
constexpr QChar PlaceholderInside = u'\ufdd2';

QString fromUtf8(const MD_CHAR *text, qsizetype size) { return QString::fromUtf8(text, size); }

QString attributeText(const MD_ATTRIBUTE &attribute)
{
    QString text;
    for (int i = 0; attribute.text && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET begin = attribute.substr_offsets[i];
        const QString part = fromUtf8(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
        text += attribute.substr_types[i] == MD_TEXT_ENTITY ? decodeEntity(part) : part;
    }
    return text;
}

int alignmentOf(const void *detail)
{
    switch (static_cast<const MD_BLOCK_TD_DETAIL *>(detail)->align) {
    case MD_ALIGN_LEFT:
        return Qt::AlignLeft;
    case MD_ALIGN_CENTER:
        return Qt::AlignHCenter;
    case MD_ALIGN_RIGHT:
        return Qt::AlignRight;
    case MD_ALIGN_DEFAULT:
        break;
    }
    return 0;
}

// Empty for what carries no meaning of its own.
std::optional<MarkdownEvent> blockEvent(MD_BLOCKTYPE type, const void *detail)
{
    switch (type) {
    case MD_BLOCK_QUOTE:
        return MarkdownEvent {Step::Enter, MarkdownElement::Quote, -1, {}};
    case MD_BLOCK_UL:
        return MarkdownEvent {Step::Enter, MarkdownElement::BulletList, -1, {}};
    case MD_BLOCK_OL: {
        const auto *list = static_cast<const MD_BLOCK_OL_DETAIL *>(detail);
        return MarkdownEvent {Step::Enter, MarkdownElement::OrderedList, static_cast<int>(list->start), {}};
    }
    case MD_BLOCK_LI: {
        const auto *item = static_cast<const MD_BLOCK_LI_DETAIL *>(detail);
        const int task = !item->is_task ? -1 : item->task_mark == ' ' ? 0 : 1;
        return MarkdownEvent {Step::Enter, MarkdownElement::Item, task, {}};
    }
    case MD_BLOCK_HR:
        return MarkdownEvent {Step::Enter, MarkdownElement::Rule, -1, {}};
    case MD_BLOCK_H: {
        const auto *heading = static_cast<const MD_BLOCK_H_DETAIL *>(detail);
        return MarkdownEvent {Step::Enter, MarkdownElement::Heading, static_cast<int>(heading->level), {}};
    }
    case MD_BLOCK_CODE: {
        const auto *code = static_cast<const MD_BLOCK_CODE_DETAIL *>(detail);
        return MarkdownEvent {Step::Enter, MarkdownElement::Code, -1, attributeText(code->info)};
    }
    case MD_BLOCK_HTML: // never sent: raw HTML is switched off
    case MD_BLOCK_P:
        return MarkdownEvent {Step::Enter, MarkdownElement::Paragraph, -1, {}};
    case MD_BLOCK_TABLE: {
        const auto *table = static_cast<const MD_BLOCK_TABLE_DETAIL *>(detail);
        return MarkdownEvent {Step::Enter, MarkdownElement::Table, static_cast<int>(table->col_count), {}};
    }
    case MD_BLOCK_TR:
        return MarkdownEvent {Step::Enter, MarkdownElement::Row, -1, {}};
    case MD_BLOCK_TH:
        return MarkdownEvent {Step::Enter, MarkdownElement::HeaderCell, alignmentOf(detail), {}};
    case MD_BLOCK_TD:
        return MarkdownEvent {Step::Enter, MarkdownElement::Cell, alignmentOf(detail), {}};
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        return {};
    }
    return {};
}

std::optional<MarkdownEvent> spanEvent(MD_SPANTYPE type, const void *detail)
{
    switch (type) {
    case MD_SPAN_EM:
        return MarkdownEvent {Step::Enter, MarkdownElement::Emphasis, -1, {}};
    case MD_SPAN_STRONG:
        return MarkdownEvent {Step::Enter, MarkdownElement::Strong, -1, {}};
    case MD_SPAN_DEL:
        return MarkdownEvent {Step::Enter, MarkdownElement::Strike, -1, {}};
    case MD_SPAN_CODE:
        return MarkdownEvent {Step::Enter, MarkdownElement::InlineCode, -1, {}};
    case MD_SPAN_A: {
        const auto *link = static_cast<const MD_SPAN_A_DETAIL *>(detail);
        return MarkdownEvent {Step::Enter, MarkdownElement::Link, -1, attributeText(link->href)};
    }
    case MD_SPAN_IMG: {
        const auto *image = static_cast<const MD_SPAN_IMG_DETAIL *>(detail);
        return MarkdownEvent {Step::Enter, MarkdownElement::Image, -1, attributeText(image->src)};
    }
    case MD_SPAN_LATEXMATH: // neither is sent: formulas are found before
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        return {};
    }
    return {};
}

// A Markdown text in which a word stands for each formula, so that nothing in one is taken for markup.
class Source
{
public:
    explicit Source(QStringView source) : m_source(source), m_formulas(formulasIn(source))
    {
        qsizetype end = 0;
        for (size_t i = 0; i < m_formulas.size(); ++i) {
            m_text += source.sliced(end, m_formulas[i].begin - end);
            m_text += PlaceholderMark + QString(PlaceholderInside) + QString::number(i) + PlaceholderMark;
            end = m_formulas[i].end;
        }
        m_text += source.sliced(end);
    }

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QString sourceOf(const MarkdownFormula &formula) const
    {
        return m_source.sliced(formula.begin, formula.end - formula.begin).toString();
    }

    // Calls takeText(text) and takeFormula(formula) for what `text` consists of.
    template<typename TakeText, typename TakeFormula>
    void divide(const QString &text, TakeText takeText, TakeFormula takeFormula) const
    {
        qsizetype end = 0;
        for (qsizetype i = text.indexOf(PlaceholderInside, 1); i >= 0;
             i = text.indexOf(PlaceholderInside, i + 1)) {
            const qsizetype close = text.indexOf(PlaceholderMark, i);
            bool isNumber = false;
            const size_t index =
                close < 0 ? 0 : QStringView(text).sliced(i + 1, close - i - 1).toUInt(&isNumber);
            if (!isNumber || index >= m_formulas.size() || text[i - 1] != PlaceholderMark)
                continue;
            if (i - 1 > end)
                takeText(text.mid(end, i - 1 - end));
            takeFormula(m_formulas[index]);
            end = close + 1;
        }
        if (end < text.size())
            takeText(text.mid(end));
    }

    // `text` with the formulas as they stand.
    [[nodiscard]] QString restored(const QString &text) const
    {
        QString result;
        divide(
            text, [&result](const QString &part) { result += part; },
            [this, &result](const MarkdownFormula &formula) { result += sourceOf(formula); });
        return result;
    }

private:
    QStringView m_source;
    std::vector<MarkdownFormula> m_formulas;
    QString m_text;
};

// Collects the parser's callbacks. The parser does not promise that they are balanced, and on some
// texts they are not: a Leave counts only if there is an Enter for it, and leaves what is inside, too.
class Collector
{
public:
    explicit Collector(const Source &source) : m_source(source) { }

    int enterBlock(MD_BLOCKTYPE type, const void *detail) { return enter(blockEvent(type, detail)); }
    int leaveBlock(MD_BLOCKTYPE type, const void *detail) { return leave(blockEvent(type, detail), false); }
    int enterSpan(MD_SPANTYPE type, const void *detail) { return enter(spanEvent(type, detail)); }
    int leaveSpan(MD_SPANTYPE type, const void *detail) { return leave(spanEvent(type, detail), true); }
    int text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size)
    {
        switch (type) {
        case MD_TEXT_NULLCHAR:
            addText(QString(QChar(QChar::ReplacementCharacter)));
            break;
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR:
            m_events.push_back({Step::LineBreak, MarkdownElement::Paragraph, -1, {}});
            break;
        case MD_TEXT_ENTITY:
            addText(decodeEntity(fromUtf8(text, size)));
            break;
        default:
            m_source.divide(
                withoutGuards(fromUtf8(text, size)), [this](const QString &part) { addText(part); },
                [this](const MarkdownFormula &formula) { addFormula(formula); });
            break;
        }
        return 0;
    }

    std::vector<MarkdownEvent> finish()
    {
        leaveUntil(0);
        return std::move(m_events);
    }

private:
    [[nodiscard]] bool isInCode() const
    {
        return std::any_of(m_open.begin(), m_open.end(), [](MarkdownElement element) {
            return element == MarkdownElement::Code || element == MarkdownElement::InlineCode;
        });
    }

    void addFormula(const MarkdownFormula &formula)
    {
        if (isInCode()) {
            addText(m_source.sourceOf(formula));
        } else if (formula.isClosed) {
            enter(MarkdownEvent {Step::Enter, MarkdownElement::Math, formula.isDisplay ? 1 : 0, formula.tex});
            m_events.push_back({Step::Text, MarkdownElement::Paragraph, -1, formula.source});
            leave(MarkdownEvent {Step::Leave, MarkdownElement::Math, -1, {}}, true);
        } else {
            addLines(formula.source);
        }
    }

    void addLines(const QString &lines)
    {
        const QStringList all = lines.split(u'\n');
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (i > 0)
                m_events.push_back({Step::LineBreak, MarkdownElement::Paragraph, -1, {}});
            if (!all[i].isEmpty())
                addText(all[i]);
        }
    }

    void addText(const QString &text)
    {
        if (!m_events.empty() && m_events.back().step == Step::Text)
            m_events.back().text += text;
        else
            m_events.push_back({Step::Text, MarkdownElement::Paragraph, -1, text});
    }

    int enter(const std::optional<MarkdownEvent> &event)
    {
        if (event) {
            m_open.push_back(event->element);
            m_events.push_back(*event);
            if (event->element != MarkdownElement::Math)
                m_events.back().text = m_source.restored(event->text);
        }
        return 0;
    }

    // A span is never left across the end of the block that it is in.
    int leave(const std::optional<MarkdownEvent> &event, bool isSpan)
    {
        if (!event)
            return 0;
        for (size_t depth = m_open.size(); depth > 0; --depth) {
            if (m_open[depth - 1] == event->element) {
                leaveUntil(depth - 1, event->number);
                return 0;
            }
            if (isSpan && m_open[depth - 1] < MarkdownElement::Emphasis)
                return 0;
        }
        return 0;
    }

    void leaveUntil(size_t depth, int number = -1)
    {
        while (m_open.size() > depth) {
            const bool isLast = m_open.size() == depth + 1;
            m_events.push_back({Step::Leave, m_open.back(), isLast ? number : -1, {}});
            m_open.pop_back();
        }
    }

    const Source &m_source;
    std::vector<MarkdownEvent> m_events;
    std::vector<MarkdownElement> m_open;
};

Collector *collector(void *data) { return static_cast<Collector *>(data); }

} // namespace

std::vector<MarkdownEvent> parseMarkdown(QStringView source)
{
    MD_PARSER parser {};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return collector(data)->enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return collector(data)->leaveBlock(type, detail);
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        return collector(data)->enterSpan(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void *detail, void *data) {
        return collector(data)->leaveSpan(type, detail);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        return collector(data)->text(type, text, size);
    };

    const Source withoutFormulas(source);
    Collector result(withoutFormulas);
    const QByteArray utf8 = withGuardedFootnotes(withoutFormulas.text()).toUtf8();
    md_parse(utf8.constData(), static_cast<MD_SIZE>(utf8.size()), &parser, &result);
    return withFootnotes(result.finish());
}

} // namespace bobbin
