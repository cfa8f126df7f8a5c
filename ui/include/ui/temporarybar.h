#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace bobbin {

/// The bar above the composer of a temporary conversation: says what that is, and keeps or closes it.
class TemporaryBar final : public QFrame
{
    Q_OBJECT
public:
    explicit TemporaryBar(QWidget *parent = nullptr);

    /// `staysOnServer` says that the service keeps what it is sent, whatever it is asked.
    void setState(bool canBeKept, bool staysOnServer);

Q_SIGNALS:
    void keepWanted();
    void closeWanted();

private:
    QLabel *m_label;
    QPushButton *m_keep;
};

} // namespace bobbin
