#pragma once

#include "core/clock.h"
#include "core/message.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace bobbin {

/// What a line in the search field asks for.
///
/// Words are looked for in their order of typing and in any order of the text, the last one as a beginning;
/// "exact phrases" in quotation marks; -word leaves out what has it. Filters are words too: role:user,
/// model:gpt-4o, service:openai, folder:work, tag:draft, after:2026-01, before:2026-02-15, is:pinned,
/// is:archived, has:code. A filter that cannot be understood is a word like others.
struct SearchQuery {
    QStringList words; ///< In lower case, of letters and digits; the last one may be a beginning.
    bool lastIsPrefix = false;
    QStringList phrases;
    QStringList excluded;

    std::optional<Role> role;
    QString model; ///< A part of its name.
    QString service; ///< A part of its name.
    QString folder; ///< A part of its name.
    QStringList tags; ///< The beginning of each; all must be there.
    std::optional<Timestamp> after; ///< From here on.
    std::optional<Timestamp> before; ///< Up to here, exclusively.
    std::optional<bool> pinned;
    std::optional<bool> archived;
    bool hasCode = false;

    [[nodiscard]] bool hasTerms() const { return !words.isEmpty() || !phrases.isEmpty(); }
    [[nodiscard]] bool hasFilters() const;
    /// Whether a filter concerns single messages.
    [[nodiscard]] bool hasMessageFilters() const;
    /// Everything that must stand in a text, for looking whether it does.
    [[nodiscard]] QStringList terms() const { return phrases + words; }

    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

[[nodiscard]] SearchQuery parseSearch(const QString &text);

/// The words, phrases and exclusions as an FTS5 expression, in which nothing that was typed is an operator;
/// empty if there is no term.
[[nodiscard]] QString ftsExpression(const SearchQuery &query);

// Scripts without spaces between words, and names in code, are indexed by their parts.

/// The Chinese, Japanese, Korean and Thai characters of `text`, a space between any two, runs parted by " .
/// "; empty if there are none.
[[nodiscard]] QString charactersOf(const QString &text);
/// The names of code in `text` that have parts: snake_case, camelCase, dotted.names, with9digits; each once.
[[nodiscard]] QString namesOf(const QString &text);

/// `text` around the first of `terms`, each hit between U+E000 and U+E001; its beginning if there is none.
[[nodiscard]] QString snippetOf(const QString &text, const QStringList &terms);

} // namespace bobbin
