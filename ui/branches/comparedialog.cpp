#include "ui/comparedialog.h"

#include "ui/diffpane.h"
#include "ui/figures.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype RowsAtOnce = 250; // a few milliseconds
constexpr int LongestQuote = 200; // characters of a difference that are told

QString writerOf(const Message &message)
{
    return message.role == Role::Assistant && !message.model.isEmpty() ? message.model
                                                                       : displayName(message.role);
}

QString factsOf(const Message &message)
{
    const QLocale locale;
    QStringList facts {locale.toString(toLocalTime(message.createdAt), QLocale::ShortFormat)};
    if (message.usage.completionTokens)
        facts << CompareDialog::tr("%n token(s)", nullptr, static_cast<int>(*message.usage.completionTokens));
    else
        facts << CompareDialog::tr("%n character(s)", nullptr, static_cast<int>(message.content.size()));
    if (message.cost)
        facts << shownCost(*message.cost);
    return facts.join(u" · "_s);
}

QString quoted(const QString &line, const QList<LineRange> &ranges)
{
    QStringList parts;
    for (const LineRange &range : ranges)
        parts << line.mid(range.from, range.length).trimmed();
    const QString text = parts.join(u" … "_s);
    return text.size() > LongestQuote ? text.left(LongestQuote) + u'…' : text;
}

} // namespace

CompareDialog::CompareDialog(const ReplyComparison &comparison, QWidget *parent)
    : QDialog(parent), m_rows(comparison.rows), m_left(new DiffPane(DiffPane::Side::Left)),
      m_right(new DiffPane(DiffPane::Side::Right)), m_state(new QLabel),
      m_previous(new QPushButton(tr("&Previous difference"))), m_next(new QPushButton(tr("&Next difference")))
{
    setObjectName(u"compareDialog"_s);
    setWindowTitle(tr("Compare"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    for (int row = 0; row < m_rows.size(); ++row) {
        const bool isSame = m_rows.at(row).kind == DiffRow::Kind::Same;
        if (!isSame && (row == 0 || m_rows.at(row - 1).kind == DiffRow::Kind::Same))
            m_differences.append(row);
    }
    DiffPane::join(m_left, m_right);
    auto *sides = new QGridLayout;
    sides->addLayout(createHeading(comparison.left, u"Left"_s), 0, 0);
    sides->addLayout(createHeading(comparison.right, u"Right"_s), 0, 1);
    sides->addWidget(m_left, 1, 0);
    sides->addWidget(m_right, 1, 1);
    sides->setRowStretch(1, 1);
    sides->setColumnStretch(0, 1);
    sides->setColumnStretch(1, 1);
    m_left->setObjectName(u"textLeft"_s);
    m_right->setObjectName(u"textRight"_s);
    m_left->setAccessibleName(tr("Left: %1").arg(writerOf(comparison.left)));
    m_right->setAccessibleName(tr("Right: %1").arg(writerOf(comparison.right)));
    m_left->setRows(m_rows);
    m_right->setRows(m_rows);
    connect(&m_filling, &QTimer::timeout, this, [this] { fill(m_filled + RowsAtOnce); });
    fill(RowsAtOnce);

    m_state->setObjectName(u"difference"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_state->setText(m_differences.isEmpty()
                         ? tr("The two are the same.")
                         : tr("%n difference(s)", nullptr, static_cast<int>(m_differences.size())));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_previous, QDialogButtonBox::ActionRole);
    buttons->addButton(m_next, QDialogButtonBox::ActionRole);
    m_previous->setObjectName(u"previousDifference"_s);
    m_next->setObjectName(u"nextDifference"_s);
    addKey(m_previous, QKeySequence(u"Shift+F8"_s), -1);
    addKey(m_next, QKeySequence(u"F8"_s), 1);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(sides, 1);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().lineSpacing() * 38);
    m_next->setDefault(true);
    m_next->setFocus();
}

CompareDialog::~CompareDialog() = default;

QHBoxLayout *CompareDialog::createHeading(const Message &message, const QString &side)
{
    auto *writer = new QLabel(writerOf(message));
    writer->setTextFormat(Qt::PlainText);
    QFont bold = writer->font();
    bold.setBold(true);
    writer->setFont(bold);
    auto *facts = new QLabel(factsOf(message));
    facts->setObjectName(u"facts"_s + side);
    facts->setTextFormat(Qt::PlainText);
    for (QLabel *label : {writer, facts})
        label->setWordWrap(true); // so that both sides are equally wide
    auto *use = new QPushButton(tr("Use this one"));
    use->setObjectName(u"use"_s + side);
    use->setAccessibleDescription(writerOf(message));
    auto *copy = new QPushButton(tr("Copy"));
    copy->setObjectName(u"copy"_s + side);
    copy->setAccessibleDescription(writerOf(message));
    for (QPushButton *button : {use, copy})
        button->setAutoDefault(false);
    connect(use, &QPushButton::clicked, this, [this, id = message.id] {
        Q_EMIT chosen(id);
        close();
    });
    connect(copy, &QPushButton::clicked, this,
            [text = message.content] { QApplication::clipboard()->setText(text); });

    auto *heading = new QHBoxLayout;
    auto *labels = new QVBoxLayout;
    labels->setSpacing(0);
    labels->addWidget(writer);
    labels->addWidget(facts);
    heading->addLayout(labels, 1);
    heading->addWidget(copy);
    heading->addWidget(use);
    return heading;
}

// The rest comes while the user looks at the beginning.
void CompareDialog::fill(qsizetype rows)
{
    m_filled = qMax(m_filled, rows);
    m_left->fill(m_filled);
    m_right->fill(m_filled);
    if (m_filled < m_rows.size())
        m_filling.start(0);
    else
        m_filling.stop();
}

// A shortcut of the button itself would wait until it looks pressed, and miss keys that are held down.
void CompareDialog::addKey(QPushButton *button, const QKeySequence &key, int step)
{
    button->setEnabled(!m_differences.isEmpty());
    button->setToolTip(key.toString(QKeySequence::NativeText));
    connect(button, &QPushButton::clicked, this, [this, step] { goToDifference(step); });
    connect(new QShortcut(key, this), &QShortcut::activated, this, [this, step] { goToDifference(step); });
}

// Tells the difference in words too, for those who do not see the marks.
void CompareDialog::goToDifference(int step)
{
    if (m_differences.isEmpty())
        return;
    const qsizetype count = m_differences.size();
    m_current = m_current < 0 && step < 0 ? count - 1 : (m_current + step + count) % count;
    const int row = m_differences.at(m_current);
    fill(row + RowsAtOnce);
    m_left->goToRow(row);
    m_right->goToRow(row);
    m_state->setText(
        tr("Difference %1 of %2: %3").arg(m_current + 1).arg(count).arg(describe(m_rows.at(row))));
    QAccessibleEvent event(m_state, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

QString CompareDialog::describe(const DiffRow &row) const
{
    const QString left = quoted(row.left, row.leftRanges);
    const QString right = quoted(row.right, row.rightRanges);
    if (left.isEmpty() && right.isEmpty())
        return tr("white space");
    if (right.isEmpty())
        return tr("only left “%1”").arg(left);
    if (left.isEmpty())
        return tr("only right “%1”").arg(right);
    return tr("left “%1”, right “%2”").arg(left, right);
}

} // namespace bobbin
