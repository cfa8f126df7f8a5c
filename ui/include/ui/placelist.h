#pragma once

#include "models/placelistmodel.h"

#include <QListView>

namespace bobbin {

class Library;

/// The folders and tags above the list of conversations: a click lists what is there, what is dropped is
/// moved there or tagged. As high as its rows, up to a part of the sidebar; hidden as long as there are none.
class PlaceList final : public QListView
{
    Q_OBJECT
public:
    /// `library` must live longer.
    explicit PlaceList(Library &library, QWidget *parent = nullptr);

    /// Marks the place; without `isShown` none.
    void mark(const Place &place, bool isShown);
    void choose(const Place &place);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const bobbin::Place &place);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showPlaces();
    void showMenu(const QPoint &position);
    void deleteFolder(const FolderId &id);
    void drop(const QList<ConversationId> &conversations, const Place &place);

    Library &m_library;
    PlaceListModel m_places;
};

} // namespace bobbin
