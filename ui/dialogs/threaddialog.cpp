#include "ui/threaddialog.h"

#include "core/enumnames.h"
#include "session/serviceregistry.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString shownTime(Timestamp time) { return QLocale().toString(toLocalTime(time), QLocale::ShortFormat); }

// The reasons are stored by their names.
QString shownReason(const QString &reason)
{
    if (reason == "lost"_L1)
        return ThreadDialog::tr("deleted by the service");
    if (reason == "expired"_L1)
        return ThreadDialog::tr("idle for too long");
    if (reason == "out_of_step"_L1)
        return ThreadDialog::tr("not what was said here");
    if (reason == "forgotten"_L1)
        return ThreadDialog::tr("forgotten by your wish");
    if (reason == "full"_L1)
        return ThreadDialog::tr("no longer fitted the model");
    if (reason == "never_filled"_L1)
        return ThreadDialog::tr("never used");
    return reason;
}

} // namespace

ThreadDialog::ThreadDialog(ChatSession *session, ServiceRegistry &services, QWidget *parent)
    : QDialog(parent), m_session(session), m_services(services), m_strategy(new QComboBox),
      m_list(new QTreeWidget), m_result(new QLabel)
{
    setObjectName(u"threadDialog"_s);
    setWindowTitle(tr("Server thread"));
    auto *explanation = new QLabel(tr("The history on this computer is the conversation. What a service "
                                      "keeps of it is a copy, which Bobbin "
                                      "makes again from here when the service has lost it."));
    explanation->setWordWrap(true);
    m_strategy->setObjectName(u"strategy"_s);
    m_strategy->setAccessibleName(tr("The context is given as"));
    m_list->setObjectName(u"threads"_s);
    m_list->setAccessibleName(tr("Server threads"));
    m_list->setHeaderLabels(
        {tr("State"), tr("Kept as"), tr("Service"), tr("Id"), tr("Made"), tr("Last used")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_result->setObjectName(u"threadResult"_s);
    m_result->setAccessibleName(tr("Result"));
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_copy = buttons->addButton(tr("&Copy id"), QDialogButtonBox::ActionRole);
    m_pretend = buttons->addButton(tr("&Pretend it expired"), QDialogButtonBox::ActionRole);
    m_pretend->setObjectName(u"pretendExpired"_s);
    m_forget = buttons->addButton(tr("&Forget on the server"), QDialogButtonBox::ActionRole);
    m_forget->setObjectName(u"forgetOnServer"_s);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const ServerThread *thread = current())
            QApplication::clipboard()->setText(thread->remoteId);
    });
    connect(m_pretend, &QPushButton::clicked, this, &ThreadDialog::pretend);
    connect(m_forget, &QPushButton::clicked, this, &ThreadDialog::forget);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ThreadDialog::updateButtons);

    auto *form = new QFormLayout;
    form->addRow(tr("The context is given as"), m_strategy);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addLayout(form);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_result);
    layout->addWidget(buttons);
    setTabOrder(m_forget, buttons->button(QDialogButtonBox::Close)); // else Tab passes it over
    resize(fontMetrics().averageCharWidth() * 135, fontMetrics().lineSpacing() * 22);
    fillStrategies();
    load();
    m_strategy->setFocus();
}

void ThreadDialog::fillStrategies()
{
    const std::optional<Service> service = m_services.find(m_session->conversation().service);
    const Strategy own = service ? service->strategy.value_or(strategiesOf(service->apiKind).constFirst())
                                 : Strategy::FullHistory;
    m_strategy->addItem(tr("As the service is set: %1").arg(displayName(own)));
    for (const Strategy strategy :
         {Strategy::FullHistory, Strategy::Conversation, Strategy::Response, Strategy::Thread})
        m_strategy->addItem(displayName(strategy), static_cast<int>(strategy));
    if (const auto chosen = m_session->conversation().strategy)
        m_strategy->setCurrentIndex(m_strategy->findData(static_cast<int>(*chosen)));
    connect(m_strategy, &QComboBox::activated, this, [this](int index) {
        if (!m_session)
            return;
        const QVariant chosen = m_strategy->itemData(index);
        m_session->setStrategy(chosen.isValid() ? std::optional(static_cast<Strategy>(chosen.toInt()))
                                                : std::nullopt);
    });
}

void ThreadDialog::load()
{
    if (m_session)
        m_session->readThreads(this, [this](const QList<ServerThread> &threads) { show(threads); });
}

QString ThreadDialog::stateOf(const ServerThread &thread) const
{
    if (thread.lostAt)
        return tr("Lost on %1: %2").arg(shownTime(*thread.lostAt), shownReason(thread.lostReason));
    if (thread.isOpening)
        return tr("Never filled");
    if (thread.usedAt == Timestamp {})
        return tr("Taken for expired");
    return tr("In use");
}

void ThreadDialog::show(const QList<ServerThread> &threads)
{
    m_threads = threads;
    m_list->clear();
    for (qsizetype i = threads.size() - 1; i >= 0; --i) { // the newest first
        const ServerThread &thread = threads.at(i);
        const auto strategy = strategyFromName(thread.strategy);
        const std::optional<Service> service = m_services.find(thread.service);
        auto *item = new QTreeWidgetItem(
            {stateOf(thread), strategy ? displayName(*strategy) : thread.strategy,
             service ? service->name : tr("(removed)"), thread.remoteId, shownTime(thread.createdAt),
             thread.usedAt == Timestamp {} ? QString() : shownTime(thread.usedAt)});
        item->setData(0, Qt::UserRole, i);
        m_list->addTopLevelItem(item);
    }
    for (int column = 0; column < m_list->columnCount(); ++column)
        m_list->resizeColumnToContents(column);
    if (threads.isEmpty())
        m_result->setText(tr("No service keeps anything of this conversation."));
    else
        m_list->setCurrentItem(m_list->topLevelItem(0));
    updateButtons();
}

const ServerThread *ThreadDialog::current() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? &m_threads.at(item->data(0, Qt::UserRole).toLongLong()) : nullptr;
}

void ThreadDialog::updateButtons()
{
    const ServerThread *thread = current();
    const bool isIdle = thread && m_session && !m_session->isBusy();
    // What was given up for another reason than that the service had deleted it may still be there.
    const bool mayBeThere = thread
        && (!thread->lostAt || thread->lostReason == "expired"_L1 || thread->lostReason == "out_of_step"_L1
            || thread->lostReason == "full"_L1);
    m_copy->setEnabled(thread != nullptr);
    m_forget->setEnabled(isIdle && mayBeThere && !thread->remoteId.isEmpty());
    m_pretend->setEnabled(isIdle && !thread->lostAt && !thread->isOpening && thread->usedAt != Timestamp {});
}

void ThreadDialog::forget()
{
    const ServerThread *thread = current();
    if (!thread || !m_session)
        return;
    m_forget->setEnabled(false);
    m_result->setText(tr("Asking the service to delete it…"));
    m_session->forgetOnServer(*thread, this, [this](const QString &reason) {
        m_result->setText(reason.isEmpty()
                              ? tr("The service has deleted its copy. The history here is untouched.")
                              : reason);
        load();
    });
}

void ThreadDialog::pretend()
{
    const ServerThread *thread = current();
    if (!thread || !m_session)
        return;
    m_session->pretendExpired(*thread);
    m_result->setText(tr("Your next message will be sent as if the service had deleted its copy."));
    load();
}

} // namespace bobbin
