#include "measuredprogram.h"

#include "processfigures.h"

#include <QElapsedTimer>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Patience = 60'000;
constexpr int LongPatience = 3'600'000;
constexpr int PeakInterval = 20;

} // namespace

MeasuredProgram::MeasuredProgram(const QString &path, const QStringList &arguments)
{
    m_process.setProgram(path);
    m_process.setArguments(arguments);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_LOGGING_RULES"_s, u"bobbin.ui.debug=true"_s);
    m_process.setProcessEnvironment(environment);
}

MeasuredProgram::~MeasuredProgram()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(Patience))
        m_process.kill();
}

void MeasuredProgram::kill()
{
    m_process.kill();
    m_process.waitForFinished(Patience);
}

void MeasuredProgram::start()
{
    m_process.start();
    if (!m_process.waitForStarted(Patience))
        fail("cannot be started");
}

Milliseconds MeasuredProgram::startWindow()
{
    QElapsedTimer timer;
    timer.start();
    m_process.start();
    m_process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("interactive")) {
        if (!m_process.waitForReadyRead(Patience))
            fail("opened no window");
        said += m_process.readAll();
    }
    return std::chrono::nanoseconds(timer.nsecsElapsed());
}

Milliseconds MeasuredProgram::runToEnd()
{
    QElapsedTimer timer;
    timer.start();
    start();
    while (!m_process.waitForFinished(PeakInterval)) {
        notePeak();
        if (timer.hasExpired(LongPatience))
            fail("did not end");
    }
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
        fail("failed");
    return std::chrono::nanoseconds(timer.nsecsElapsed());
}

QByteArray MeasuredProgram::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(Patience))
            fail("said nothing");
    }
    return m_process.readLine().trimmed();
}

double MeasuredProgram::memory() const
{
    return memoryFigure(QString::number(m_process.processId()), u"smaps_rollup"_s, "Pss:");
}

double MeasuredProgram::residentMemory() const
{
    return memoryFigure(QString::number(m_process.processId()), u"smaps_rollup"_s, "Rss:");
}

void MeasuredProgram::notePeak()
{
    m_peak = qMax(m_peak, memoryFigure(QString::number(m_process.processId()), u"status"_s, "VmHWM:"));
}

void MeasuredProgram::fail(const char *what)
{
    qFatal("%s %s: %s", qPrintable(m_process.program()), what, m_process.readAllStandardError().constData());
}

} // namespace bobbin
