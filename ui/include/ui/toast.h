#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace bobbin {

/// A short message over the lower edge of its parent that goes away by itself, with one thing to do about
/// it at the most.
class Toast final : public QFrame
{
    Q_OBJECT
public:
    explicit Toast(QWidget *parent);

    void showMessage(const QString &text);
    /// `action` is empty for nothing to be done.
    void showMessage(const QString &text, const QString &action, const std::function<void()> &perform);
    /// Shows where a link leads, for as long as it stays; an empty text ends that.
    void showHint(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void leave();
    void present(const QString &text);
    void place();
    void updateColors();

    QLabel *m_label;
    QPushButton *m_button;
    QTimer m_timer {this};
    std::function<void()> m_perform;
};

} // namespace bobbin
