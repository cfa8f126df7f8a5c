#pragma once

#include "benchmarkwindow.h"
#include "measuredprogram.h"

#include <optional>

namespace bobbin {

/// What a reply took, from sending the question until the whole of it was painted.
struct Stream {
    double cpu = 0; ///< Of the whole process, in microseconds.
    double longestBlock = 0; ///< Of the window, in milliseconds.
    QList<double> frames; ///< Milliseconds; at least one.
    QList<double> keys; ///< Milliseconds from key to paint, if somebody typed meanwhile.
};

/// Has a service of its own stream replies into a window on an empty history.
class Streamer final
{
public:
    enum class Typing { No, Yes };

    Streamer(BenchmarkApplication &application, const QString &folder);

    [[nodiscard]] BenchmarkWindow &window() { return *m_window; }
    /// A reply of so many tokens, in a new conversation; at `rate` 0 as fast as they are taken.
    [[nodiscard]] Stream tokens(int count, int rate, Typing typing = Typing::No);
    /// A reply that is the shape of this number, at full speed, in a new conversation with this title.
    [[nodiscard]] Stream shape(qsizetype number, const QString &title, Typing typing = Typing::No);

private:
    [[nodiscard]] Stream run(const QString &path, const QString &question, Typing typing);

    BenchmarkApplication &m_application;
    MeasuredProgram m_server;
    QUrl m_url;
    std::unique_ptr<BenchmarkWindow> m_window;
};

} // namespace bobbin
