#pragma once

#include "figure.h"

#include <QString>

namespace bobbin {

class BenchmarkApplication;

/// What the benchmarks work on.
struct BenchmarkSetup {
    BenchmarkApplication &application;
    QString history; ///< The data folder with the generated history.
    qint64 messages; ///< How many are in it.
    QString smallHistory; ///< Another one, of a size that can be imported while one waits.
    QString scratch; ///< An empty folder for whatever is written.
    bool isQuick;
};

// Each group of figures; they leave the histories as they are.
[[nodiscard]] QList<Figure> measureStart(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureList(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureOpening(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureScrolling(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureShapes(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureStreaming(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureSearch(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureExchange(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureRecovery(const BenchmarkSetup &setup);
[[nodiscard]] QList<Figure> measureTokens(const BenchmarkSetup &setup);

} // namespace bobbin
