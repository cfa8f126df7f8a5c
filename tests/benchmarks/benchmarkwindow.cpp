#include "benchmarkwindow.h"

#include "ui/nextpaint.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

namespace bobbin {

bool BenchmarkApplication::notify(QObject *receiver, QEvent *event)
{
    if (m_depth > 0 || thread() != QThread::currentThread())
        return QApplication::notify(receiver, event);
    QElapsedTimer timer;
    timer.start();
    ++m_depth;
    const bool isTaken = QApplication::notify(receiver, event);
    --m_depth;
    m_longest = qMax(m_longest, timer.nsecsElapsed());
    return isTaken;
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

void BenchmarkWindow::settle()
{
    constexpr int Quiet = 50; // milliseconds, in which answers of the store's threads would have come
    QEventLoop loop;
    QTimer::singleShot(Quiet, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace bobbin
