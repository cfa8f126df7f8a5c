#include "ui/palettedialog.h"

#include "session/library.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostConversations = 30;
constexpr int ActionRole = Qt::UserRole;
constexpr int SummaryRole = Qt::UserRole + 1;

// Whether the letters of `pattern` come in `text` in their order.
bool matches(const QString &text, const QString &pattern)
{
    qsizetype at = 0;
    for (const QChar c : pattern) {
        at = text.indexOf(c, at, Qt::CaseInsensitive) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

QString nameOf(const QAction *action) { return action->text().remove(u'&').remove(u'…'); }

} // namespace

PaletteDialog::PaletteDialog(Library &library, const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_library(library), m_actions(actions),
      m_field(new QLineEdit), m_results(new QListWidget)
{
    setObjectName(u"palette"_s);
    setWindowTitle(tr("Go to anything"));
    m_field->setObjectName(u"paletteField"_s);
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setPlaceholderText(tr("Go to a conversation or command…"));
    m_field->installEventFilter(this);
    m_results->setObjectName(u"paletteResults"_s);
    m_results->setAccessibleName(tr("Results"));
    m_results->setUniformItemSizes(true);
    m_results->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_field);
    layout->addWidget(m_results);
    connect(m_field, &QLineEdit::textChanged, this, &PaletteDialog::search);
    connect(m_results, &QListWidget::itemClicked, this, &PaletteDialog::choose);

    const QSize line(fontMetrics().averageCharWidth(), fontMetrics().lineSpacing());
    resize(line.width() * 70, line.height() * 20);
    if (parent)
        move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, parent->height() / 8)));
    search({});
}

void PaletteDialog::search(const QString &text)
{
    m_results->clear();
    const int number = ++m_search;
    if (text.trimmed().isEmpty()) {
        for (int row = 0; row < qMin(MostConversations, m_library.list()->rowCount()); ++row)
            addConversation(m_library.list()->at(row));
    } else {
        m_library.find(text, MostConversations, this,
                       [this, number](const QList<ConversationSummary> &found) {
                           if (number != m_search)
                               return;
                           for (const ConversationSummary &summary : found)
                               addConversation(summary);
                           if (m_results->currentRow() < 0)
                               m_results->setCurrentRow(0);
                       });
    }
    for (QAction *action : m_actions) {
        if (!action->isEnabled() || !matches(nameOf(action), text.trimmed()))
            continue;
        auto *item = new QListWidgetItem(nameOf(action)
                                         + (action->shortcut().isEmpty() ? QString()
                                                                         : u"\t"_s
                                                    + action->shortcut().toString(QKeySequence::NativeText)));
        item->setData(ActionRole, QVariant::fromValue(action));
        m_results->addItem(item);
    }
    m_results->setCurrentRow(0);
}

void PaletteDialog::addConversation(const ConversationSummary &summary)
{
    auto *item = new QListWidgetItem(summary.title.simplified());
    QFont font = item->font();
    font.setWeight(QFont::DemiBold);
    item->setFont(font);
    item->setData(SummaryRole, QVariant::fromValue(summary));
    m_results->addItem(item);
}

void PaletteDialog::choose(QListWidgetItem *item)
{
    if (!item)
        return;
    accept();
    if (auto *action = item->data(ActionRole).value<QAction *>()) {
        action->trigger();
        return;
    }
    const auto summary = item->data(SummaryRole).value<ConversationSummary>();
    Q_EMIT conversationChosen(summary.id, summary.hit);
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
