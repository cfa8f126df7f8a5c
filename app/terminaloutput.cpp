#include "terminaloutput.h"

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

namespace bobbin {
namespace {

bool isStandardOutputATerminal()
{
#ifdef Q_OS_UNIX
    return isatty(STDOUT_FILENO) == 1;
#else
    return false;
#endif
}

QString withoutControls(QString text)
{
    for (QChar &c : text) {
        if (c != u'\n' && c != u'\t' && c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace

TerminalOutput::TerminalOutput() : m_isTerminal(isStandardOutputATerminal()), m_decoder(QStringDecoder::Utf8)
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_IGN); // a reader that has gone, as head(1) does, is no reason to die
#endif
    if (m_file.open(stdout, QIODevice::WriteOnly))
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

qint64 TerminalOutput::readData(char *, qint64) { return -1; }

// Everything is taken or nothing: parts of a character cannot be counted.
qint64 TerminalOutput::writeData(const char *data, qint64 size)
{
    const QByteArrayView bytes(data, size);
    const QByteArray shown = m_isTerminal ? withoutControls(m_decoder.decode(bytes)).toUtf8()
                                          : QByteArray::fromRawData(data, size);
    return m_file.write(shown) == shown.size() ? size : -1;
}

} // namespace bobbin
