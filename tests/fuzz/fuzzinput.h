#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <cstdio>
#include <cstdlib>
#include <random>

namespace bobbin::fuzz {

/// Ends the program, which is how a fuzzer reports, unless `holds`.
inline void require(bool holds, const char *promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", promise);
    std::abort();
}

/// `whole`, a view, cut into pieces. Where it is cut looks random, and depends on `bytes` alone.
template<typename View>
QList<View> piecesOf(View whole, QByteArrayView bytes)
{
    std::minstd_rand random(qChecksum(bytes) + 1U);
    static constexpr qsizetype Longest[] {1, 3, 16, 256};
    const qsizetype longest = Longest[random() % std::size(Longest)];
    QList<View> pieces;
    while (!whole.isEmpty()) {
        const qsizetype length = qMin<qsizetype>(whole.size(), 1 + qsizetype(random()) % longest);
        pieces.append(whole.first(length));
        whole = whole.sliced(length);
    }
    return pieces;
}

} // namespace bobbin::fuzz
