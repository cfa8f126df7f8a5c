#pragma once

#include <QElapsedTimer>
#include <QList>

namespace bobbin {

/// How long `work` takes, in milliseconds.
template<typename Work>
double timeOf(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// How long `work` takes each time, which is told the number of the round.
template<typename Work>
QList<double> timesOf(int rounds, Work work)
{
    QList<double> times;
    for (int round = 0; round < rounds; ++round)
        times.append(timeOf([&] { work(round); }));
    return times;
}

} // namespace bobbin
