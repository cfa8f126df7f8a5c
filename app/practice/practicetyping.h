#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace bobbin {

/// Gives out an answer token by token, at the speed at which a language model writes.
///
/// Emits tokenWritten() for each token and then finished(), never before control has returned to the event
/// loop once. Must not be deleted by what receives its signals.
class PracticeTyping final : public QObject
{
    Q_OBJECT
public:
    /// `tokensPerSecond` 0 is as fast as possible.
    PracticeTyping(QStringList tokens, int tokensPerSecond);

    /// To be called once.
    void start();
    /// Ends without finished(); what was written stays.
    void stop();
    /// Writes no more for now, because the client does not read. Speed is made up for afterwards.
    void setPaused(bool paused);

    [[nodiscard]] qsizetype writtenTokens() const { return m_written; }
    [[nodiscard]] QString writtenText() const { return m_tokens.mid(0, m_written).join(QString()); }

Q_SIGNALS:
    void tokenWritten(const QString &token);
    void finished();

private:
    void write();
    [[nodiscard]] qsizetype dueTokens() const;

    const QStringList m_tokens;
    const int m_tokensPerSecond;
    qsizetype m_written = 0; // tokens
    bool m_isRunning = false;
    QTimer m_timer;
    QElapsedTimer m_age;
};

} // namespace bobbin
