#include "ui/branchcommands.h"

#include "session/chatsession.h"
#include "session/library.h"
#include "session/organizer.h"
#include "session/regeneration.h"
#include "session/replycomparison.h"
#include "session/serviceregistry.h"
#include "session/temporaryconversation.h"
#include "ui/branchdock.h"
#include "ui/comparedialog.h"
#include "ui/conversationpage.h"
#include "ui/mainactions.h"
#include "ui/modelsdialog.h"
#include "ui/transcriptview.h"

#include <QAction>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString labelOf(const MessagePreview &preview)
{
    const QString time = QLocale().toString(toLocalTime(preview.createdAt), QLocale::ShortFormat);
    const QString what = preview.role == Role::Assistant && !preview.model.isEmpty()
        ? preview.model
        : preview.words.simplified().left(40);
    QString label = what.isEmpty() ? time : what + u" · "_s + time;
    return label.replace(u'&', u"&&"_s); // one alone would be a mnemonic
}

} // namespace

BranchCommands::BranchCommands(Library &library, ServiceRegistry &services, ConversationPage &page,
                               const MainActions &actions, QMainWindow *window)
    : QObject(window), m_library(library), m_services(services), m_page(page), m_window(window),
      m_dock(new BranchDock(window))
{
    connectDock(actions);
    connect(page.transcript(), &TranscriptView::contextMenuRequested, this, &BranchCommands::fillMenu);
    connect(actions.askOthers, &QAction::triggered, this, &BranchCommands::askOthers);
}

void BranchCommands::connectDock(const MainActions &actions)
{
    m_window->addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->hide();
    actions.branches->setCheckable(true);
    connect(actions.branches, &QAction::triggered, m_dock, [this](bool isOn) {
        if (isOn)
            m_dock->reveal();
        else
            m_dock->hide();
    });
    connect(m_dock->toggleViewAction(), &QAction::toggled, actions.branches, &QAction::setChecked);
    connect(&m_page, &ConversationPage::sessionShown, m_dock, &BranchDock::setSession);
    connect(m_dock, &BranchDock::messageChosen, this, &BranchCommands::show);
    connect(m_dock, &BranchDock::comparisonWanted, this, &BranchCommands::compare);
    connect(m_dock, &BranchDock::forkWanted, this, &BranchCommands::fork);
    connect(m_dock, &BranchDock::left, m_page.transcript(), qOverload<>(&QWidget::setFocus));
    connect(m_dock, &BranchDock::failed, this, [this](const StoreError &error) { tell(explain(error)); });
}

void BranchCommands::tell(const QString &message) { Q_EMIT done(message, {}, {}); }

// While a reply comes in its branch is the one that is shown.
void BranchCommands::show(const MessageId &message)
{
    const ChatSession *session = m_page.session();
    if (session && session->isBusy() && m_page.session()->transcript()->rowOf(message) < 0)
        tell(tr("Another branch can be shown when the reply has ended."));
    else
        m_page.showMessage(message);
}

void BranchCommands::fillMenu(const MessageId &message, QMenu *menu)
{
    ChatSession *session = m_page.session();
    const int row = session ? session->transcript()->rowOf(message) : -1;
    if (row < 0)
        return;
    const BranchMessage entry = session->transcript()->at(row);
    const bool isStreaming = entry.message.state == ReplyState::Streaming;
    menu->addSeparator();
    if (entry.message.role == Role::Assistant && !isStreaming) {
        menu->addAction(tr("Retry w&ith…"), this, [this, message] { askOthersFor(message); })
            ->setEnabled(!session->isBusy());
    }
    if (entry.alternatives > 1) {
        QMenu *others = menu->addMenu(tr("Com&pare with"));
        others->setObjectName(u"compareWith"_s);
        others->addAction(tr("Reading…"))->setEnabled(false); // an empty menu does not open
        readAlternatives(session->context().reader, message, others,
                         [this, message, others](const QList<MessagePreview> &alternatives) {
                             fillAlternatives(message, others, alternatives);
                         });
    }
    if (session->isStored() && !isTemporary(*session) && !isStreaming)
        menu->addAction(tr("&Fork from here"), this, [this, message] { fork(message); });
}

void BranchCommands::fillAlternatives(const MessageId &message, QMenu *menu,
                                      const QList<MessagePreview> &alternatives)
{
    menu->clear();
    for (const MessagePreview &other : alternatives)
        menu->addAction(labelOf(other), this, [this, message, id = other.id] { compare(id, message); });
}

void BranchCommands::askOthers()
{
    const ChatSession *session = m_page.session();
    TranscriptModel *transcript = session ? m_page.session()->transcript() : nullptr;
    for (int row = transcript ? transcript->rowCount() - 1 : -1; row >= 0 && transcript->isLoaded(row);
         --row) {
        if (transcript->messageAt(row).role == Role::Assistant) {
            askOthersFor(transcript->messageAt(row).id);
            return;
        }
    }
}

void BranchCommands::askOthersFor(const MessageId &reply)
{
    const QPointer<ChatSession> session = m_page.session();
    if (!session)
        return;
    auto *dialog = new ModelsDialog(m_services, session->conversation().service, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, session, reply] {
        if (!session || session->isBusy() || dialog->chosen().isEmpty())
            return;
        auto *regeneration = new Regeneration(session, reply, dialog->chosen());
        connect(regeneration, &Regeneration::finished, this,
                [this, session](const MessageId &first, const MessageId &last) {
                    if (session && session == m_page.session())
                        Q_EMIT done(tr("The other answer is there."), tr("Compare"),
                                    [this, first, last] { compare(first, last); });
                });
    });
    dialog->open();
}

void BranchCommands::compare(const MessageId &left, const MessageId &right)
{
    ChatSession *session = m_page.session();
    if (!session)
        return;
    const auto show = [this,
                       session = QPointer(session)](const Result<ReplyComparison, StoreError> &comparison) {
        if (!comparison) {
            tell(explain(comparison.error()));
            return;
        }
        auto *dialog = new CompareDialog(comparison.value(), m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &CompareDialog::chosen, this, [this, session](const MessageId &message) {
            if (session && session == m_page.session())
                this->show(message);
        });
        dialog->show();
    };
    compareReplies(session->context().reader, left, right, this, show);
}

void BranchCommands::fork(const MessageId &message)
{
    if (const ChatSession *session = m_page.session();
        session && session->isStored() && !isTemporary(*session))
        m_library.organizer().fork(session->id(), message);
}

} // namespace bobbin
