#include "ui/conversationpage.h"

#include "session/serviceregistry.h"
#include "session/temporaryconversation.h"
#include "ui/certificatedialog.h"
#include "ui/composer.h"
#include "ui/conversationheader.h"
#include "ui/linkdialog.h"
#include "ui/modelpicker.h"
#include "ui/noticebar.h"
#include "ui/temporarybar.h"
#include "ui/transcriptview.h"

#include <QDesktopServices>
#include <QMenu>
#include <QVBoxLayout>

namespace bobbin {

using namespace Qt::StringLiterals;

ConversationPage::ConversationPage(ServiceRegistry &services, QWidget *parent)
    : QWidget(parent), m_services(services), m_header(new ConversationHeader(services)),
      m_transcript(new TranscriptView), m_notice(new NoticeBar), m_temporary(new TemporaryBar),
      m_composer(new Composer)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_transcript, 1);
    layout->addWidget(m_notice);
    layout->addWidget(m_temporary);
    layout->addWidget(m_composer);
    m_transcript->setFrameShape(QFrame::NoFrame);
    connectParts();
    connect(&services, &ServiceRegistry::changed, this, &ConversationPage::updateState);
}

void ConversationPage::connectParts()
{
    connect(m_header, &ConversationHeader::renamed, this, [this](const QString &title) {
        if (m_session && m_session->isStored())
            Q_EMIT renamed(m_session->id(), title);
    });
    connect(m_header->modelPicker(), &ModelPicker::chosen, this,
            [this](const ServiceId &service, const QString &model) {
                if (m_session)
                    m_session->setModel(service, model);
                Q_EMIT modelChosen(service, model);
            });
    connect(m_notice, &NoticeBar::actionRequested, this, &ConversationPage::perform);

    connect(m_composer, &Composer::sendRequested, this, &ConversationPage::send);
    connect(m_composer, &Composer::sendRefused, this, [this] {
        if (m_session)
            m_session->explainRefusal();
    });
    connect(m_composer, &Composer::stopRequested, this, &ConversationPage::stop);
    connect(m_composer, &Composer::lastMessageWanted, this, &ConversationPage::editLastMessage);
    connect(m_composer, &Composer::editingCancelled, this, &ConversationPage::cancelEditing);
    connect(m_composer, &Composer::draftChanged, this, &ConversationPage::keepDraft);

    connect(m_transcript, &TranscriptView::editRequested, this, &ConversationPage::beginEditing);
    connect(m_transcript, &TranscriptView::retryRequested, this, [this](const MessageId &id) {
        if (m_session)
            m_session->regenerate(id);
    });
    connect(m_transcript, &TranscriptView::continueRequested, this, [this](const MessageId &id) {
        if (m_session)
            m_session->continueReply(id);
    });
    connect(m_transcript, &TranscriptView::alternativeRequested, this, [this](const MessageId &id, int step) {
        if (m_session)
            m_session->showAlternative(id, step);
    });
    connect(m_transcript, &TranscriptView::milestoneToggled, this,
            [this](const MessageId &id, bool isMilestone) {
                if (m_session)
                    m_session->setMilestone(id, isMilestone);
            });
    connect(
        m_transcript, &TranscriptView::contextMenuRequested, this, [this](const MessageId &id, QMenu *menu) {
            const int row = m_session ? m_session->transcript()->rowOf(id) : -1;
            if (row < 0 || m_session->transcript()->messageAt(row).role != Role::Assistant)
                return;
            menu->addSeparator();
            menu->addAction(tr("&What was sent…"), this, [this, id] { Q_EMIT sentWanted(m_session, id); });
        });
    connect(&m_finder, &TextFinder::found, this, &ConversationPage::showMessage);
    connect(&m_finder, &TextFinder::marked, m_transcript, &TranscriptView::setMarked);
    connect(m_transcript, &TranscriptView::linkActivated, this,
            [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(
        m_transcript, &TranscriptView::misleadingLinkActivated, this,
        [this](const QString &text, const QString &address) { askBeforeOpening(text, address, window()); });
    connect(m_transcript, &TranscriptView::linkHovered, this, &ConversationPage::linkHovered);
}

void ConversationPage::setSession(ChatSession *session, const MessageId &hit)
{
    flush();
    m_hit = hit;
    if (m_awaited)
        m_awaited->disconnect(this);
    m_awaited = nullptr;
    if (session->isOpen()) {
        show(session);
        return;
    }
    m_awaited = session;
    connect(
        session, &ChatSession::opened, this, [this, session] { show(session); }, Qt::SingleShotConnection);
}

void ConversationPage::show(ChatSession *session)
{
    flush(); // what was written while this one was being opened
    if (m_session) {
        m_session->disconnect(this);
        m_session->meter()->disconnect(this);
    }
    m_session = session;
    m_awaited = nullptr;
    showDraft();
    m_transcript->setModel(session->transcript());
    if (const auto &position = session->readingPosition())
        m_transcript->showPosition(*position);
    m_finder.setSession(session);
    Q_EMIT sessionShown(session);
    connect(session, &ChatSession::opened, this, [this] { // the draft of a new conversation comes later
        const QString typed = m_composer->text(); // meanwhile; the session may know it, or not yet
        const QString draft = m_session->draft();
        if (typed.isEmpty() || draft == typed || draft.endsWith(u"\n\n"_s + typed))
            m_composer->setText(draft);
        else if (!draft.isEmpty())
            m_composer->setText(draft + u"\n\n"_s + typed);
    });
    connect(session, &ChatSession::conversationChanged, this, &ConversationPage::updateState);
    connect(session, &ChatSession::busyChanged, this, &ConversationPage::updateState);
    connect(session, &ChatSession::noticeChanged, this, [this] { m_notice->setNotice(m_session->notice()); });
    connect(session, &ChatSession::branchShown, m_transcript, &TranscriptView::scrollToMessage);
    connect(session, &ChatSession::aboutToReload, this,
            [this] { m_session->keepReadingPosition(m_transcript->readingPosition()); });
    connect(session, &ChatSession::reloaded, this, [this] {
        if (const auto &position = m_session->readingPosition())
            m_transcript->showPosition(*position);
    });
    connect(session, &ChatSession::returned, this, &ConversationPage::takeBack);
    connect(session->meter(), &ContextMeter::changed, this,
            [this] { m_header->showContext(m_session->meter()->state()); });
    m_header->showContext(session->meter()->state());
    session->meter()->update();
    m_notice->setNotice(session->notice());
    updateState();
    if (m_hit.isValid())
        showMessage(std::exchange(m_hit, {}));
}

// The message may be far up the branch or on another one; the session finds the way.
void ConversationPage::showMessage(const MessageId &message)
{
    if (!m_session)
        return;
    if (const int row = m_session->transcript()->rowOf(message); row >= 0)
        m_transcript->scrollToMessage(row);
    else
        m_session->showMessage(message);
}

void ConversationPage::updateState()
{
    if (!m_session)
        return;
    m_header->showSession(*m_session);
    m_composer->setBusy(m_session->isBusy());
    m_composer->setReason(m_session->isBusy() ? QString() : m_session->whyNotSend());
    const bool isMemory = isTemporary(*m_session);
    if (isMemory) {
        const auto service = m_services.find(m_session->conversation().service);
        m_temporary->setState(m_session->isStored() && !m_session->isBusy(),
                              service && service->apiKind == ApiKind::Assistants);
    }
    m_temporary->setVisible(isMemory);
}

void ConversationPage::send(const QString &text)
{
    if (!m_session || !m_session->whyNotSend().isEmpty())
        return;
    const MessageId edited = m_composer->edited();
    if (edited.isValid()) {
        if (!m_session->edit(edited, text)) {
            m_notice->setNotice(
                {.kind = Notice::Kind::Information,
                 .text = tr("The message that is being edited is on another branch. Go back to it and "
                            "send again; your text is kept."),
                 .actions = {Notice::Action::Dismiss}});
            return;
        }
        endEditing();
    } else {
        m_composer->clear();
        m_session->send(text);
    }
    m_transcript->jumpToNewest();
}

// What could not be kept is the user's again, before what has been written since.
void ConversationPage::takeBack(const QString &text)
{
    if (m_composer->edited().isValid())
        return; // the draft is shown when that ends
    const QString since = m_composer->text();
    m_composer->setText(since.isEmpty() ? m_session->draft() : text + u"\n\n"_s + since);
    m_session->setDraft(m_composer->text());
}

void ConversationPage::keepDraft(const QString &text)
{
    if (!m_session)
        return;
    if (m_composer->edited().isValid())
        m_session->keepEdit(m_composer->edited(), text);
    else
        m_session->setDraft(text);
}

void ConversationPage::showDraft()
{
    const ChatSession::Edit &edit = m_session->edit();
    m_composer->setEdited(edit.message);
    m_composer->setText(edit.message.isValid() ? edit.text : m_session->draft());
}

void ConversationPage::stop()
{
    if (m_session)
        m_session->stop();
}

void ConversationPage::editLastMessage()
{
    if (!m_session)
        return;
    TranscriptModel *model = m_session->transcript();
    for (int row = model->rowCount() - 1; row >= 0 && model->isLoaded(row); --row) {
        if (model->messageAt(row).role == Role::User) {
            beginEditing(model->messageAt(row).id);
            return;
        }
    }
}

void ConversationPage::beginEditing(const MessageId &message)
{
    const int row = m_session ? m_session->transcript()->rowOf(message) : -1;
    if (row < 0 || m_session->isBusy())
        return;
    if (message != m_composer->edited())
        takeUpEdit(m_session, {message, m_session->transcript()->messageAt(row).content});
    m_composer->focusEdit();
}

void ConversationPage::takeUpEdit(ChatSession *session, const ChatSession::Edit &edit)
{
    m_composer->flushDraft();
    offerWayBack(session);
    session->keepEdit(edit.message, edit.text);
    if (session == m_session)
        showDraft();
}

// What is being written for a message is about to go.
void ConversationPage::offerWayBack(ChatSession *session)
{
    const ChatSession::Edit edit = session->edit();
    const int row = session->transcript()->rowOf(edit.message);
    const bool isNew = row < 0 || session->transcript()->messageAt(row).content != edit.text;
    if (edit.message.isNull() || edit.text.trimmed().isEmpty() || !isNew)
        return;
    Q_EMIT told(tr("The new wording was discarded."), tr("Undo"), [this, session = QPointer(session), edit] {
        if (!session)
            return;
        if (session != m_session || m_awaited)
            Q_EMIT sessionWanted(session);
        takeUpEdit(session, edit);
        m_composer->focusEdit();
    });
}

void ConversationPage::cancelEditing()
{
    m_composer->flushDraft();
    if (m_session)
        offerWayBack(m_session);
    endEditing();
}

void ConversationPage::endEditing()
{
    if (m_session)
        m_session->endEdit();
    m_composer->setEdited({});
    m_composer->setText(m_session ? m_session->draft() : QString());
}

void ConversationPage::flush()
{
    m_header->finishRenaming();
    m_composer->flushDraft();
    if (m_session)
        m_session->keepReadingPosition(m_transcript->readingPosition());
}

// As Markdown, from the window and not from the store, which may not have it yet.
void ConversationPage::saveLastMessage()
{
    TranscriptModel *model = m_session->transcript();
    const int last = model->rowCount() - 1;
    if (last >= 0 && model->isLoaded(last))
        Q_EMIT saveRequested(m_session->conversation().title + u".md"_s,
                             model->messageAt(last).content.toUtf8());
}

void ConversationPage::perform(Notice::Action action)
{
    if (action == Notice::Action::OpenServices)
        Q_EMIT servicesWanted();
    else if (action == Notice::Action::OpenNetwork)
        Q_EMIT networkSettingsWanted();
    else if (action == Notice::Action::ChooseModel)
        m_header->modelPicker()->setFocus(Qt::OtherFocusReason);
    else if (m_session && action == Notice::Action::SaveReply)
        saveLastMessage();
    else if (action == Notice::Action::ShowCertificate)
        showCertificate();
    else if (m_session)
        m_session->perform(action);
}

// Whoever trusts what the service shows wants the answer next.
void ConversationPage::showCertificate()
{
    if (!m_session)
        return;
    const Notice notice = m_session->notice();
    const auto service = m_services.find(notice.service);
    auto *dialog =
        new CertificateDialog(notice.certificate, service ? service->name : QString(), notice.text, this);
    connect(dialog, &CertificateDialog::trusted, this,
            [this, session = m_session, id = notice.service](const QByteArray &digest) {
                m_services.trustCertificate(id, digest);
                if (session)
                    session->perform(Notice::Action::Retry);
            });
    dialog->open();
}

} // namespace bobbin
