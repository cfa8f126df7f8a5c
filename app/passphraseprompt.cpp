#include "passphraseprompt.h"

#include "secrets/keychainsecretstore.h"
#include "session/historykeychain.h"
#include "store/historylock.h"

#include <QTextStream>

#include <array>
#include <csignal>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

#ifdef Q_OS_UNIX
constexpr std::array EndingSignals {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
termios usualInput {}; // for the handler of signals

extern "C" void showInputAndEnd(int number)
{
    ::tcsetattr(STDIN_FILENO, TCSANOW, &usualInput);
    ::raise(number); // which has its usual effect now
}

// As long as it is there, the terminal does not show what is typed, but for when the program is ended
// meanwhile; does nothing where there is no terminal.
class HiddenInput
{
public:
    HiddenInput()
    {
        if (::tcgetattr(STDIN_FILENO, &usualInput) != 0)
            return;
        m_isTerminal = true;
        struct sigaction ending {
        };
        ending.sa_handler = &showInputAndEnd;
        ending.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER;
        for (size_t i = 0; i < EndingSignals.size(); ++i)
            ::sigaction(EndingSignals.at(i), &ending, &m_before.at(i));
        termios hidden = usualInput;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenInput()
    {
        if (!m_isTerminal)
            return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &usualInput);
        for (size_t i = 0; i < EndingSignals.size(); ++i)
            ::sigaction(EndingSignals.at(i), &m_before.at(i), nullptr);
    }
    Q_DISABLE_COPY_MOVE(HiddenInput)

    [[nodiscard]] bool isTerminal() const { return m_isTerminal; }

private:
    std::array<struct sigaction, EndingSignals.size()> m_before {};
    bool m_isTerminal = false;
};
#else
struct HiddenInput {
    [[nodiscard]] bool isTerminal() const { return false; }
};
#endif

// Bytes beyond the line stay where they are: a command may read them.
std::optional<QByteArray> readLine()
{
    QByteArray line;
    for (int byte = std::getc(stdin); byte != '\n'; byte = std::getc(stdin)) {
        if (byte == EOF)
            return line.isEmpty() ? std::nullopt : std::optional(line);
        line.append(static_cast<char>(byte));
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

std::optional<QString> readPassphrase(const QString &prompt)
{
    const HiddenInput hidden;
    QTextStream terminal(stderr);
    if (hidden.isTerminal())
        terminal << prompt << u": "_s << Qt::flush;
    auto line = readLine();
    if (hidden.isTerminal())
        terminal << Qt::endl;
    if (!line)
        return {};
    const QString passphrase = QString::fromUtf8(*line);
    wipe(*line);
    return passphrase;
}

bool unlockAtTerminal(const QString &path, const QString &prompt)
{
    KeychainSecretStore keychain;
    if (const auto key = HistoryKeychain(keychain).keyOf(path); key && unlock(path, *key))
        return true;
    auto passphrase = readPassphrase(prompt);
    const bool isUnlocked = passphrase && unlock(path, *passphrase);
    if (passphrase)
        wipe(*passphrase);
    return isUnlocked;
}

} // namespace bobbin
