#pragma once

#include "secrets/keyring.h"
#include "session/library.h"
#include "session/serviceregistry.h"
#include "settings/datapaths.h"
#include "settings/settings.h"
#include "store/storethread.h"
#include "testworkspace.h"
#include "ui/conversationpage.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QNetworkAccessManager>

#include <chrono>
#include <memory>
#include <utility>

namespace bobbin {

/// The application of the benchmarks: knows how long the window was blocked, and what its frames took.
class BenchmarkApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// The longest that one event has taken since the last call, in milliseconds.
    double takeLongestBlock();

    /// From now on a frame ends with each painting of `widget`, which has to outlive that. It takes what the
    /// thread of the windows has worked since the one before: processor time, so that a frame is not longer
    /// because another program had its turn.
    void watchFrames(const QWidget *widget);
    /// The frames since then, in milliseconds.
    [[nodiscard]] QList<double> takeFrames() { return std::exchange(m_frames, {}); }

private:
    int m_depth = 0;
    qint64 m_longest = 0; // nanoseconds
    const QWidget *m_watched = nullptr;
    bool m_isPainted = false; // in the event that is handled
    qint64 m_busy = 0; // nanoseconds since the last frame
    QList<double> m_frames;
};

/// Bobbin's window on a data folder, 1200 × 800 and painted, with all that the program gives it; only the
/// keys are kept in memory instead of the keychain.
class BenchmarkWindow final
{
public:
    explicit BenchmarkWindow(const QString &folder);
    ~BenchmarkWindow();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] ConversationPage &page() { return *m_page; }
    [[nodiscard]] ServiceRegistry &services() { return *m_services; }
    [[nodiscard]] Library &library() { return *m_library; }

    /// Lets the event loop run until `isDone`, a question that costs nothing.
    template<typename Question>
    static void waitUntil(Question isDone)
    {
        while (!isDone()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // as a loop that is run does
        }
    }
    /// Lets the event loop run for so long.
    static void runFor(std::chrono::milliseconds time);
    /// Lets the event loop run until what is under way has been done.
    static void settle()
    {
        runFor(std::chrono::milliseconds(50));
    } // answers of the store's threads have come

private:
    const DataPaths m_paths;
    const SystemClock m_clock;
    MemorySecretStore m_secrets;
    Keyring m_keyring;
    QNetworkAccessManager m_network;
    Settings m_settings;
    std::unique_ptr<StoreThread> m_writer;
    std::unique_ptr<StoreThread> m_reader;
    std::unique_ptr<StoreThread> m_searcher;
    std::unique_ptr<ServiceRegistry> m_services;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<MainWindow> m_window;
    ConversationPage *m_page = nullptr;
};

} // namespace bobbin
