#pragma once

#include "session/sentturn.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace bobbin {

/// What was sent for a reply, or would be sent next: in words, as messages, and as the request itself.
class SentDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit SentDialog(const SentTurn &turn, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The user wants to correct what is known of the model's window and prices.
    void modelFiguresWanted();

private:
    [[nodiscard]] QWidget *createMessages() const;
    [[nodiscard]] QWidget *createRequest();
    [[nodiscard]] QString facts() const;
    void showRequest(int index);
    [[nodiscard]] const RequestText *chosen() const;

    const SentTurn m_turn;
    QComboBox *m_requests = nullptr;
    QPlainTextEdit *m_request = nullptr;
};

} // namespace bobbin
