#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace bobbin {

/// The field in which the user looks for text in the conversation, from the newest message upwards.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    void open();
    /// Says whether there was a further message with the text.
    void showResult(bool isFound);
    /// Says how many messages have the text and which of them is shown, from 1; 0 if none is.
    void showCount(int messages, int shown);

Q_SIGNALS:
    /// `isAgain` is false if the text has changed since the last time: the search starts anew.
    void findRequested(const QString &text, int step, bool isAgain);
    void closed();
    /// Nothing is looked for any more.
    void emptied();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(int step);
    void close();

    QLineEdit *m_field;
    QLabel *m_state;
    QString m_found; // the text that was looked for last
};

} // namespace bobbin
