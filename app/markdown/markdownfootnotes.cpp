#include "markdownfootnotes_p.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Step = MarkdownEvent::Step;

constexpr QChar Guard = u'\ufdd3'; // no character of any text

// The label of the footnote that `text` begins with, and where its text begins.
QRegularExpressionMatch definitionAt(const QString &text)
{
    static const QRegularExpression definition(uR"(^\[\^([^\[\]\s]{1,64})\]:[ \t]*)"_s);
    return definition.match(text);
}

// Goes through the events and writes them anew.
class Footnotes
{
public:
    std::vector<MarkdownEvent> rewrite(const std::vector<MarkdownEvent> &events)
    {
        for (const MarkdownEvent &event : events) {
            switch (event.step) {
            case Step::Enter:
                enter(event);
                break;
            case Step::Leave:
                leave(event);
                break;
            case Step::Text:
                takeText(event.text);
                break;
            case Step::LineBreak:
                takeLineBreak();
                break;
            }
        }
        return std::move(m_result);
    }

private:
    [[nodiscard]] static bool isLiteral(MarkdownElement element)
    {
        return element == MarkdownElement::Code || element == MarkdownElement::InlineCode
            || element == MarkdownElement::Math || element == MarkdownElement::Link
            || element == MarkdownElement::Image;
    }

    void enter(const MarkdownEvent &event)
    {
        flushLineBreak();
        m_literal += isLiteral(event.element) ? 1 : 0;
        if (event.element > MarkdownElement::Cell)
            ++m_spans;
        m_result.push_back(event);
        m_isAtStart = event.element == MarkdownElement::Paragraph;
    }

    void leave(const MarkdownEvent &event)
    {
        m_hasLineBreak = false;
        m_literal -= isLiteral(event.element) ? 1 : 0;
        if (event.element > MarkdownElement::Cell)
            --m_spans;
        const bool isFootnote =
            event.element == MarkdownElement::Paragraph && std::exchange(m_isInFootnote, false);
        m_result.push_back(event);
        if (isFootnote)
            m_result.back().element = MarkdownElement::Footnote;
        m_isAtStart = false;
    }

    // What comes after it decides what it is.
    void takeLineBreak()
    {
        flushLineBreak();
        m_hasLineBreak = true;
    }

    void flushLineBreak()
    {
        if (std::exchange(m_hasLineBreak, false))
            m_result.push_back({Step::LineBreak, MarkdownElement::Paragraph, -1, {}});
    }

    void takeText(QString text)
    {
        const bool canBegin =
            m_literal == 0 && m_spans == 0 && (m_isAtStart || (m_hasLineBreak && m_isInFootnote));
        const QRegularExpressionMatch definition = canBegin ? definitionAt(text) : QRegularExpressionMatch();
        if (definition.hasMatch()) {
            if (m_isInFootnote)
                m_result.push_back({Step::Leave, MarkdownElement::Footnote, -1, {}});
            else
                m_result.pop_back(); // the paragraph that it is instead of
            m_hasLineBreak = false;
            m_result.push_back({Step::Enter, MarkdownElement::Footnote, -1, definition.captured(1)});
            m_isInFootnote = true;
            text.remove(0, definition.capturedLength());
        }
        flushLineBreak();
        m_isAtStart = false;
        if (m_literal > 0)
            addText(text);
        else
            addMarks(text);
    }

    void addMarks(const QString &text)
    {
        static const QRegularExpression mark(uR"(\[\^([^\[\]\s]{1,64})\])"_s);
        qsizetype end = 0;
        QRegularExpressionMatchIterator marks = mark.globalMatch(text);
        while (marks.hasNext()) {
            const QRegularExpressionMatch match = marks.next();
            addText(text.mid(end, match.capturedStart() - end));
            m_result.push_back({Step::Enter, MarkdownElement::FootnoteMark, -1, match.captured(1)});
            addText(match.captured(1));
            m_result.push_back({Step::Leave, MarkdownElement::FootnoteMark, -1, {}});
            end = match.capturedEnd();
        }
        addText(text.mid(end));
    }

    void addText(const QString &text)
    {
        if (!text.isEmpty())
            m_result.push_back({Step::Text, MarkdownElement::Paragraph, -1, text});
    }

    std::vector<MarkdownEvent> m_result;
    int m_literal = 0; // open elements in which nothing refers to a footnote
    int m_spans = 0;
    bool m_isAtStart = false; // of a paragraph
    bool m_isInFootnote = false;
    bool m_hasLineBreak = false;
};

} // namespace

QString withGuardedFootnotes(QString source)
{
    static const QRegularExpression definition(uR"(^([ >]{0,8}\[\^[^\[\]\s]{1,64}\]):)"_s,
                                               QRegularExpression::MultilineOption);
    if (source.contains("[^"_L1))
        source.replace(definition, u"\\1"_s + Guard + u':');
    return source;
}

QString withoutGuards(QString text) { return text.remove(Guard); }

std::vector<MarkdownEvent> withFootnotes(std::vector<MarkdownEvent> events)
{
    const bool hasAny = std::any_of(events.begin(), events.end(), [](const MarkdownEvent &event) {
        return event.step == Step::Text && event.text.contains("[^"_L1);
    });
    return hasAny ? Footnotes().rewrite(events) : std::move(events);
}

} // namespace bobbin
