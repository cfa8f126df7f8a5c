#include "codelexer_p.h"

namespace bobbin {

int DiffLexer::highlight(QStringView line, int, std::vector<CodeSpan> &spans)
{
    spans.clear();
    CodeToken token = CodeToken::Plain;
    if (line.startsWith(u"diff ") || line.startsWith(u"index ") || line.startsWith(u"+++")
        || line.startsWith(u"---"))
        token = CodeToken::Keyword;
    else if (line.startsWith(u"@@"))
        token = CodeToken::Preprocessor;
    else if (line.startsWith(u'+') || line.startsWith(u'>'))
        token = CodeToken::Inserted;
    else if (line.startsWith(u'-') || line.startsWith(u'<'))
        token = CodeToken::Deleted;
    if (token != CodeToken::Plain)
        spans.push_back({0, line.size(), token});
    return Start;
}

int MarkdownLexer::highlight(QStringView line, int state, std::vector<CodeSpan> &spans)
{
    constexpr int InFence = 1;
    spans.clear();
    const QStringView trimmed = line.trimmed();
    const bool isFence = trimmed.startsWith(u"```") || trimmed.startsWith(u"~~~");
    if (state == InFence || isFence) {
        if (!line.isEmpty())
            spans.push_back({0, line.size(), CodeToken::String});
        return isFence ? (state == InFence ? Start : InFence) : state;
    }
    if (trimmed.startsWith(u'#')) {
        spans.push_back({0, line.size(), CodeToken::Keyword});
        return Start;
    }
    if (trimmed.startsWith(u'>')) {
        spans.push_back({0, line.size(), CodeToken::Comment});
        return Start;
    }
    const qsizetype first =
        line.size() - (trimmed.isEmpty() ? 0 : line.size() - line.indexOf(trimmed.front()));
    const bool isItem =
        trimmed.size() > 1 && QStringView(u"-*+").contains(trimmed.front()) && trimmed[1] == u' ';
    if (isItem)
        spans.push_back({first, 1, CodeToken::Preprocessor});
    for (qsizetype open = line.indexOf(u'`'); open >= 0;) {
        const qsizetype close = line.indexOf(u'`', open + 1);
        if (close < 0)
            break;
        spans.push_back({open, close - open + 1, CodeToken::String});
        open = line.indexOf(u'`', close + 1);
    }
    return Start;
}

} // namespace bobbin
