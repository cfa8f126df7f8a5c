#include "ui/transcriptaccessible.h"

#include "ui/transcriptview.h"

#include <QAccessibleWidget>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <unordered_map>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = TranscriptControl::Kind;

// Interfaces that are kept for messages, and for what is in one message. Beyond this those out of sight go.
constexpr size_t MaximalMessages = 1000;
constexpr size_t MaximalControls = 200;

constexpr int ReadAhead = 200; // messages that are loaded with one that is asked for

// A link or a button of a message.
class AccessibleControl final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    AccessibleControl(TranscriptView *view, const QPersistentModelIndex &index,
                      const TranscriptControl &control)
        : m_view(view), m_index(index), m_control(control)
    {
    }

    bool isValid() const override { return m_view && m_index.isValid(); }
    QObject *object() const override { return nullptr; }
    QAccessible::Role role() const override
    {
        return m_control.kind == Kind::Link ? QAccessible::Link : QAccessible::Button;
    }
    QAccessibleInterface *parent() const override
    {
        QAccessibleInterface *list = isValid() ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
        return list ? list->child(m_index.row()) : nullptr;
    }
    int childCount() const override { return 0; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inView = m_control.rect.translated(m_view->rowRect(m_index.row()).topLeft());
        return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }
    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        if (kind == QAccessible::Name)
            return m_control.name.isEmpty() ? m_control.text : m_control.name;
        return kind == QAccessible::Description ? m_control.data : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (state.invalid)
            return state;
        state.focusable = true;
        state.linked = m_control.kind == Kind::Link;
        state.focused = m_view->isFocused(m_index.row(), m_control);
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (name == pressAction() && isValid())
            m_view->activateControl(m_index.row(), m_control);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    const TranscriptControl &control() const { return m_control; }
    void setControl(const TranscriptControl &control) { m_control = control; }

private:
    const QPointer<TranscriptView> m_view;
    const QPersistentModelIndex m_index;
    TranscriptControl m_control;
};

// A message. Its text interface is over what it shows, without the reasoning.
class AccessibleMessage final : public QAccessibleInterface, public QAccessibleTextInterface
{
public:
    AccessibleMessage(TranscriptView *view, const QPersistentModelIndex &index) : m_view(view), m_index(index)
    {
    }
    ~AccessibleMessage() override
    {
        for (const QAccessible::Id id : std::as_const(m_controls))
            QAccessible::deleteAccessibleInterface(id);
    }

    bool isValid() const override { return m_view && m_index.isValid(); }
    QObject *object() const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    int row() const { return m_index.row(); }

    int childCount() const override { return static_cast<int>(controls().size()); }
    QAccessibleInterface *child(int index) const override
    {
        const QList<TranscriptControl> all = controls();
        return index >= 0 && index < all.size() ? interfaceOf(all.at(index)) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *control = dynamic_cast<const AccessibleControl *>(child);
        const QList<TranscriptControl> all = controls();
        const auto it = std::find_if(all.begin(), all.end(), [control](const TranscriptControl &other) {
            return control && control->control().isSameAs(other);
        });
        return it == all.end() ? -1 : static_cast<int>(it - all.begin());
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QList<TranscriptControl> all = controls();
        for (const TranscriptControl &control : all) {
            QAccessibleInterface *candidate = interfaceOf(control);
            if (candidate->rect().contains(x, y))
                return candidate;
        }
        return nullptr;
    }
    // The interface of a link or button; those that are not there any more are given up when there are many.
    QAccessibleInterface *interfaceOf(const TranscriptControl &control) const
    {
        for (const QAccessible::Id id : std::as_const(m_controls)) {
            auto *known = static_cast<AccessibleControl *>(QAccessible::accessibleInterface(id));
            if (known && known->control().isSameAs(control)) {
                known->setControl(control);
                return known;
            }
        }
        if (m_controls.size() >= MaximalControls) {
            for (const QAccessible::Id id : std::as_const(m_controls))
                QAccessible::deleteAccessibleInterface(id);
            m_controls.clear();
        }
        auto *created = new AccessibleControl(m_view, m_index, control);
        m_controls.push_back(QAccessible::registerAccessibleInterface(created));
        return created;
    }

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inView = m_view->rowRect(row());
        return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }
    QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name || !isValid())
            return {};
        TranscriptModel *model = m_view->model();
        if (!model->isLoaded(row())) {
            model->want(row(), row() + ReadAhead); // announceLoaded() follows
            return TranscriptView::tr("Message %1 of %2, not loaded").arg(row() + 1).arg(model->rowCount());
        }
        return speaker(model->messageAt(row()).role) + u' ' + plainText();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (state.invalid)
            return state;
        state.readOnly = true;
        state.multiLine = true;
        state.selectableText = true;
        state.focusable = true;
        state.focused = m_view->hasFocus() && m_view->currentRow() == row();
        state.offscreen = !m_view->viewport()->rect().intersects(m_view->rowRect(row()));
        state.busy = m_view->model()->isLoaded(row())
            && m_view->model()->messageAt(row()).state == ReplyState::Streaming;
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this) : nullptr;
    }

    int selectionCount() const override { return selectedRange() ? 1 : 0; }
    void selection(int index, int *start, int *end) const override
    {
        const auto range = index == 0 ? selectedRange() : std::nullopt;
        *start = range ? range->first : 0;
        *end = range ? range->second : 0;
    }
    void addSelection(int start, int end) override { setSelection(0, start, end); }
    void removeSelection(int) override
    {
        if (isValid())
            m_view->select({}, {});
    }
    void setSelection(int, int start, int end) override
    {
        if (MessageItem *own = item())
            m_view->select(positionOf(*own, start), positionOf(*own, end));
    }
    int cursorPosition() const override
    {
        MessageItem *own = item();
        const TranscriptPosition cursor = m_view->selection().cursor();
        const bool isHere = own && cursor.message == own->message().id && !cursor.place.inReasoning;
        return isHere ? own->content().toOffset(cursor.place.place) : 0;
    }
    void setCursorPosition(int position) override { setSelection(0, position, position); }
    QString text(int start, int end) const override
    {
        const QString all = plainText();
        const int from = qBound(0, start, static_cast<int>(all.size()));
        const int to = end < 0 ? static_cast<int>(all.size()) : end;
        return all.mid(from, qMax(0, to - from));
    }
    int characterCount() const override { return static_cast<int>(plainText().size()); }
    QRect characterRect(int offset) const override
    {
        MessageItem *own = item();
        if (!own)
            return {};
        const QRect inRow = own->characterRect(positionOf(*own, offset).place);
        const QRect inView = inRow.translated(m_view->rowRect(row()).topLeft());
        return {m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
    }
    int offsetAtPoint(const QPoint &point) const override
    {
        MessageItem *own = item();
        if (!own || !rect().contains(point))
            return -1;
        const QPoint inRow = m_view->viewport()->mapFromGlobal(point) - m_view->rowRect(row()).topLeft();
        const MessageItem::Position position = own->positionAt(inRow);
        return position.inReasoning ? 0 : own->content().toOffset(position.place);
    }
    void scrollToSubstring(int start, int) override
    {
        if (MessageItem *own = item())
            m_view->ensureVisible(positionOf(*own, start));
    }
    QString attributes(int, int *start, int *end) const override
    {
        *start = 0;
        *end = characterCount();
        return {};
    }

private:
    static QString speaker(Role role)
    {
        switch (role) {
        case Role::System:
            return TranscriptView::tr("System said:");
        case Role::User:
            return TranscriptView::tr("You said:");
        case Role::Assistant:
            return TranscriptView::tr("Assistant said:");
        case Role::Tool:
            return TranscriptView::tr("Tool said:");
        }
        Q_UNREACHABLE();
    }

    MessageItem *item() const { return isValid() ? m_view->items().build(row()) : nullptr; }
    QString plainText() const
    {
        MessageItem *own = item();
        return own ? own->content().plainText() : QString();
    }
    // In sight those that are seen, elsewhere those of the beginning, which may be all there are.
    QList<TranscriptControl> controls() const
    {
        if (!isValid())
            return {};
        const QRect inView = m_view->rowRect(row());
        const int height = m_view->viewport()->height();
        if (m_view->viewport()->rect().intersects(inView)) {
            MessageItem *own = m_view->items().find(row());
            return own ? own->controls(-inView.top(), height - inView.top()) : QList<TranscriptControl>();
        }
        MessageItem *own = item();
        if (!own)
            return {};
        own->measure(0, 3 * height);
        return own->controls(0, 3 * height);
    }
    static TranscriptPosition positionOf(MessageItem &item, int offset)
    {
        return {item.message().id, {false, item.content().fromOffset(offset)}};
    }
    std::optional<std::pair<int, int>> selectedRange() const
    {
        if (!isValid())
            return {};
        const auto selected = m_view->selection().in(row());
        MessageItem *own = selected ? item() : nullptr;
        if (!own || selected->second.inReasoning)
            return {};
        MessageDocument &content = own->content();
        const int from = selected->first.inReasoning ? 0 : content.toOffset(selected->first.place);
        return std::pair {from, content.toOffset(std::min(selected->second.place, content.end()))};
    }

    const QPointer<TranscriptView> m_view;
    const QPersistentModelIndex m_index;
    mutable std::vector<QAccessible::Id> m_controls;
};

// Something that is said once. Where Qt knows no announcements, screen readers say the name of an alert
// that comes up.
class AccessibleAnnouncement final : public QAccessibleInterface
{
public:
    explicit AccessibleAnnouncement(TranscriptView *view) : m_view(view) { }

    void setText(const QString &text) { m_text = text; }

    bool isValid() const override { return m_view; }
    QObject *object() const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::AlertMessage; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    int childCount() const override { return 0; }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QRect rect() const override { return {}; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name ? m_text : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QAccessible::State state() const override { return {}; }

private:
    const QPointer<TranscriptView> m_view;
    QString m_text;
};

// The list: a child per row, loaded or not, and the button to the newest message while that is shown.
class AccessibleTranscript final : public QAccessibleWidget
{
public:
    explicit AccessibleTranscript(TranscriptView *view) : QAccessibleWidget(view, QAccessible::List) { }
    ~AccessibleTranscript() override
    {
        for (const auto &[index, id] : m_children)
            QAccessible::deleteAccessibleInterface(id);
        if (m_announcement)
            QAccessible::deleteAccessibleInterface(m_announcement);
    }

    int childCount() const override { return rowCount() + (jumpButton() ? 1 : 0); }
    QAccessibleInterface *child(int index) const override
    {
        if (index == rowCount() && jumpButton())
            return QAccessible::queryAccessibleInterface(jumpButton());
        if (index < 0 || index >= rowCount())
            return nullptr;
        const QPersistentModelIndex key(view()->model()->index(index));
        auto it = m_children.find(key);
        if (it == m_children.end()) {
            if (m_children.size() >= MaximalMessages)
                forgetSome();
            auto *created = new AccessibleMessage(view(), key);
            it = m_children.emplace(key, QAccessible::registerAccessibleInterface(created)).first;
        }
        return QAccessible::accessibleInterface(it->second);
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        if (jumpButton() && child && child->object() == jumpButton())
            return rowCount();
        const auto *message = dynamic_cast<const AccessibleMessage *>(child);
        return message ? message->row() : -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int row = view()->firstVisibleRow(); row >= 0 && row < rowCount(); ++row) {
            QAccessibleInterface *candidate = child(row);
            if (candidate->rect().contains(x, y))
                return candidate;
            if (candidate->state().offscreen)
                break;
        }
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        return view()->hasFocus() && view()->currentRow() >= 0 ? child(view()->currentRow()) : nullptr;
    }

    void announce(const QString &text)
    {
        if (!m_announcement)
            m_announcement = QAccessible::registerAccessibleInterface(new AccessibleAnnouncement(view()));
        auto *announcement =
            static_cast<AccessibleAnnouncement *>(QAccessible::accessibleInterface(m_announcement));
        announcement->setText(text);
        QAccessibleEvent event(announcement, QAccessible::ObjectShow);
        QAccessible::updateAccessibility(&event);
    }

    /// Says that the texts of the messages from `first` to `last`, as far as they are known, have come.
    void announceLoaded(int first, int last) const
    {
        for (const auto &[index, id] : m_children) {
            if (index.row() < first || index.row() > last)
                continue;
            QAccessibleEvent event(QAccessible::accessibleInterface(id), QAccessible::NameChanged);
            QAccessible::updateAccessibility(&event);
        }
    }

private:
    TranscriptView *view() const { return static_cast<TranscriptView *>(widget()); }
    int rowCount() const { return view()->model() ? view()->model()->rowCount() : 0; }
    QPushButton *jumpButton() const
    {
        auto *button = view()->findChild<QPushButton *>(u"jumpToTheNewest"_s, Qt::FindDirectChildrenOnly);
        return button && button->isVisible() ? button : nullptr;
    }
    void forgetSome() const
    {
        for (auto it = m_children.begin(); it != m_children.end();) {
            QAccessibleInterface *known = QAccessible::accessibleInterface(it->second);
            const bool isNeeded = known && known->isValid() && !known->state().offscreen;
            if (!isNeeded)
                QAccessible::deleteAccessibleInterface(it->second);
            it = isNeeded ? std::next(it) : m_children.erase(it);
        }
    }

    // By what stays the same when rows come and go; the order of indexes does not, nor is it one once some of
    // them are not valid any more.
    struct Hash {
        size_t operator()(const QPersistentModelIndex &index) const { return qHash(index); }
    };
    mutable std::unordered_map<QPersistentModelIndex, QAccessible::Id, Hash> m_children;
    QAccessible::Id m_announcement = 0;
};

QAccessibleInterface *create(const QString &className, QObject *object)
{
    if (className != "bobbin::TranscriptView"_L1)
        return nullptr;
    return new AccessibleTranscript(static_cast<TranscriptView *>(object));
}

// Nothing without assistive technology, or where nobody has installed what this file is about: Qt's own list
// would have no such child.
AccessibleTranscript *listOf(TranscriptView *view)
{
    if (!QAccessible::isActive())
        return nullptr;
    return dynamic_cast<AccessibleTranscript *>(QAccessible::queryAccessibleInterface(view));
}

QAccessibleInterface *messageAt(TranscriptView *view, int row)
{
    const AccessibleTranscript *list = listOf(view);
    return list ? list->child(row) : nullptr;
}

void notify(QAccessibleInterface *interface, QAccessible::Event type)
{
    QAccessibleEvent event(interface, type);
    QAccessible::updateAccessibility(&event);
}

} // namespace

void installTranscriptAccessibility() { QAccessible::installFactory(create); }

void announceCurrent(TranscriptView *view, int row)
{
    if (QAccessibleInterface *message = messageAt(view, row))
        notify(message, QAccessible::Focus);
}

void announceFocus(TranscriptView *view, int row, const TranscriptControl &control)
{
    if (auto *message = dynamic_cast<AccessibleMessage *>(messageAt(view, row)))
        notify(message->interfaceOf(control), QAccessible::Focus);
}

void announceLoaded(TranscriptView *view, int first, int last)
{
    if (const AccessibleTranscript *list = listOf(view))
        list->announceLoaded(first, last);
}

static QString endOf(const Message &reply)
{
    switch (reply.state) {
    case ReplyState::Complete:
    case ReplyState::Streaming:
        return TranscriptView::tr("The answer is complete.");
    case ReplyState::Stopped:
        return TranscriptView::tr("The answer was stopped.");
    case ReplyState::Interrupted:
    case ReplyState::Failed:
        return TranscriptView::tr("The answer is not complete: %1").arg(reply.error);
    }
    Q_UNREACHABLE();
}

void announceReply(TranscriptView *view, int row)
{
    QAccessibleInterface *message = messageAt(view, row);
    if (!message)
        return;
    notify(message, QAccessible::NameChanged);
    if (AccessibleTranscript *list = listOf(view))
        list->announce(endOf(view->model()->messageAt(row)));
}

void announceSelection(TranscriptView *view)
{
    const TranscriptModel *model = view->model();
    const int row = model ? model->rowOf(view->selection().cursor().message) : -1;
    QAccessibleInterface *message = row < 0 ? nullptr : messageAt(view, row);
    if (!message || !message->textInterface())
        return;
    int start = 0;
    int end = 0;
    message->textInterface()->selection(0, &start, &end);
    QAccessibleTextSelectionEvent event(message, start, end);
    event.setCursorPosition(message->textInterface()->cursorPosition());
    QAccessible::updateAccessibility(&event);
}

} // namespace bobbin
