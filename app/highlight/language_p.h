#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bobbin {

/// A string or a comment: from where to where it goes.
struct Delimited {
    QString begin;
    QString end; ///< Empty for "to the end of the line".
    bool isComment = false;
    bool spansLines = false;
    bool hasEscapes = false; ///< A backslash protects what follows it.
    bool nests = false;
};

/// What the table-driven lexer has to know of a language.
struct Language {
    enum Feature {
        IgnoresCase = 1 << 0,
        HasPreprocessor = 1 << 1, ///< Lines that begin with '#'.
        HasDecorators = 1 << 2, ///< @name
        HasVariables = 1 << 3, ///< $name, ${name}, $(name)
        CapitalsAreTypes = 1 << 4, ///< Names that begin with a capital letter.
        HasCalls = 1 << 5, ///< A name before a parenthesis.
        KeysBeforeColon = 1 << 6,
        KeysBeforeEquals = 1 << 7,
        HasSections = 1 << 8, ///< Lines such as [name].
        FirstWordOnly = 1 << 9, ///< Keywords count only at the start of a line.
        TargetsBeforeColon = 1 << 10, ///< As in a makefile: a name at the start of a line.
        HasLifetimes = 1 << 11, ///< 'name without a closing quote is no string.
        DashesInNames = 1 << 12,
        CommentsAfterSpace = 1 << 13, ///< '#' begins a comment only at the start of a word.
    };
    QSet<QString> keywords;
    QSet<QString> types;
    QSet<QString> constants;
    std::vector<Delimited> delimited; ///< Longer beginnings before shorter ones.
    int features = 0;
};

/// The kind of lexer that understands a language.
enum class LexerKind { Code, Markup, Diff, Markdown };

struct KnownLanguage {
    LexerKind kind = LexerKind::Code;
    const Language *language = nullptr; ///< For LexerKind::Code.
};

/// The language with `name`, which is in lower case.
[[nodiscard]] std::optional<KnownLanguage> findLanguage(const QString &name);

} // namespace bobbin
