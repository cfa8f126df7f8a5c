#pragma once

#include <QProcess>
#include <QString>

#include <chrono>

namespace bobbin {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// Another program, looked at from outside. A program that does not do what it is measured at within a
/// minute (a whole export: an hour) ends the benchmarks.
class MeasuredProgram final
{
public:
    MeasuredProgram(const QString &path, const QStringList &arguments);
    ~MeasuredProgram(); ///< Asks the program to end, and waits for that.
    Q_DISABLE_COPY_MOVE(MeasuredProgram)

    /// Sends standard output there; before starting.
    void writeTo(const QString &file) { m_process.setStandardOutputFile(file); }

    /// Starts it; returns the time until it says "interactive" on standard error.
    Milliseconds startWindow();
    /// Ends it as a crash would.
    void kill();
    /// Starts it; returns the time until it has ended well.
    Milliseconds runToEnd();
    /// The next line of standard output of a program that was started with start().
    [[nodiscard]] QByteArray readLine();
    void start();

    /// What it has in memory now, in MB: shared pages by its share of them (PSS).
    [[nodiscard]] double memory() const;
    /// The same with shared pages counted in full (RSS): what it would be if no other program used Qt.
    [[nodiscard]] double residentMemory() const;
    /// The most that was ever resident at once (VmHWM), in MB; also after runToEnd().
    [[nodiscard]] double peakMemory() const { return m_peak; }

private:
    [[noreturn]] void fail(const char *what);
    void notePeak();

    QProcess m_process;
    double m_peak = 0;
};

} // namespace bobbin
