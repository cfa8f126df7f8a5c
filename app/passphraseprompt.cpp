#include "passphraseprompt.h"

#include "secrets/keychainsecretstore.h"
#include "session/historykeychain.h"
#include "store/historylock.h"

#include <QTextStream>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

#ifdef Q_OS_UNIX
// As long as it is there, the terminal does not show what is typed; does nothing where there is none.
class HiddenInput
{
public:
    HiddenInput()
    {
        if (::tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        m_isTerminal = true;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenInput()
    {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(HiddenInput)

    [[nodiscard]] bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before {};
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
