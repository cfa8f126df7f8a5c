#include "codelexer_p.h"

namespace bobbin {
namespace {

enum State { Text = CodeHighlighter::Start, Comment, Tag, DoubleQuoted, SingleQuoted };

bool isName(QChar c) { return c.isLetterOrNumber() || QStringView(u"-_:.").contains(c); }

} // namespace

int MarkupLexer::highlight(QStringView line, int state, std::vector<CodeSpan> &spans)
{
    spans.clear();
    qsizetype at = 0;
    const auto add = [&](qsizetype end, CodeToken token) {
        if (end > at && token != CodeToken::Plain)
            spans.push_back({at, end - at, token});
        at = end;
    };
    // Up to and including `mark`, or the end of the line, where the state stays as it is.
    const auto addUntil = [&](QStringView mark, qsizetype from, CodeToken token, State next) {
        const qsizetype found = line.indexOf(mark, from);
        add(found < 0 ? line.size() : found + mark.size(), token);
        if (found >= 0)
            state = next;
    };
    const auto nameEnd = [&](qsizetype from) {
        while (from < line.size() && isName(line[from]))
            ++from;
        return from;
    };

    while (at < line.size()) {
        const QStringView rest = line.sliced(at);
        switch (state) {
        case Comment:
            addUntil(u"-->", at, CodeToken::Comment, Text);
            break;
        case DoubleQuoted:
            addUntil(u"\"", at, CodeToken::String, Tag);
            break;
        case SingleQuoted:
            addUntil(u"'", at, CodeToken::String, Tag);
            break;
        case Tag:
            if (rest.startsWith(u'>') || rest.startsWith(u"/>") || rest.startsWith(u"?>")) {
                add(at + (rest.startsWith(u'>') ? 1 : 2), CodeToken::Tag);
                state = Text;
            } else if (rest.startsWith(u'"') || rest.startsWith(u'\'')) {
                const bool isDouble = rest.startsWith(u'"');
                state = isDouble ? DoubleQuoted : SingleQuoted;
                addUntil(isDouble ? u"\"" : u"'", at + 1, CodeToken::String, Tag);
            } else if (isName(rest.front())) {
                add(nameEnd(at), CodeToken::Attribute);
            } else {
                ++at;
            }
            break;
        default:
            if (rest.startsWith(u"<!--")) {
                state = Comment;
                addUntil(u"-->", at + 4, CodeToken::Comment, Text);
            } else if (rest.startsWith(u"<!") || rest.startsWith(u"<?")) {
                add(nameEnd(at + 2), CodeToken::Preprocessor);
                state = Tag;
            } else if (rest.size() > 1 && rest.front() == u'<' && (rest[1] == u'/' || isName(rest[1]))) {
                add(nameEnd(at + 2), CodeToken::Tag);
                state = Tag;
            } else if (rest.front() == u'&' && rest.indexOf(u';') > 0 && rest.indexOf(u';') < 12) {
                add(at + rest.indexOf(u';') + 1, CodeToken::Constant);
            } else {
                ++at;
            }
            break;
        }
    }
    return state;
}

} // namespace bobbin
