#include "unixsignals.h"

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace bobbin {

#ifdef Q_OS_UNIX
namespace {

// A signal handler may do little more than write to a file descriptor (signal-safety(7)).
std::array<int, 2> sockets {-1, -1};
constexpr std::array handled {SIGINT, SIGTERM, SIGHUP};

void handle(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(sockets[0], &byte, 1);
}

} // namespace

UnixSignals::UnixSignals(QObject *parent) : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
        return;
    auto *notifier = new QSocketNotifier(sockets[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (read(sockets[1], &byte, 1) == 1)
            Q_EMIT endRequested();
    });
    for (const int signal : handled)
        std::signal(signal, handle);
}

UnixSignals::~UnixSignals()
{
    for (const int signal : handled)
        std::signal(signal, SIG_DFL);
    for (int &socket : sockets)
        close(std::exchange(socket, -1));
}
#else
UnixSignals::UnixSignals(QObject *parent) : QObject(parent) { }
UnixSignals::~UnixSignals() = default;
#endif

} // namespace bobbin
