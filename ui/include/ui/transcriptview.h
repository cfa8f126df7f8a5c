#pragma once

#include "core/readingposition.h"
#include "ui/transcriptitems.h"
#include "ui/transcriptlayout.h"
#include "ui/transcriptselection.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QSet>
#include <QUrl>

#include <functional>
#include <limits>

class QMenu;
class QPushButton;

namespace bobbin {

class ScrollMarks;
class SelectionCopy;
struct BobbinLink;

/// Shows a TranscriptModel as a column of Markdown messages.
///
/// Only what is in sight is built and laid out, message by message and block by block. What the reader
/// sees does not move by itself: while messages load, heights become known or the width changes, the
/// line at the top stays where it is. Only at the end of the transcript does the view follow the reply
/// that is being written. Rows that are not loaded are asked for through TranscriptModel::want().
///
/// The view changes nothing: what the user asks for is a signal.
class TranscriptView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TranscriptView(QWidget *parent = nullptr);
    ~TranscriptView() override;

    /// `model` is not owned; null shows nothing. Shows its end.
    void setModel(TranscriptModel *model);
    [[nodiscard]] TranscriptModel *model() const { return m_model; }

    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    void jumpToNewest();
    /// Brings the beginning of a message to the top, and makes it the current one.
    void scrollToMessage(int row);

    /// Where the reader is; nothing at the end of the transcript.
    [[nodiscard]] std::optional<ReadingPosition> readingPosition();
    /// Goes where the reader was.
    void showPosition(const ReadingPosition &position);

    /// Where `row` is on the viewport, whether or not that is in sight.
    [[nodiscard]] QRect rowRect(int row) const;
    /// The row at the top of the viewport; -1 if there is none.
    [[nodiscard]] int firstVisibleRow() const { return rowAt(0); }
    /// Scrolls as little as it takes to see the character at `position`.
    void ensureVisible(const TranscriptPosition &position);

    /// The message that the keyboard acts on; -1 if there is none.
    [[nodiscard]] int currentRow() const { return m_current.row(); }
    void setCurrentRow(int row);
    /// Whether the keyboard is on a link or button of a message, and pressing it.
    [[nodiscard]] bool isFocused(int row, const TranscriptControl &control) const;
    void activateControl(int row, const TranscriptControl &control)
    {
        activate({m_model->index(row), control});
    }

    /// Marks `text` wherever it stands, and the rows that have it beside the scroll bar; empty for nothing.
    void setMarked(const QString &text, const QList<int> &rows);

    /// Whether messages stand closer together.
    void setCompact(bool compact);
    [[nodiscard]] bool wrapsCode() const { return m_style.wrapsCode; }
    void setWrapsCode(bool wraps);

    [[nodiscard]] const TranscriptStyle &style() const { return m_style; }
    /// Shows the images that `loader` reads; null shows none. `loader` has to outlive the view.
    void setImageLoader(ImageLoader *loader);
    /// Shows formulas as `renderer` sets them; null shows their source. `renderer` has to outlive the view.
    void setMathRenderer(MathRenderer *renderer);

    [[nodiscard]] const TranscriptSelection &selection() const { return m_selection; }
    void select(const TranscriptPosition &anchor, const TranscriptPosition &cursor);
    void selectAll();
    /// Puts the selection on the clipboard; the current message if nothing is selected. What has to be loaded
    /// comes a little later: told() says so.
    void copy();
    /// Calls `take` with what is selected, at once if that is loaded and short. Not if something else is to be
    /// taken meanwhile, or the conversation changes.
    void takeSelection(const std::function<void(const TranscriptSelection::Copy &)> &take);
    /// The last code block of the last answer above row `end` that has one; empty if none has down from the
    /// last row there that is not loaded.
    [[nodiscard]] QString lastCodeBlock(int end = std::numeric_limits<int>::max());

    /// The messages that are built; for assistive technology and tests.
    [[nodiscard]] TranscriptItems &items() { return m_items; }
    [[nodiscard]] const TranscriptItems &items() const { return m_items; }

Q_SIGNALS:
    void editRequested(const bobbin::MessageId &message);
    void retryRequested(const bobbin::MessageId &message);
    void continueRequested(const bobbin::MessageId &message);
    /// `step` is -1 for the alternative before, 1 for the one after.
    void alternativeRequested(const bobbin::MessageId &message, int step);
    void noticeDetailsRequested(const bobbin::ContextNotice &notice);
    void milestoneToggled(const bobbin::MessageId &message, bool isMilestone);
    /// `menu` is about to be shown; whoever is connected may add to it.
    void contextMenuRequested(const bobbin::MessageId &message, QMenu *menu);
    /// The user wants what a message contains as a file; `name` is a suggestion.
    void saveRequested(const QString &name, const QByteArray &contents);
    void conversationLinkActivated(const bobbin::BobbinLink &link);
    /// Emitted for addresses that a browser or mail program opens (http, https, mailto), never for others.
    void linkActivated(const QUrl &url);
    /// The same for one whose `text` names another host than its `address` leads to.
    void misleadingLinkActivated(const QString &text, const QString &address);
    /// What the mouse is over, for a status bar; empty when it leaves.
    void linkHovered(const QString &text);
    void followingChanged(bool isFollowing);
    void selectionChanged();
    void currentRowChanged(int row);
    void wrapsCodeChanged(bool wraps);
    /// Something that takes a while has begun or ended; in the user's language.
    void told(const QString &message);

protected:
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    // What stays in place: a place in a row is at the top of the viewport.
    struct Anchor {
        QPersistentModelIndex index;
        MessageItem::Place place;
    };
    // What the mouse or the keyboard is on.
    struct Target {
        QPersistentModelIndex index;
        TranscriptControl control;
    };
    enum class DragKind { None, Characters, Words, Paragraphs, ScrollBar, Selection };

    // the model
    void connectModel();
    void takeGrowth(int row, int changedTop);
    void takeChanges(int first, int last);
    void forgetStrangers();

    // where things are
    [[nodiscard]] int pageHeight() const { return viewport()->height(); }
    [[nodiscard]] int bottomOffset() const { return qMax(0, m_layout.totalHeight() - pageHeight()); }
    void relayout();
    void placeFromEnd();
    void placeFromAnchor();
    void measureRow(int row, int rowTop);
    void keepAnchor();
    void putAnchorAtTop();
    template<typename Change>
    void keepLineAtTop(Change change);
    void moveBy(int pixels);
    void moveTo(int y);
    void setFollowing(bool following);
    void wantRows();
    void updateScrollBar();
    void updateStyle();
    void showLater();
    void showOutdated();
    void placeJumpButton();
    void updateJumpButton();
    void ensureRowVisible(int row);
    void paintPlaceholder(QPainter &painter, int row, const QRect &rect) const;

    // the mouse and the keyboard
    [[nodiscard]] int rowAt(int viewportY) const;
    [[nodiscard]] std::optional<Target> controlAt(QPoint point);
    [[nodiscard]] std::optional<TranscriptPosition> positionAt(QPoint point);
    [[nodiscard]] QString toolTipAt(QPoint point) const;
    void setHovered(const std::optional<Target> &target, int row);
    void activate(const Target &target);
    void extendSelectionTo(QPoint point);
    [[nodiscard]] bool isInSelection(QPoint point);
    void dragSelection();
    void extendSelectionByKey(QKeyEvent *event);
    [[nodiscard]] bool handleSelectionKey(QKeyEvent *event);
    [[nodiscard]] bool handleScrollKey(QKeyEvent *event);
    [[nodiscard]] std::pair<TranscriptPosition, TranscriptPosition>
    unitAround(const TranscriptPosition &position);
    [[nodiscard]] bool isBefore(const TranscriptPosition &a, const TranscriptPosition &b) const;
    [[nodiscard]] bool moveFocus(int step);
    void updateRow(int row);
    void showMenu(int row, QPoint globalPosition, const QString &link);
    void copyMessage(int row, bool asMarkdown);
    [[nodiscard]] QPoint below(const Target &target) const;
    [[nodiscard]] MessageDocument *documentOf(const Target &target);
    void sayCopied(const Target &target);
    void copyCode(const Target &target);
    void saveCode(const Target &target);
    void saveFile(const QString &address, const QString &description);
    void showImageMenu(const Target &target);
    void showTableMenu(const Target &target);
    void openLink(const Target &target);
    void goToFootnote(const Target &target, const FootnoteTarget &footnote);
    [[nodiscard]] QString describeLink(const QString &address) const;
    void offerPrimarySelection();

    TranscriptModel *m_model = nullptr;
    QSet<MessageId> m_streaming; // replies that are being written
    TranscriptStyle m_style;
    QString m_marked; // what the user looks for
    ScrollMarks *m_marks = nullptr; // owned by the scroll bar
    TranscriptItems m_items;
    TranscriptSelection m_selection;
    QPointer<SelectionCopy> m_copying;
    TranscriptLayout m_layout;
    Anchor m_anchor;
    bool m_isFollowing = true;
    int m_y = 0; // what of the layout is at the top of the viewport
    bool m_isUpdatingScrollBar = false;
    QBasicTimer m_scrollBarTimer; // runs while the scroll bar is behind
    QBasicTimer m_outdatedTimer; // runs while there are formulas or images to show
    QPushButton *m_jumpButton;

    QPersistentModelIndex m_current;
    QPersistentModelIndex m_hoveredRow;
    QPoint m_mouse; // while there is a hovered row
    QPoint m_hoveredPart; // in the row, the top of the part that the mouse is over
    std::optional<Target> m_hovered;
    std::optional<Target> m_pressed;
    std::optional<Target> m_focused;
    QString m_hoveredLink;
    bool m_showsFocus = false; // the keyboard was used last

    DragKind m_drag = DragKind::None;
    std::pair<TranscriptPosition, TranscriptPosition> m_dragOrigin; // the word or paragraph it began with
    QPoint m_dragPoint;
    QPoint m_dragPartPoint; // in the row, of the part whose horizontal scroll bar is dragged
    int m_dragPartStart = 0;
    QBasicTimer m_dragTimer;
    QPoint m_clickPoint;
    qint64 m_doubleClickTime = 0;
    int m_selectionX = -1; // the column that Shift+Up and Shift+Down keep to
};

} // namespace bobbin

Q_DECLARE_METATYPE(bobbin::TranscriptPosition)
