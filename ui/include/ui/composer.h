#pragma once

#include "core/ids.h"

#include <QPlainTextEdit>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace bobbin {

/// The text field of the composer. Plain text only; grows with its text up to a third of the window.
class ComposerEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget *parent = nullptr);

    /// Whether Enter sends and Shift+Enter breaks the line, or the reverse.
    void setEnterSends(bool sends) { m_enterSends = sends; }

Q_SIGNALS:
    void sendRequested();
    void escaped();
    /// The up key in an empty field.
    void lastMessageWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void adjustHeight();

    bool m_enterSends = true;
    bool m_isComposing = false; // an input method is in the middle of a word
};

/// Where the user writes: the text, what is being edited, and the button that sends or stops.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    explicit Composer(QWidget *parent = nullptr);

    [[nodiscard]] QString text() const { return m_edit->toPlainText(); }
    /// Replaces the text without telling draftChanged().
    void setText(const QString &text);
    void clear() { setText({}); }
    /// Adds `text` as a quotation, with an empty line behind it to go on from.
    void insertQuote(const QString &text);
    void setEnterSends(bool sends) { m_edit->setEnterSends(sends); }
    /// A reply is on its way: the button stops it.
    void setBusy(bool busy);
    /// Why nothing can be sent, shown at the button; empty if it can.
    void setReason(const QString &reason);
    /// Shows that what is written replaces the wording of a message; the null id ends that.
    void setEdited(const MessageId &message);
    [[nodiscard]] MessageId edited() const { return m_edited; }
    /// Tells draftChanged() now if it is due.
    void flushDraft();
    void focusEdit();

Q_SIGNALS:
    void sendRequested(const QString &text);
    /// The user wanted to send what cannot be sent at the moment; see setReason().
    void sendRefused();
    void stopRequested();
    void lastMessageWanted();
    void editingCancelled();
    /// The text changed; told a moment after the last key, not at each.
    void draftChanged(const QString &text);

private:
    void send();
    void updateButton();

    ComposerEdit *m_edit;
    QPushButton *m_button;
    QLabel *m_editing;
    QTimer m_draftTimer;
    QString m_reason;
    MessageId m_edited;
    bool m_isBusy = false;
};

} // namespace bobbin
