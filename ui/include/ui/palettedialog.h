#pragma once

#include "core/conversation.h"

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace bobbin {

class Library;

/// Goes to anything: conversations and commands, found while typing.
class PaletteDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `library` and the actions must live longer than the dialog.
    PaletteDialog(Library &library, const QList<QAction *> &actions, QWidget *parent = nullptr);

Q_SIGNALS:
    void conversationChosen(const bobbin::ConversationId &id, const bobbin::MessageId &hit);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(const QString &text);
    void addConversation(const ConversationSummary &summary);
    void choose(QListWidgetItem *item);

    Library &m_library;
    const QList<QAction *> m_actions;
    QLineEdit *m_field;
    QListWidget *m_results;
    int m_search = 0; // counts searches; answers to earlier ones are dropped
};

} // namespace bobbin
