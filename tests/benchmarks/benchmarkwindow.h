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

#include <memory>

namespace bobbin {

/// The application of the benchmarks: knows how long the window was blocked.
class BenchmarkApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// The longest that one event has taken since the last call, in milliseconds.
    double takeLongestBlock();

private:
    int m_depth = 0;
    qint64 m_longest = 0; // nanoseconds
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
    /// Lets the event loop run until what is under way has been done.
    static void settle();

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
