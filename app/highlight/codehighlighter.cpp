#include "highlight/codehighlighter.h"

#include "codelexer_p.h"
#include "language_p.h"
#ifdef BOBBIN_HAS_SYNTAX_HIGHLIGHTING
#include "syntaxhighlighting_p.h"
#endif

#include <algorithm>

namespace bobbin {

CodeHighlighter::~CodeHighlighter() = default;

std::unique_ptr<CodeHighlighter> createCodeHighlighter(QStringView info)
{
    const QStringView trimmed = info.trimmed();
    const auto end = std::find_if(trimmed.begin(), trimmed.end(),
                                  [](QChar c) { return c.isSpace() || c == u',' || c == u'{' || c == u':'; });
    const QString name = trimmed.first(end - trimmed.begin()).toString().toLower();
    if (name.isEmpty())
        return nullptr;
#ifdef BOBBIN_HAS_SYNTAX_HIGHLIGHTING
    if (auto highlighter = createSyntaxHighlighter(name))
        return highlighter;
#endif
    const std::optional<KnownLanguage> known = findLanguage(name);
    if (!known)
        return nullptr;
    switch (known->kind) {
    case LexerKind::Code:
        return std::make_unique<CodeLexer>(*known->language);
    case LexerKind::Markup:
        return std::make_unique<MarkupLexer>();
    case LexerKind::Diff:
        return std::make_unique<DiffLexer>();
    case LexerKind::Markdown:
        return std::make_unique<MarkdownLexer>();
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
