#pragma once

#include <QObject>
#include <QTimer>

namespace bobbin {

class Settings;

/// Says when nobody has used the program for the time that the settings say, by keyboard, mouse or touch.
class IdleLock final : public QObject
{
    Q_OBJECT
public:
    /// `settings` must live longer.
    explicit IdleLock(Settings &settings, QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void lockWanted();

private:
    void restart();

    Settings &m_settings;
    QTimer m_timer {this};
};

} // namespace bobbin
