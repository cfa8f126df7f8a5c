#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace bobbin {

class TextFinder;

/// The field in which the user looks for text in the conversation, from the newest message upwards, on the
/// branch that is shown or on all of them.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    /// `finder` must live longer than the bar.
    explicit FindBar(TextFinder &finder, QWidget *parent = nullptr);

    void open();

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(int step);
    void close();
    void showCount(int messages, int current, int elsewhere);
    void showState(const QString &state, int elsewhere);

    TextFinder &m_finder;
    QLineEdit *m_field;
    QCheckBox *m_everywhere;
    QLabel *m_state;
    QString m_found; // the text that was looked for last
};

} // namespace bobbin
