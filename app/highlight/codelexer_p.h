#pragma once

#include "highlight/codehighlighter.h"

namespace bobbin {

struct Language;

/// Colours code as a table of the language's words and quotes says.
///
/// The state is 0 outside, else which string or comment is open and how deeply it is nested.
class CodeLexer final : public CodeHighlighter
{
public:
    /// `language` has to outlive the lexer.
    explicit CodeLexer(const Language &language) : m_language(language) { }

    int highlight(QStringView line, int state, std::vector<CodeSpan> &spans) override;

private:
    class Run;
    const Language &m_language;
};

/// HTML and XML: tags, attributes, comments, entities. The state says what is open.
class MarkupLexer final : public CodeHighlighter
{
public:
    int highlight(QStringView line, int state, std::vector<CodeSpan> &spans) override;
};

/// Diffs: each line by itself.
class DiffLexer final : public CodeHighlighter
{
public:
    int highlight(QStringView line, int state, std::vector<CodeSpan> &spans) override;
};

/// Markdown as source: headings, marks, code. The state is 1 inside a fence.
class MarkdownLexer final : public CodeHighlighter
{
public:
    int highlight(QStringView line, int state, std::vector<CodeSpan> &spans) override;
};

/// As createCodeHighlighter(), but always one of these lexers.
[[nodiscard]] std::unique_ptr<CodeHighlighter> createCodeLexer(QStringView info);

} // namespace bobbin
