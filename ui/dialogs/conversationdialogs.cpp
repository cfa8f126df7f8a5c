#include "ui/conversationdialogs.h"

#include "session/chatsession.h"
#include "session/library.h"
#include "ui/composer.h"
#include "ui/conversationheader.h"
#include "ui/conversationpage.h"
#include "ui/instructionsdialog.h"
#include "ui/mainactions.h"
#include "ui/modelfiguresdialog.h"
#include "ui/plainwords.h"
#include "ui/sentdialog.h"
#include "ui/threaddialog.h"
#include "ui/transcriptview.h"
#include "ui/usagedialog.h"

#include <QAction>
#include <QMessageBox>
#include <QPointer>

namespace bobbin {
namespace {

void open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace

ConversationDialogs::ConversationDialogs(Library &library, ServiceRegistry &services, ConversationPage &page,
                                         const MainActions &actions, QWidget *window)
    : QObject(window), m_library(library), m_services(services), m_page(page), m_window(window)
{
    connect(actions.instructions, &QAction::triggered, this, [this] { editInstructions(m_page.session()); });
    connect(actions.whatIsSent, &QAction::triggered, this, &ConversationDialogs::showComing);
    connect(actions.serverThread, &QAction::triggered, this,
            [this] { open(new ThreadDialog(m_page.session(), m_services, m_window)); });
    connect(actions.usage, &QAction::triggered, this,
            [this] { open(new UsageDialog(m_library, m_services, m_page.session(), m_window)); });
    connect(page.header(), &ConversationHeader::contextClicked, this, &ConversationDialogs::showComing);
    connect(&page, &ConversationPage::sentWanted, this, &ConversationDialogs::showSent);
    connect(page.transcript(), &TranscriptView::noticeDetailsRequested, this,
            &ConversationDialogs::showNotice);
}

void ConversationDialogs::editInstructions(ChatSession *session)
{
    auto *dialog = new InstructionsDialog(session->conversation(), m_window);
    connect(dialog, &QDialog::accepted, session, [dialog, session] {
        session->setInstructions(dialog->instructions());
        session->setParameters(dialog->parameters());
    });
    open(dialog);
}

void ConversationDialogs::showSent(ChatSession *session, const MessageId &reply)
{
    session->readSent(reply, this, [this, session = QPointer(session)](const std::optional<SentTurn> &turn) {
        if (!session)
            return;
        if (turn)
            openSent(session, *turn);
        else
            Q_EMIT failed(
                tr("It is not known what was sent for this reply: it was imported, or written by an "
                   "earlier version."));
    });
}

void ConversationDialogs::showComing()
{
    const QPointer<ChatSession> session = m_page.session();
    if (!session)
        return;
    session->readComing(m_page.composer()->text(), this, [this, session](const SentTurn &turn) {
        if (session)
            openSent(session, turn);
    });
}

void ConversationDialogs::openSent(ChatSession *session, const SentTurn &turn)
{
    auto *dialog = new SentDialog(turn, m_window);
    connect(dialog, &SentDialog::modelFiguresWanted, session,
            [this, session, dialog] { editModelFigures(session, dialog); });
    open(dialog);
}

void ConversationDialogs::editModelFigures(ChatSession *session, QWidget *parent)
{
    session->readModel(parent, [session = QPointer(session), parent](const ModelFigures &figures) {
        if (!session)
            return;
        auto *dialog = new ModelFiguresDialog(session->model(), figures, parent);
        connect(dialog, &QDialog::accepted, session, [dialog, session] {
            session->setModelFigures(dialog->window(), dialog->promptPrice(), dialog->completionPrice());
        });
        open(dialog);
    });
}

void ConversationDialogs::showNotice(const ContextNotice &notice)
{
    auto *box =
        new QMessageBox(QMessageBox::Information, tr("What was done"), {}, QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("noticeDetails"));
    setPlainWords(*box, describe(notice), describeInDetail(notice).section(u'\n', 1));
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    open(box);
}

} // namespace bobbin
