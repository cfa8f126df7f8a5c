#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace bobbin {

/// What a figure is to be. A bound on the ratio is one on the value divided by its floor.
struct Goal {
    enum class Of { Value, Ratio, High, Top, Longest };
    enum class Bound { AtMost, AtLeast };

    Of of = Of::Value;
    Bound bound = Bound::AtMost;
    double limit = 0;
};

/// Something that was measured, beside the least (or most) that the machine gives for it.
struct Figure {
    QString what; ///< Also what it is known by in a stored run.
    QString unit;
    double value = 0; ///< The median where there are several.
    std::optional<double> high; ///< The 95th percentile.
    std::optional<double> top {}; ///< The 99th percentile.
    std::optional<double> longest {}; ///< The largest of all.
    std::optional<double> floor; ///< The same work without Bobbin, in the same run.
    std::optional<Goal> goal;

    [[nodiscard]] std::optional<double> ratio() const;
    /// Empty without a goal.
    [[nodiscard]] std::optional<bool> isReached() const;
};

/// Of at least one value; the nearest rank, `share` from 0 to 1.
[[nodiscard]] double percentile(QList<double> values, double share);
[[nodiscard]] double median(const QList<double> &values);

/// How `times`, of which there is at least one, are spread; in milliseconds.
[[nodiscard]] Figure figureOfTimes(const QString &what, const QList<double> &times,
                                   const std::optional<double> &floor, const std::optional<Goal> &goal);

/// A Markdown table. With figures of an earlier run, each value beside what it was.
[[nodiscard]] QString tableOf(const QList<Figure> &figures, const QList<Figure> &before);

Status<QString> storeFigures(const QList<Figure> &figures, const QString &path);
Result<QList<Figure>, QString> loadFigures(const QString &path);

} // namespace bobbin
