#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace bobbin {

class Settings;

/// Says when nobody has used the program for the time that the settings say, by keyboard, mouse or touch. The
/// time in which the computer sleeps counts: who wakes it need not be who left it.
class IdleLock final : public QObject
{
    Q_OBJECT
public:
    using Time = std::function<std::chrono::milliseconds()>;

    /// `settings` must live longer. `now` counts from any moment, and goes on in sleep.
    explicit IdleLock(Settings &settings, QObject *parent = nullptr, Time now = timeSinceBoot);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void lockWanted();

private:
    static std::chrono::milliseconds timeSinceBoot();
    [[nodiscard]] bool isOverdue() const;
    void look();
    void restart();

    Settings &m_settings;
    const Time m_now;
    std::chrono::milliseconds m_lastUse {};
    QTimer m_timer {this};
};

} // namespace bobbin
