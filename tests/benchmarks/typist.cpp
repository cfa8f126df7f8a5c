#include "typist.h"

#include "benchmarkwindow.h"
#include "figure.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QPlainTextEdit>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr std::chrono::milliseconds Interval {20}; // as fast as a key that is held down
constexpr int LongestText = 60; // characters; the field stays as high as it is

} // namespace

Typist::Typist(QPlainTextEdit &edit) : m_edit(edit)
{
    edit.viewport()->installEventFilter(this);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(Interval / 4);
    connect(&m_timer, &QTimer::timeout, this, &Typist::typeWhatIsDue);
}

Typist::~Typist() { m_edit.clear(); }

void Typist::start()
{
    m_clock.start();
    m_next = 0;
    m_timer.start();
}

void Typist::typeWhatIsDue()
{
    while (m_next <= m_clock.nsecsElapsed()) {
        if (m_count++ % LongestText == LongestText - 1)
            m_edit.clear();
        m_unpainted.append(m_next);
        m_next += std::chrono::nanoseconds(Interval).count();
        QKeyEvent event(QEvent::KeyPress, Qt::Key_A, {}, u"a"_s);
        QCoreApplication::sendEvent(&m_edit, &event);
    }
}

bool Typist::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Paint && !m_unpainted.isEmpty()) {
        const auto take = [this, due = std::exchange(m_unpainted, {})] {
            for (const qint64 time : due)
                m_times.append(double(m_clock.nsecsElapsed() - time) / 1e6);
        };
        QMetaObject::invokeMethod(this, take, Qt::QueuedConnection); // after the painting
    }
    return false;
}

double plainTyping()
{
    constexpr std::chrono::seconds Time {2};
    QPlainTextEdit edit;
    edit.show();
    BenchmarkWindow::settle();
    Typist typist(edit);
    typist.start();
    BenchmarkWindow::runFor(Time);
    return median(typist.times());
}

} // namespace bobbin
