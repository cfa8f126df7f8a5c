#include "ui/palettedialog.h"

#include "session/library.h"
#include "settings/settings.h"
#include "ui/palettedelegate.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int RecentCommandBonus = 20; // of the command that was used last; less for each one before

QString nameOf(const QAction *action) { return action->text().remove(u'&').remove(u'…'); }

} // namespace

PaletteDialog::PaletteDialog(Library &library, Settings &settings, const QList<QAction *> &actions,
                             QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_settings(settings), m_actions(actions),
      m_field(new QLineEdit), m_results(new QListWidget),
      m_search(new PaletteSearch(library.searcher(), settings.recentConversations(),
                                 commandsAndPlaces(library), this))
{
    setObjectName(u"palette"_s);
    setWindowTitle(tr("Go to anything"));
    m_field->setObjectName(u"paletteField"_s);
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setPlaceholderText(tr("Go to a conversation, folder or command…"));
    m_field->installEventFilter(this);
    m_results->setObjectName(u"paletteResults"_s);
    m_results->setAccessibleName(tr("Results"));
    m_results->setItemDelegate(new PaletteDelegate(m_results));
    m_results->setUniformItemSizes(true);
    m_results->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_results->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_field);
    layout->addWidget(m_results);
    connect(m_field, &QLineEdit::textChanged, m_search, &PaletteSearch::search);
    connect(m_search, &PaletteSearch::found, this, &PaletteDialog::list);
    connect(m_results, &QListWidget::itemClicked, this, &PaletteDialog::choose);

    const QSize line(fontMetrics().averageCharWidth(), fontMetrics().lineSpacing());
    resize(line.width() * 70, line.height() * 20);
    if (parent)
        move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, parent->height() / 8)));
}

QList<PaletteEntry> PaletteDialog::commandsAndPlaces(const Library &library) const
{
    QList<PaletteEntry> entries;
    const QStringList recent = m_settings.recentCommands();
    for (const QAction *action : m_actions) {
        if (!action->isEnabled())
            continue;
        const qsizetype age = recent.indexOf(action->objectName());
        entries.append({.kind = PaletteEntry::Kind::Command,
                        .text = nameOf(action),
                        .command = action->objectName(),
                        .score = age < 0 ? 0 : qMax(0, RecentCommandBonus - int(age))});
    }
    for (const Folder &folder : library.places().folders())
        entries.append(
            {.kind = PaletteEntry::Kind::Folder, .text = folder.name, .place = Place::inFolder(folder.id)});
    for (const QString &tag : library.places().tags())
        entries.append({.kind = PaletteEntry::Kind::Tag, .text = tag, .place = Place::under(tag)});
    return entries;
}

QAction *PaletteDialog::actionOf(const PaletteEntry &entry) const
{
    const auto it = std::find_if(m_actions.begin(), m_actions.end(), [&entry](const QAction *action) {
        return action->objectName() == entry.command;
    });
    return it == m_actions.end() ? nullptr : *it;
}

void PaletteDialog::list(const QList<PaletteEntry> &entries)
{
    m_results->clear();
    for (const PaletteEntry &entry : entries) {
        auto *item = new QListWidgetItem(entry.text, m_results);
        item->setData(PaletteDelegate::EntryRole, QVariant::fromValue(entry));
        QString hint;
        if (entry.kind == PaletteEntry::Kind::Folder)
            hint = tr("Folder");
        else if (entry.kind == PaletteEntry::Kind::Tag)
            hint = tr("Tag");
        else if (entry.kind == PaletteEntry::Kind::Command)
            hint = actionOf(entry)->shortcut().toString(QKeySequence::NativeText);
        if (entry.kind == PaletteEntry::Kind::Command && hint.isEmpty())
            hint = tr("Command");
        item->setData(PaletteDelegate::HintRole, hint);
        item->setData(Qt::AccessibleDescriptionRole, hint);
    }
    m_results->setCurrentRow(0);
}

void PaletteDialog::choose(QListWidgetItem *item)
{
    if (!item)
        return;
    const auto entry = item->data(PaletteDelegate::EntryRole).value<PaletteEntry>();
    accept();
    if (entry.kind == PaletteEntry::Kind::Conversation) {
        Q_EMIT conversationChosen(entry.conversation);
    } else if (entry.kind == PaletteEntry::Kind::Command) {
        m_settings.addRecentCommand(entry.command);
        actionOf(entry)->trigger();
    } else {
        Q_EMIT placeChosen(entry.place);
    }
}

// The keyboard stays in the field; up and down move through the results.
bool PaletteDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_results->setCurrentRow(qBound(0, m_results->currentRow() + step, m_results->count() - 1));
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose(m_results->currentItem());
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace bobbin
