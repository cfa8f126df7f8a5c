#include "ui/conversationtools.h"

#include "session/library.h"
#include "ui/branchcommands.h"
#include "ui/conversationdialogs.h"
#include "ui/conversationpage.h"
#include "ui/filesaver.h"
#include "ui/lastcode.h"
#include "ui/mainactions.h"
#include "ui/messageactions.h"
#include "ui/paperdialogs.h"
#include "ui/transcriptview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMainWindow>

namespace bobbin {

ConversationTools::ConversationTools(Library &library, ServiceRegistry &services, ConversationPage &page,
                                     const MainActions &actions, QMainWindow *window)
    : QObject(window)
{
    auto *dialogs = new ConversationDialogs(library, services, page, actions, window);
    connect(dialogs, &ConversationDialogs::failed, this, &ConversationTools::tell);
    auto *branches = new BranchCommands(library, services, page, actions, window);
    connect(branches, &BranchCommands::done, this, &ConversationTools::told);

    auto *files = new FileSaver(window);
    connect(files, &FileSaver::finished, this, &ConversationTools::tell);
    auto *messages = new MessageActions(page, library.organizer(), *files, window);
    connect(messages, &MessageActions::done, this, &ConversationTools::tell);
    connect(messages, &MessageActions::linkActivated, this, &ConversationTools::linkActivated);
    connect(actions.quote, &QAction::triggered, messages, &MessageActions::quote);
    auto *paper = new PaperDialogs(page, *files, window);
    connect(paper, &PaperDialogs::finished, this, &ConversationTools::tell);
    connect(actions.print, &QAction::triggered, paper, &PaperDialogs::print);
    connect(actions.savePdf, &QAction::triggered, paper, &PaperDialogs::savePdf);

    connect(page.transcript(), &TranscriptView::told, this, &ConversationTools::tell);
    auto *code = new LastCode(*page.transcript(), window);
    connect(actions.copyCode, &QAction::triggered, code, &LastCode::find);
    connect(code, &LastCode::found, this, [this](const QString &text) {
        if (!text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
        tell(text.isEmpty() ? tr("There is no code in this conversation yet.")
                            : tr("The last code block was copied."));
    });
}

} // namespace bobbin
