#pragma once

#include <QString>

#include <memory>
#include <vector>

namespace bobbin {

/// What a piece of code is, as far as colours go.
enum class CodeToken {
    Plain,
    Keyword,
    Type,
    Constant, ///< true, null and the like.
    Call, ///< The name of a function where it is called or defined.
    String,
    Number,
    Comment,
    Preprocessor, ///< Directives, decorators, annotations.
    Variable, ///< Where the language marks it, as in $HOME.
    Tag, ///< Names of elements; section names.
    Attribute, ///< Names of attributes and keys.
    Inserted, ///< Of a diff.
    Deleted,
};
inline constexpr size_t CodeTokenCount = static_cast<size_t>(CodeToken::Deleted) + 1;

struct CodeSpan {
    qsizetype begin = 0;
    qsizetype length = 0;
    CodeToken token = CodeToken::Plain;

    friend bool operator==(const CodeSpan &, const CodeSpan &) = default;
};

/// Colours code line by line, so that code that is being received costs only its new lines.
class CodeHighlighter
{
public:
    virtual ~CodeHighlighter();

    /// The state before the first line. States are meaningful only to the highlighter that gave them.
    static constexpr int Start = 0;

    /// Replaces the contents of `spans` with those of `line` (without its line break), in order and not
    /// overlapping; what no span covers is plain. Returns the state for the next line.
    virtual int highlight(QStringView line, int state, std::vector<CodeSpan> &spans) = 0;
};

/// A highlighter for the language that `info` names, which is what follows a code fence: the first word
/// counts, in any of the language's usual names. Null if the language is not known.
[[nodiscard]] std::unique_ptr<CodeHighlighter> createCodeHighlighter(QStringView info);

} // namespace bobbin
