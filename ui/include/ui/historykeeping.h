#pragma once

#include <QObject>
#include <QPointer>

class QMessageBox;
class QWidget;

namespace bobbin {

class HistoryCare;
class Settings;
struct CheckReport;

/// Tells the user what HistoryCare has to say, and remembers the last check in the settings.
class HistoryKeeping final : public QObject
{
    Q_OBJECT
public:
    /// `care` and `settings` must live longer; `window` owns the dialogs.
    HistoryKeeping(HistoryCare &care, Settings &settings, QWidget *window);

Q_SIGNALS:
    /// A short message that does not stop anybody.
    void told(const QString &message);
    /// The user wants a new history to be made of what can be read of this one.
    void recoveryWanted();

private:
    void takeCheck(const CheckReport &report);

    Settings &m_settings;
    QWidget *m_window;
    QPointer<QMessageBox> m_box;
};

} // namespace bobbin
