#include "highlight/codehighlighter.h"

#include "codelexer_p.h"
#include "language_p.h"
#ifdef BOBBIN_HAS_SYNTAX_HIGHLIGHTING
#include "syntaxhighlighting_p.h"
#endif

#include <algorithm>

namespace bobbin {

CodeHighlighter::~CodeHighlighter() = default;

static std::unique_ptr<CodeHighlighter> createLexer(const KnownLanguage &known)
{
    switch (known.kind) {
    case LexerKind::Code:
        return std::make_unique<CodeLexer>(*known.language);
    case LexerKind::Markup:
        return std::make_unique<MarkupLexer>();
    case LexerKind::Diff:
        return std::make_unique<DiffLexer>();
    case LexerKind::Markdown:
        return std::make_unique<MarkdownLexer>();
    }
    Q_UNREACHABLE();
}

static QString languageOf(QStringView info)
{
    const QStringView trimmed = info.trimmed();
    const auto end = std::find_if(trimmed.begin(), trimmed.end(),
                                  [](QChar c) { return c.isSpace() || c == u',' || c == u'{' || c == u':'; });
    return trimmed.first(end - trimmed.begin()).toString().toLower();
}

std::unique_ptr<CodeHighlighter> createCodeLexer(QStringView info)
{
    const std::optional<KnownLanguage> known = findLanguage(languageOf(info));
    return known ? createLexer(*known) : nullptr;
}

std::unique_ptr<CodeHighlighter> createCodeHighlighter(QStringView info)
{
    const QString name = languageOf(info);
    if (name.isEmpty())
        return nullptr;
#ifdef BOBBIN_HAS_SYNTAX_HIGHLIGHTING
    const std::optional<KnownLanguage> known = findLanguage(name);
    const bool isDiff =
        known && known->kind == LexerKind::Diff; // what was added and removed is said only by ours
    if (auto highlighter = isDiff ? nullptr : createSyntaxHighlighter(name))
        return highlighter;
#endif
    return createCodeLexer(name);
}

} // namespace bobbin
