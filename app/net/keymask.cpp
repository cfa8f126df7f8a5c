#include "keymask.h"

#include <algorithm>
#include <utility>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype ShortestKey = 16;
// So many characters of a key tell nothing ("sk-"), and to hold them back would cut off the ends of words
// when a reply is stopped.
constexpr qsizetype Harmless = 3;

// How much of the end of `text` is the beginning of `key`.
qsizetype overlap(const QString &text, const QString &key)
{
    for (qsizetype size = std::min(text.size(), key.size() - 1); size > 0; --size) {
        if (QStringView(text).last(size) == QStringView(key).first(size))
            return size;
    }
    return 0;
}

} // namespace

KeyMask::KeyMask(const QByteArray &key)
{
    if (const QByteArray trimmed = key.trimmed(); trimmed.size() >= ShortestKey)
        m_key = QString::fromUtf8(trimmed);
}

QString KeyMask::feed(const QString &piece)
{
    if (m_key.isEmpty() || piece.isEmpty())
        return piece;
    const qsizetype given = m_given;
    QString text = m_tail + piece;
    // Of a key whose beginning was given out already the rest is masked.
    if (const qsizetype first = text.indexOf(m_key); first >= 0 && first < given)
        text.replace(given, m_key.size() - (given - first), u"***"_s);
    text.replace(m_key, u"***"_s);
    const qsizetype tail = text.size() - overlap(text, m_key);
    const qsizetype end = text.size() - tail <= Harmless ? text.size() : std::max(given, tail);
    m_tail = text.sliced(tail);
    m_given = end - tail;
    return text.sliced(given, end - given);
}

QString KeyMask::finish() { return std::exchange(m_tail, {}).sliced(std::exchange(m_given, 0)); }

} // namespace bobbin
