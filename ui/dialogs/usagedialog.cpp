#include "ui/usagedialog.h"

#include "session/chatsession.h"
#include "session/library.h"
#include "session/serviceregistry.h"
#include "ui/figures.h"
#include "ui/usagechart.h"

#include <QComboBox>
#include <QDate>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMap>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

enum Column {
    MonthColumn,
    ServiceColumn,
    ModelColumn,
    PurposeColumn,
    RequestsColumn,
    PromptColumn,
    CompletionColumn,
    CostColumn
};

QString shownMonth(const QString &month)
{
    const QDate first = QDate::fromString(month + u"-01"_s, Qt::ISODate);
    return first.isValid() ? QLocale().toString(first, u"MMM yyyy"_s) : month;
}

QString shownPurpose(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Reply:
        return UsageDialog::tr("Replies");
    case Purpose::Title:
        return UsageDialog::tr("Titles");
    case Purpose::Summary:
        return UsageDialog::tr("Summaries");
    }
    Q_UNREACHABLE();
}

// Not every request has a price: the sum is then only a part.
QString costText(const UsageSum &sum)
{
    if (sum.requestsWithCost == 0)
        return u"–"_s;
    return (sum.requestsWithCost < sum.requests ? u"≥ "_s : QString()) + shownCost(sum.cost);
}

QString sumText(const UsageSum &sum)
{
    const QLocale locale;
    return UsageDialog::tr("%1 requests, %2 tokens read, %3 written, cost %4")
        .arg(locale.toString(sum.requests), locale.toString(sum.promptTokens),
             locale.toString(sum.completionTokens), costText(sum));
}

// Numbers are sorted by their value and not as text.
class UsageItem final : public QTreeWidgetItem
{
public:
    using QTreeWidgetItem::QTreeWidgetItem;
    bool operator<(const QTreeWidgetItem &other) const override
    {
        const int column = treeWidget()->sortColumn();
        const QVariant mine = data(column, Qt::UserRole);
        return mine.isValid() ? mine.toLongLong() < other.data(column, Qt::UserRole).toLongLong()
                              : text(column).localeAwareCompare(other.text(column)) < 0;
    }
};

} // namespace

UsageDialog::UsageDialog(Library &library, ServiceRegistry &services, ChatSession *session, QWidget *parent)
    : QDialog(parent), m_services(services), m_figure(new QComboBox), m_chart(new UsageChart),
      m_table(new QTreeWidget), m_conversation(new QLabel), m_total(new QLabel)
{
    setObjectName(u"usageDialog"_s);
    setWindowTitle(tr("Usage"));
    m_conversation->setTextFormat(Qt::PlainText);
    m_total->setTextFormat(Qt::PlainText);
    m_figure->setObjectName(u"usageFigure"_s);
    m_figure->setAccessibleName(tr("Chart of"));
    m_figure->addItems({tr("Tokens"), tr("Cost")});
    m_table->setObjectName(u"usageTable"_s);
    m_table->setAccessibleName(tr("Usage"));
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setHeaderLabels({tr("Month"), tr("Service"), tr("Model"), tr("For"), tr("Requests"),
                              tr("Tokens read"), tr("Tokens written"), tr("Cost")});
    m_total->setObjectName(u"usageTotal"_s);
    m_total->setAccessibleName(tr("Total"));
    m_total->setWordWrap(true);
    m_conversation->setObjectName(u"usageOfConversation"_s);
    m_conversation->setAccessibleName(tr("This conversation"));
    m_conversation->setWordWrap(true);

    auto *top = new QHBoxLayout;
    auto *label = new QLabel(tr("&Chart of"));
    label->setBuddy(m_figure);
    top->addWidget(label);
    top->addWidget(m_figure);
    top->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_figure, &QComboBox::currentIndexChanged, this, &UsageDialog::fillChart);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_chart);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_conversation);
    layout->addWidget(m_total);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 125, fontMetrics().lineSpacing() * 32);
    if (session && session->isStored()) {
        session->readUsage(this, [this](const Result<UsageSum, StoreError> &sum) {
            m_conversation->setText(sum ? tr("This conversation: %1").arg(sumText(sum.value()))
                                        : explain(sum.error()));
        });
    } else {
        m_conversation->hide();
    }
    library.readUsage(this, [this](const Result<QList<UsageOfMonth>, StoreError> &months) {
        if (months)
            show(months.value());
        else
            m_total->setText(explain(months.error()));
    });
}

void UsageDialog::show(const QList<UsageOfMonth> &months)
{
    m_months = months;
    UsageSum total;
    for (const UsageOfMonth &entry : months)
        total += entry.sum;
    m_total->setText(
        tr("In all: %1. Prices are those known when a request was made; your service's bill is what counts.")
            .arg(sumText(total)));
    fillChart();
    fillTable();
}

void UsageDialog::fillChart()
{
    const bool isCost = m_figure->currentIndex() == 1;
    QMap<QString, UsageSum> byMonth;
    for (const UsageOfMonth &entry : std::as_const(m_months))
        byMonth[entry.month] += entry.sum;
    QList<UsageChart::Bar> bars;
    for (auto it = byMonth.constBegin(); it != byMonth.constEnd(); ++it) {
        const qint64 tokens = it->promptTokens + it->completionTokens;
        bars.append({.label = shownMonth(it.key()),
                     .value = static_cast<double>(isCost ? it->cost : tokens),
                     .text = isCost ? costText(*it) : shortTokens(tokens)});
    }
    m_chart->setBars(bars);
}

void UsageDialog::fillTable()
{
    m_table->clear();
    const QLocale locale;
    for (auto it = m_months.crbegin(); it != m_months.crend(); ++it) {
        const std::optional<Service> service = m_services.find(it->service);
        auto *item = new UsageItem;
        item->setText(MonthColumn, shownMonth(it->month));
        item->setData(MonthColumn, Qt::UserRole, QString(it->month).remove(u'-').toLongLong());
        item->setText(ServiceColumn, service ? service->name : tr("(removed)"));
        item->setText(ModelColumn, it->model);
        item->setText(PurposeColumn, shownPurpose(it->purpose));
        const auto setNumber = [&](int column, qint64 number, const QString &text) {
            item->setText(column, text);
            item->setData(column, Qt::UserRole, number);
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        };
        setNumber(RequestsColumn, it->sum.requests, locale.toString(it->sum.requests));
        setNumber(PromptColumn, it->sum.promptTokens, locale.toString(it->sum.promptTokens));
        setNumber(CompletionColumn, it->sum.completionTokens, locale.toString(it->sum.completionTokens));
        setNumber(CostColumn, it->sum.cost, costText(it->sum));
        m_table->addTopLevelItem(item);
    }
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(MonthColumn, Qt::DescendingOrder);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->resizeColumnToContents(column);
}

} // namespace bobbin
