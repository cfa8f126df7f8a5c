#include "ui/messageactions.h"

#include "session/temporaryconversation.h"
#include "ui/composer.h"
#include "ui/conversationpage.h"
#include "ui/filesaver.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace bobbin {

using namespace Qt::StringLiterals;

MessageActions::MessageActions(ConversationPage &page, Organizer &organizer, FileSaver &files,
                               QObject *parent)
    : QObject(parent), m_page(page), m_organizer(organizer)
{
    TranscriptView *transcript = page.transcript();
    connect(transcript, &TranscriptView::contextMenuRequested, this, &MessageActions::fillMenu);
    connect(transcript, &TranscriptView::saveRequested, &files, &FileSaver::save);
    connect(&page, &ConversationPage::saveRequested, &files, &FileSaver::save);
    connect(transcript, &TranscriptView::conversationLinkActivated, this, &MessageActions::linkActivated);
}

void MessageActions::fillMenu(const MessageId &message, QMenu *menu)
{
    menu->addSeparator();
    menu->addAction(tr("&Quote"), this, [this, message] { quoteMessage(message); });
    const bool isInHistory = m_page.session()->isStored() && !isTemporary(*m_page.session());
    if (isInHistory)
        menu->addAction(tr("Copy lin&k to the message"), this, [this, message] { copyLink(message); });
    menu->addSeparator();
    const auto addDeletion = [this, menu, message, isInHistory](const QString &text,
                                                                MessageRemoval::Scope scope) {
        QAction *action =
            menu->addAction(text, this, [this, message, scope] { deleteMessage(message, scope); });
        action->setEnabled(isInHistory && !m_page.session()->isBusy());
    };
    addDeletion(tr("De&lete message"), MessageRemoval::Scope::Message);
    addDeletion(tr("Delete from &here on"), MessageRemoval::Scope::Branch);
}

void MessageActions::quote()
{
    const TranscriptView &transcript = *m_page.transcript();
    const TranscriptModel *model = transcript.model();
    const int row = transcript.currentRow() >= 0 || !model ? transcript.currentRow() : model->rowCount() - 1;
    if (model && row >= 0 && model->isLoaded(row))
        quoteMessage(model->messageAt(row).id);
}

void MessageActions::quoteMessage(const MessageId &message)
{
    TranscriptView &transcript = *m_page.transcript();
    const int row = m_page.session()->transcript()->rowOf(message);
    if (!transcript.selection().isEmpty())
        transcript.takeSelection([composer = m_page.composer()](const TranscriptSelection::Copy &copy) {
            composer->insertQuote(copy.markdown);
        });
    else if (row >= 0)
        m_page.composer()->insertQuote(m_page.session()->transcript()->messageAt(row).content);
    m_page.composer()->focusEdit();
}

void MessageActions::deleteMessage(const MessageId &message, MessageRemoval::Scope scope)
{
    if (m_page.session()->isBusy()) // since the menu was opened
        return;
    m_organizer.deleteMessage(m_page.session()->id(), message, scope);
}

void MessageActions::copyLink(const MessageId &message)
{
    const QString link = BobbinLink {m_page.session()->id(), message}.toString();
    auto *flavours = new QMimeData;
    flavours->setText(link);
    flavours->setUrls({QUrl(link)});
    QApplication::clipboard()->setMimeData(flavours);
    Q_EMIT done(tr("The link was copied. It leads to the message in this program's history."));
}

} // namespace bobbin
