#include "figure.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString numberText(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

QString optionalText(const std::optional<double> &value) { return value ? numberText(*value) : QString(); }

// Which of the figures a goal is about; empty for the first.
QString subjectOf(Goal::Of of)
{
    switch (of) {
    case Goal::Of::Value:
    case Goal::Of::Ratio:
        return {};
    case Goal::Of::High:
        return u"p95 "_s;
    case Goal::Of::Top:
        return u"p99 "_s;
    case Goal::Of::Longest:
        return u"longest "_s;
    }
    Q_UNREACHABLE();
}

QString goalText(const Figure &figure)
{
    if (!figure.goal)
        return {};
    const QString bound = figure.goal->bound == Goal::Bound::AtMost ? u"≤ "_s : u"≥ "_s;
    const QString unit = figure.goal->of == Goal::Of::Ratio ? u" × floor"_s : u' ' + figure.unit;
    return subjectOf(figure.goal->of) + bound + QString::number(figure.goal->limit) + unit;
}

std::optional<double> compared(const Figure &figure, Goal::Of of)
{
    switch (of) {
    case Goal::Of::Value:
        return figure.value;
    case Goal::Of::Ratio:
        return figure.ratio();
    case Goal::Of::High:
        return figure.high;
    case Goal::Of::Top:
        return figure.top;
    case Goal::Of::Longest:
        return figure.longest;
    }
    Q_UNREACHABLE();
}

QString reachedText(const Figure &figure)
{
    const auto reached = figure.isReached();
    return !reached ? QString() : *reached ? u"yes"_s : u"**no**"_s;
}

QString rowOf(const QStringList &cells) { return u"| "_s + cells.join(u" | "_s) + u" |\n"_s; }

} // namespace

std::optional<double> Figure::ratio() const
{
    return floor && *floor > 0 ? std::optional(value / *floor) : std::nullopt;
}

std::optional<bool> Figure::isReached() const
{
    if (!goal)
        return {};
    const double reached = compared(*this, goal->of).value_or(std::nan(""));
    return goal->bound == Goal::Bound::AtMost ? reached <= goal->limit : reached >= goal->limit;
}

double percentile(QList<double> values, double share)
{
    Q_ASSERT(!values.isEmpty());
    const auto rank = qsizetype(std::ceil(share * double(values.size()))) - 1;
    const auto it = values.begin() + qBound<qsizetype>(0, rank, values.size() - 1);
    std::nth_element(values.begin(), it, values.end());
    return *it;
}

double median(const QList<double> &values) { return percentile(values, 0.5); }

Figure figureOfTimes(const QString &what, const QList<double> &times, const std::optional<double> &floor,
                     const std::optional<Goal> &goal)
{
    return {.what = what,
            .unit = u"ms"_s,
            .value = median(times),
            .high = percentile(times, 0.95),
            .top = percentile(times, 0.99),
            .longest = percentile(times, 1),
            .floor = floor,
            .goal = goal};
}

QString tableOf(const QList<Figure> &figures, const QList<Figure> &before)
{
    QStringList head {u"what"_s,    u"unit"_s,  u"median"_s, u"p95"_s,  u"p99"_s,
                      u"longest"_s, u"floor"_s, u"ratio"_s,  u"goal"_s, u"reached"_s};
    const QString number = u"---:"_s;
    QStringList rule {u"---"_s, u"---"_s, number, number, number, number, number, number, u"---"_s, u"---"_s};
    if (!before.isEmpty()) {
        head += {u"before"_s, u"change"_s};
        rule += {u"---:"_s, u"---:"_s};
    }
    QString table = rowOf(head) + rowOf(rule);
    for (const Figure &figure : figures) {
        QStringList cells {figure.what,
                           figure.unit,
                           numberText(figure.value),
                           optionalText(figure.high),
                           optionalText(figure.top),
                           optionalText(figure.longest),
                           optionalText(figure.floor),
                           optionalText(figure.ratio()),
                           goalText(figure),
                           reachedText(figure)};
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const Figure &other) { return other.what == figure.what; });
        if (old != before.end() && old->value > 0)
            cells +=
                {numberText(old->value), u"%1 %"_s.arg(100 * (figure.value / old->value - 1), 0, 'f', 0)};
        else if (!before.isEmpty())
            cells += {QString(), QString()};
        table += rowOf(cells);
    }
    return table;
}

Status<QString> storeFigures(const QList<Figure> &figures, const QString &path)
{
    QJsonArray array;
    for (const Figure &figure : figures) {
        QJsonObject object {{u"what"_s, figure.what}, {u"unit"_s, figure.unit}, {u"value"_s, figure.value}};
        if (figure.floor)
            object.insert(u"floor"_s, *figure.floor);
        array.append(object);
    }
    QFile file(path);
    const QByteArray json = QJsonDocument(array).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size())
        return Failure {u"%1: %2"_s.arg(path, file.errorString())};
    return Ok;
}

Result<QList<Figure>, QString> loadFigures(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure {u"%1: %2"_s.arg(path, file.errorString())};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isArray())
        return Failure {u"%1 is not a stored run."_s.arg(path)};
    QList<Figure> figures;
    for (const QJsonValue &value : document.array()) {
        Figure figure;
        figure.what = value[u"what"].toString();
        figure.unit = value[u"unit"].toString();
        figure.value = value[u"value"].toDouble();
        figures.append(figure);
    }
    return figures;
}

} // namespace bobbin
