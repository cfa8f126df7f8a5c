#include "markdown/markdownhtml.h"

#include "core/linktarget.h"

#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString tagOf(const MarkdownEvent &event)
{
    switch (event.element) {
    case MarkdownElement::Quote:
        return u"blockquote"_s;
    case MarkdownElement::BulletList:
        return u"ul"_s;
    case MarkdownElement::OrderedList:
        return u"ol"_s;
    case MarkdownElement::Item:
        return u"li"_s;
    case MarkdownElement::Rule:
        return u"hr"_s;
    case MarkdownElement::Heading:
        return u"h"_s + QString::number(event.number);
    case MarkdownElement::Code:
        return u"pre"_s;
    case MarkdownElement::Paragraph:
    case MarkdownElement::Footnote:
        return u"p"_s;
    case MarkdownElement::Table:
        return u"table"_s;
    case MarkdownElement::Row:
        return u"tr"_s;
    case MarkdownElement::HeaderCell:
        return u"th"_s;
    case MarkdownElement::Cell:
        return u"td"_s;
    case MarkdownElement::Emphasis:
        return u"em"_s;
    case MarkdownElement::Strong:
        return u"strong"_s;
    case MarkdownElement::Strike:
        return u"del"_s;
    case MarkdownElement::InlineCode:
        return u"code"_s;
    case MarkdownElement::Link:
    case MarkdownElement::Image:
        return u"a"_s;
    case MarkdownElement::FootnoteMark:
        return u"sup"_s;
    case MarkdownElement::Math:
        return u"span"_s;
    }
    Q_UNREACHABLE();
}

QString attributesOf(const MarkdownEvent &event)
{
    switch (event.element) {
    case MarkdownElement::OrderedList:
        return event.number == 1 ? QString() : u" start=\"%1\""_s.arg(event.number);
    case MarkdownElement::Link:
    case MarkdownElement::Image:
        return isLinkToKeep(event.text) ? u" href=\""_s + event.text.toHtmlEscaped() + u'"' : QString();
    case MarkdownElement::HeaderCell:
    case MarkdownElement::Cell:
        if (event.number & Qt::AlignRight)
            return u" align=\"right\""_s;
        return event.number & Qt::AlignHCenter ? u" align=\"center\""_s : QString();
    default:
        return {};
    }
}

} // namespace

QString toHtml(const std::vector<MarkdownEvent> &events)
{
    QString html;
    bool isEmbedded = false; // what comes is the description of an image that is in the text
    for (const MarkdownEvent &event : events) {
        const bool isCode = event.element == MarkdownElement::Code;
        switch (event.step) {
        case MarkdownEvent::Step::Enter:
            if (event.element == MarkdownElement::Image && event.text.startsWith("data:image/"_L1)) {
                html += u"<img src=\""_s + event.text.toHtmlEscaped() + u"\" alt=\""_s;
                isEmbedded = true;
                break;
            }
            html += u'<' + tagOf(event) + attributesOf(event) + u'>';
            if (isCode)
                html += u"<code>"_s;
            else if (event.element == MarkdownElement::Footnote)
                html += u"<sup>"_s + event.text.toHtmlEscaped() + u"</sup> "_s;
            else if (event.element == MarkdownElement::Item && event.number >= 0)
                html += event.number > 0 ? u"☑ "_s : u"☐ "_s;
            break;
        case MarkdownEvent::Step::Leave:
            if (event.element == MarkdownElement::Image && std::exchange(isEmbedded, false)) {
                html += u"\">"_s;
                break;
            }
            if (isCode)
                html += u"</code>"_s;
            if (event.element != MarkdownElement::Rule)
                html += u"</"_s + tagOf(event) + u'>';
            if (event.element < MarkdownElement::Emphasis)
                html += u'\n';
            break;
        case MarkdownEvent::Step::Text:
            html += event.text.toHtmlEscaped();
            break;
        case MarkdownEvent::Step::LineBreak:
            html += u"<br>\n"_s;
            break;
        }
    }
    return html;
}

} // namespace bobbin
