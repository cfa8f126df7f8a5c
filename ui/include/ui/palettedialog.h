#pragma once

#include "core/place.h"
#include "session/palettesearch.h"

#include <QDialog>

class QAction;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace bobbin {

class Library;
class Settings;

/// Goes to anything: conversations, commands, folders and tags, found while typing.
class PaletteDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `library`, `settings` and the actions must live longer than the dialog.
    PaletteDialog(Library &library, Settings &settings, const QList<QAction *> &actions,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void conversationChosen(const bobbin::ConversationId &id);
    void placeChosen(const bobbin::Place &place);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QList<PaletteEntry> commandsAndPlaces(const Library &library) const;
    void list(const QList<PaletteEntry> &entries);
    void choose(QListWidgetItem *item);
    [[nodiscard]] QAction *actionOf(const PaletteEntry &entry) const;

    Settings &m_settings;
    const QList<QAction *> m_actions;
    QLineEdit *m_field;
    QListWidget *m_results;
    PaletteSearch *m_search;
};

} // namespace bobbin
