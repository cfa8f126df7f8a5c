#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

class QPlainTextEdit;

namespace bobbin {

/// Types into a text field at an even pace, and measures from the moment at which a key was due until the
/// field has been painted with it: a window that is blocked takes keys late.
class Typist final : public QObject
{
public:
    /// `edit` must live longer.
    explicit Typist(QPlainTextEdit &edit);
    ~Typist() override; ///< Leaves the field empty.

    void start();
    /// Milliseconds from each key to its painting.
    [[nodiscard]] const QList<double> &times() const { return m_times; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void typeWhatIsDue();

    QPlainTextEdit &m_edit;
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_next = 0; // the time of the next key, in nanoseconds
    int m_count = 0;
    QList<qint64> m_unpainted; // when they were due
    QList<double> m_times;
};

/// What it takes, as a median, in a text field that is a window of its own, while nothing else happens.
[[nodiscard]] double plainTyping();

} // namespace bobbin
