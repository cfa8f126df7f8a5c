#pragma once

#include "session/replycomparison.h"

#include <QDialog>
#include <QTimer>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace bobbin {

class DiffPane;

/// Two messages side by side, with what differs marked and told.
class CompareDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit CompareDialog(const ReplyComparison &comparison, QWidget *parent = nullptr);
    ~CompareDialog() override;

Q_SIGNALS:
    /// The conversation is to go on with this one.
    void chosen(const bobbin::MessageId &message);

private:
    QHBoxLayout *createHeading(const Message &message, const QString &side);
    void addKey(QPushButton *button, const QKeySequence &key, int step);
    void goToDifference(int step);
    void fill(qsizetype rows);
    [[nodiscard]] QString describe(const DiffRow &row) const;

    const QList<DiffRow> m_rows;
    QList<int> m_differences; // where a difference begins
    qsizetype m_current = -1;
    qsizetype m_filled = 0; // rows that are shown
    QTimer m_filling;
    DiffPane *m_left;
    DiffPane *m_right;
    QLabel *m_state;
    QPushButton *m_previous;
    QPushButton *m_next;
};

} // namespace bobbin
