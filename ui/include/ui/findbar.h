#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace bobbin {

class TranscriptView;

/// Finds text in the messages of the conversation that are loaded, from the newest upwards.
class FindBar final : public QWidget
{
    Q_OBJECT
public:
    /// `view` must live longer than the bar.
    explicit FindBar(TranscriptView &view, QWidget *parent = nullptr);

    void open();

Q_SIGNALS:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(int step);
    void close();

    TranscriptView &m_view;
    QLineEdit *m_field;
    QLabel *m_state;
    int m_row = -1; // of the hit that is shown
};

} // namespace bobbin
