#pragma once

#include <QByteArray>

namespace bobbin {

/// Keeps everything that the program logs, debug messages of all its categories included, instead of
/// printing it. Only one at a time.
class LogCapture final
{
public:
    LogCapture();
    ~LogCapture();
    Q_DISABLE_COPY_MOVE(LogCapture)

    /// What was logged so far, in any thread.
    [[nodiscard]] QByteArray text() const;

private:
    const QtMessageHandler m_previous;
};

} // namespace bobbin
