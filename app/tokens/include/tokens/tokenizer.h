#pragma once

#include "tokens/encoding.h"

#include <QList>
#include <QStringView>

#include <memory>

namespace bobbin {

class RankTable;

/// Divides text into the tokens of one of OpenAI's encodings, exactly as its models do.
///
/// What looks like a special token ("<|endoftext|>") is ordinary text, as in everything that a user writes.
/// A surrogate without its partner counts as U+FFFD, which is what a request would carry. A text has at
/// most 2^30 UTF-16 units.
///
/// Tokenizers never change: any number of threads may use one at a time. The ids are those of tiktoken, from
/// which the ranks of the tokens come while Bobbin is built.
class Tokenizer final
{
public:
    ~Tokenizer();
    Q_DISABLE_COPY_MOVE(Tokenizer)

    /// Null if Bobbin was built without the ranks. It lives until the program ends.
    ///
    /// The first call for an encoding unpacks several megabytes: not for the GUI thread. Calls from several
    /// threads wait for each other.
    [[nodiscard]] static const Tokenizer *get(Encoding encoding);

    /// How many tokens `text` has; less work than encode().
    [[nodiscard]] qint64 count(QStringView text) const;
    [[nodiscard]] QList<int> encode(QStringView text) const;

private:
    Tokenizer(Encoding encoding, std::unique_ptr<const RankTable> ranks);

    static std::unique_ptr<const Tokenizer> load(Encoding encoding);

    Encoding m_encoding;
    std::unique_ptr<const RankTable> m_ranks;
};

} // namespace bobbin
