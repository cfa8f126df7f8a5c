#pragma once

#include <QFile>
#include <QStringDecoder>

namespace bobbin {

/// Standard output. Where it is a terminal, each control character but tabs and line breaks is made visible:
/// what a service or a file has brought must not drive the terminal. Elsewhere bytes go out as they are.
class TerminalOutput final : public QIODevice
{
    Q_OBJECT
public:
    TerminalOutput();

    bool isSequential() const override { return true; }
    /// False if what was written has not arrived.
    bool flush() { return m_file.flush(); }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QFile m_file;
    const bool m_isTerminal;
    QStringDecoder m_decoder; // a character may come in two pieces
};

} // namespace bobbin
