#include "benchmarkwindow.h"

#include "ui/nextpaint.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <ctime>

namespace bobbin {

namespace {

// Of the calling thread, in nanoseconds.
qint64 cpuTimeOfThread()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

bool BenchmarkApplication::notify(QObject *receiver, QEvent *event)
{
    if (thread() != QThread::currentThread())
        return QApplication::notify(receiver, event);
    if (m_depth > 0) {
        m_isPainted = m_isPainted || (receiver == m_watched && event->type() == QEvent::Paint);
        return QApplication::notify(receiver, event);
    }
    QElapsedTimer timer;
    timer.start();
    const qint64 before = cpuTimeOfThread();
    ++m_depth;
    const bool isTaken = QApplication::notify(receiver, event);
    --m_depth;
    m_longest = qMax(m_longest, timer.nsecsElapsed());
    m_busy += cpuTimeOfThread() - before;
    if (std::exchange(m_isPainted, false))
        m_frames.append(double(std::exchange(m_busy, 0)) / 1e6);
    return isTaken;
}

void BenchmarkApplication::watchFrames(const QWidget *widget)
{
    m_watched = widget;
    m_busy = 0;
    m_frames.clear();
}

double BenchmarkApplication::takeLongestBlock() { return double(std::exchange(m_longest, 0)) / 1e6; }

BenchmarkWindow::BenchmarkWindow(const QString &folder)
    : m_paths(DataPaths::in(folder)), m_keyring(m_secrets), m_settings(m_paths.settings)
{
    using Access = ConversationStore::Access;
    m_writer = StoreThread::start(m_paths.database, Access::ReadWrite, m_clock).value();
    m_reader = StoreThread::start(m_paths.database, Access::ReadOnly, m_clock).value();
    m_searcher = StoreThread::start(m_paths.database, Access::ReadOnly, m_clock).value();
    m_services = std::make_unique<ServiceRegistry>(*m_writer, m_keyring, m_network);
    m_services->load();
    m_library = std::make_unique<Library>(
        ChatSession::Context {*m_writer, *m_reader, *m_services, m_network, m_clock}, *m_searcher);
    bool isListed = false;
    bool isPainted = false;
    QObject::connect(m_library.get(), &Library::listChanged, m_library.get(),
                     [&isListed] { isListed = true; });
    m_window = std::make_unique<MainWindow>(
        MainWindow::Context {*m_library, *m_services, m_settings, m_network, m_clock, m_paths.database});
    m_page = m_window->findChild<ConversationPage *>();
    m_window->resize(1200, 800);
    afterNextPaint(m_window.get(), [&isPainted] { isPainted = true; });
    m_window->show();
    waitUntil([&] { return isListed && isPainted && m_services->isLoaded(); });
    m_library->disconnect(m_library.get());
    settle();
}

BenchmarkWindow::~BenchmarkWindow() = default;

void BenchmarkWindow::runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace bobbin
