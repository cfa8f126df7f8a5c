#include "ui/placelist.h"

#include "session/library.h"
#include "ui/conversationdelegate.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostRows = 7; // without scrolling

Place placeOf(const QModelIndex &index) { return index.data(PlaceListModel::PlaceRole).value<Place>(); }

// Looks as the list of conversations does. Folders have the platform's picture of one, tags the sign that
// people write before them.
class PlaceDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QRect rect = ConversationDelegate::paintPanel(painter, option);
        const bool isSelected = option.state & QStyle::State_Selected;
        const Place::Kind kind = placeOf(index).kind;
        painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        painter->setFont(option.font);
        const int sign = option.fontMetrics.height();
        const QRect place(rect.left(), rect.center().y() - sign / 2, sign, sign);
        if (kind == Place::Kind::Folder)
            option.widget->style()->standardIcon(QStyle::SP_DirIcon).paint(painter, place);
        else if (kind == Place::Kind::Tag)
            painter->drawText(place, Qt::AlignCenter, u"#"_s);
        if (kind == Place::Kind::Folder || kind == Place::Kind::Tag)
            rect.setLeft(place.right() + sign / 3);
        painter->drawText(
            rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() * 3 / 2};
    }
};

} // namespace

PlaceList::PlaceList(Library &library, QWidget *parent) : QListView(parent), m_library(library)
{
    setObjectName(u"places"_s);
    setAccessibleName(tr("Folders and tags"));
    setModel(&m_places);
    setItemDelegate(new PlaceDelegate(this));
    setUniformItemSizes(true);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(EditKeyPressed);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setDragDropMode(DropOnly);
    setDragDropOverwriteMode(true); // onto a place, not between two
    setContextMenuPolicy(Qt::CustomContextMenu);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) { choose(placeOf(index)); });
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) { choose(placeOf(index)); });
    connect(this, &QWidget::customContextMenuRequested, this, &PlaceList::showMenu);
    connect(&m_places, &PlaceListModel::conversationsDropped, this, &PlaceList::drop);
    connect(&m_places, &PlaceListModel::renameRequested, this,
            [this](const FolderId &id, const QString &name) {
                const Folder folder = m_library.places().folder(id);
                if (folder.id.isValid() && folder.name != name)
                    m_library.organizer().renameFolder(folder, name);
            });
    connect(&m_library.places(), &Places::changed, this, &PlaceList::showPlaces);
    showPlaces();
}

void PlaceList::showPlaces()
{
    m_places.setPlaces(m_library.places().folders(), m_library.places().tags());
    mark(m_library.place(), m_library.shownList() == ConversationList::Current);
    setVisible(m_places.rowCount() > 0);
    updateGeometry();
}

void PlaceList::mark(const Place &place, bool isShown)
{
    const int row = isShown ? m_places.rowOf(place) : -1;
    if (row >= 0)
        setCurrentIndex(m_places.index(row));
    else
        selectionModel()->clear();
}

void PlaceList::choose(const Place &place)
{
    mark(place, true);
    Q_EMIT chosen(place);
}

QSize PlaceList::sizeHint() const
{
    const int rows = qMin(m_places.rowCount(), MostRows);
    return {0, rows * sizeHintForRow(0)};
}

QSize PlaceList::minimumSizeHint() const { return {0, qMin(sizeHint().height(), 3 * sizeHintForRow(0))}; }

void PlaceList::drop(const QList<ConversationId> &conversations, const Place &place)
{
    if (place.kind == Place::Kind::Tag)
        m_library.organizer().setTagged(conversations, place.tag, true);
    else
        m_library.organizer().moveTo(conversations, m_library.places().folder(place.folder));
}

void PlaceList::deleteFolder(const FolderId &id)
{
    const Folder folder = m_library.places().folder(id);
    if (folder.id.isValid())
        m_library.organizer().deleteFolder(folder);
}

void PlaceList::showMenu(const QPoint &position)
{
    const QModelIndex index = indexAt(position);
    const Place place = placeOf(index);
    if (!index.isValid() || place.kind != Place::Kind::Folder)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Rename"), this, [this, index = QPersistentModelIndex(index)] { edit(index); });
    menu->addAction(tr("Delete folder"), this, [this, place] { deleteFolder(place.folder); });
    menu->popup(viewport()->mapToGlobal(position));
}

void PlaceList::keyPressEvent(QKeyEvent *event)
{
    const Place place = placeOf(currentIndex());
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Delete) && place.kind == Place::Kind::Folder)
        deleteFolder(place.folder);
    else if (isEnter && currentIndex().isValid() && state() != EditingState)
        choose(place);
    else
        QListView::keyPressEvent(event);
}

} // namespace bobbin
