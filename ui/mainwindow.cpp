#include "ui/mainwindow.h"

#include "core/bobbinlink.h"
#include "core/title.h"
#include "session/library.h"
#include "session/serviceregistry.h"
#include "session/temporaryconversation.h"
#include "settings/settings.h"
#include "store/historycare.h"
#include "ui/appearance.h"
#include "ui/composer.h"
#include "ui/conversationheader.h"
#include "ui/conversationpage.h"
#include "ui/conversationtools.h"
#include "ui/findbar.h"
#include "ui/historykeeping.h"
#include "ui/infodialogs.h"
#include "ui/mainactions.h"
#include "ui/organizing.h"
#include "ui/palettedialog.h"
#include "ui/serviceguide.h"
#include "ui/sidebar.h"
#include "ui/temporarycommands.h"
#include "ui/theme.h"
#include "ui/toast.h"
#include "ui/transcriptview.h"
#include "ui/transferdialogs.h"
#include "ui/welcomepage.h"
#include "ui/windowlock.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QMessageBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace bobbin {
MainWindow::MainWindow(const Context &context)
    : m_context(context), m_actions(new MainActions(this)), m_splitter(new QSplitter),
      m_stack(new QStackedWidget), m_sidebar(new Sidebar(context.library)),
      m_page(new ConversationPage(context.services)), m_find(new FindBar(*m_page->finder())),
      m_welcome(new WelcomePage),
      m_guide(new ServiceGuide({context.library, context.services, context.settings, context.network, *m_page,
                                *m_welcome, this, context.care},
                               this)),
      m_transfer(new TransferDialogs(context.database, context.clock, this)), m_toast(new Toast(m_stack)),
      m_organizing(new Organizing(
          {context.library, context.settings, *m_actions, *m_sidebar, *m_page, *m_toast}, this))
{
    setWindowTitle(tr("Bobbin"));
    auto *conversation = new QWidget;
    auto *layout = new QVBoxLayout(conversation);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_find);
    layout->addWidget(m_page, 1);
    m_stack->addWidget(conversation);
    m_stack->addWidget(m_welcome);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setCollapsible(1, false);
    m_splitter->setHandleWidth(1);
    setCentralWidget(m_splitter);

    const QSize character(fontMetrics().averageCharWidth(), fontMetrics().lineSpacing());
    resize(character.width() * 160, character.height() * 45);
    m_splitter->setSizes({character.width() * 38, character.width() * 122});
    restoreGeometry(context.settings.windowGeometry());
    m_splitter->restoreState(context.settings.splitterState());

    m_actions->fillConversationMenu(m_page->header()->menu());
    m_organizing->addMenus({m_actions->conversationMenu(), m_page->header()->menu()});
    connectActions();
    restoreState(context.settings.windowState());
    connectLibrary();
    connectServices();
    connectTemporary();
    updateActions();
    openFirst();
    m_page->composer()->focusEdit();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    Library &library = m_context.library;
    on(m_actions->newConversation, [this] { beginConversation(); });
    on(m_actions->importFile, [this] { m_transfer->importFile(); });
    on(m_actions->exportHistory, [this] { m_transfer->exportHistory(); });
    on(m_actions->exportConversation,
       [this] { m_transfer->exportConversations({shownId()}, m_page->session()->conversation().title); });
    on(m_actions->settings, [this] { m_guide->showSettings(); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->find, [this] { m_find->open(); });
    connect(m_find, &FindBar::closed, m_page->transcript(), qOverload<>(&QWidget::setFocus));
    on(m_actions->searchAll, [this] { m_sidebar->focusSearch(); });
    on(m_actions->goTo, [this] { showPalette(); });
    on(m_actions->rename, [this] {
        if (!m_sidebar->renameCurrent())
            m_page->header()->editTitle();
    });
    on(m_actions->stop, [this] { m_page->stop(); });
    on(m_actions->practice, [this] { Q_EMIT practiceWanted(); });
    on(m_actions->regenerate, [this] {
        m_page->session()->perform(Notice::Action::Retry);
        if (m_page->session()->isBusy())
            m_page->transcript()->jumpToNewest(); // which may be far from what is being read
    });
    auto *tools = new ConversationTools(library, m_context.services, *m_page, *m_actions, this);
    const auto tell =
        qOverload<const QString &, const QString &, const std::function<void()> &>(&Toast::showMessage);
    connect(tools, &ConversationTools::told, m_toast, tell);
    connect(m_page, &ConversationPage::told, m_toast, tell);
    connect(tools, &ConversationTools::linkActivated, this, &MainWindow::openLink);
    on(m_actions->previous, [this] { m_sidebar->openNeighbour(-1); });
    on(m_actions->next, [this] { m_sidebar->openNeighbour(1); });
    on(m_actions->shortcuts, [this] { showShortcuts(m_actions->all(), this); });
    on(m_actions->about, [this] { showAbout(this); });
    new Appearance(m_context.settings, *m_actions, *m_page, this);
    m_page->transcript()->setMathRenderer(m_context.maths);
    m_page->transcript()->setImageLoader(m_context.images);
}

void MainWindow::connectLibrary()
{
    Library &library = m_context.library;
    connect(m_sidebar, &Sidebar::openRequested, this, &MainWindow::openConversation);
    connect(m_sidebar, &Sidebar::newRequested, this, &MainWindow::beginConversation);
    connect(m_sidebar, &Sidebar::exportRequested, this, [this](const QList<ConversationId> &ids) {
        m_transfer->exportConversations(ids, m_context.library.titleOf(ids.constFirst()));
    });
    connect(m_transfer, &TransferDialogs::imported, &library, &Library::takeImport);
    connect(m_transfer, &TransferDialogs::succeeded, this,
            [this](const QString &message) { m_toast->showMessage(message); });
    connect(&library, &Library::failed, this,
            [this](const QString &message) { m_toast->showMessage(message); });
    connect(&library.organizer(), &Organizer::canUndoChanged, this, &MainWindow::updateActions);
    connect(m_organizing, &Organizing::shownTrashed, this, [this] { leaveRemoved(shownId()); });
    connect(&library, &Library::removed, this, &MainWindow::leaveRemoved);
    connect(&library.organizer(), &Organizer::forked, this,
            [this](const ConversationId &copy) { openConversation(copy, {}); });
    connect(&library.organizer(), &Organizer::undone, this, [this](const QList<ConversationId> &ids) {
        if (ids.size() == 1)
            openConversation(ids.constFirst(), {});
    });
    connect(m_page, &ConversationPage::sessionShown, &library, &Library::setShown);
    connect(m_page, &ConversationPage::sessionWanted, this,
            [this](ChatSession *session) { showSession(session); });
    connect(m_page, &ConversationPage::renamed, &library, &Library::rename);
    connect(m_page, &ConversationPage::linkHovered, this,
            [this](const QString &link) { m_toast->showHint(link); });
}

void MainWindow::connectServices()
{
    connect(m_guide, &ServiceGuide::welcomeWanted, this,
            [this](bool isWanted) { m_stack->setCurrentIndex(isWanted ? 1 : 0); });
    connect(m_welcome, &WelcomePage::practiceChosen, this, &MainWindow::practiceWanted);
    if (m_context.care) {
        auto *keeping = new HistoryKeeping(*m_context.care, m_context.settings, this);
        connect(keeping, &HistoryKeeping::told, this,
                [this](const QString &message) { m_toast->showMessage(message); });
        connect(keeping, &HistoryKeeping::recoveryWanted, this, [this] {
            Q_EMIT errandWanted({Errand::Kind::Recover, {}, {}});
        });
        connect(m_guide, &ServiceGuide::errandWanted, this, &MainWindow::errandWanted);
    }
    connectLock();
    for (const auto failed : {&ServiceRegistry::loadFailed, &ServiceRegistry::saveFailed}) {
        connect(&m_context.services, failed, this,
                [this](const StoreError &error) { m_toast->showMessage(explain(error)); });
    }
}

// Only what is encrypted can be locked.
void MainWindow::connectLock()
{
    const bool canLock = m_context.care && m_context.care->isEncrypted();
    m_actions->lock->setVisible(canLock);
    m_actions->lock->setEnabled(canLock);
    if (!canLock)
        return;
    auto *lock = new WindowLock(
        {m_context.database, m_context.settings, m_context.library, m_context.temporary, m_actions->lock},
        this);
    connect(lock, &WindowLock::closingWanted, this, [this] {
        Q_EMIT errandWanted({Errand::Kind::Lock, {}, {}});
    });
}

void MainWindow::showPalette()
{
    auto *palette = new PaletteDialog(m_context.library, m_context.settings, m_actions->all(), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    connect(palette, &PaletteDialog::conversationChosen, this,
            [this](const ConversationId &id) { openConversation(id, {}); });
    connect(palette, &PaletteDialog::placeChosen, m_sidebar, &Sidebar::showPlace);
    palette->open();
}

void MainWindow::updateActions()
{
    const ChatSession *session = m_page->session();
    const bool isStored = shownId().isValid();
    const bool isBusy = session && session->isBusy();
    for (QAction *action : {m_actions->rename, m_actions->pin, m_actions->archive, m_actions->moveToTrash,
                            m_actions->exportConversation})
        action->setEnabled(isStored);
    m_actions->stop->setEnabled(isBusy);
    const bool isInMemory = session && isTemporary(*session);
    const bool hasBegun = session && session->isStored();
    m_actions->regenerate->setEnabled(hasBegun && !isBusy);
    m_actions->askOthers->setEnabled(hasBegun && !isBusy);
    for (QAction *action : {m_actions->instructions, m_actions->whatIsSent})
        action->setEnabled(session != nullptr);
    m_actions->serverThread->setEnabled(session && !isInMemory); // it is to be kept by no server
    m_actions->undo->setEnabled(m_context.library.organizer().canUndo());
    m_actions->pin->setText(isStored && session->conversation().pinned ? tr("Un&pin") : tr("&Pin"));
    m_actions->archive->setText(isStored && session->conversation().archived ? tr("Move out of the &archive")
                                                                             : tr("&Archive"));
    setWindowTitle(isInMemory     ? tr("Temporary conversation – Bobbin")
                       : isStored ? tr("%1 – Bobbin").arg(beginningOf(session->conversation().title))
                                  : tr("Bobbin"));
}

void MainWindow::raiseWindow()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

// Keys that text fields use themselves are no shortcuts: they arrive here when the focused widget has no
// use for them.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_actions->stop->isEnabled())
        m_page->stop();
    else if (event->matches(QKeySequence::Undo) && m_context.library.organizer().canUndo())
        m_context.library.organizer().undo();
    else if (event->matches(QKeySequence::Delete) && m_sidebar->listHasFocus())
        m_organizing->moveSelectedToTrash();
    else
        QMainWindow::keyPressEvent(event);
}

// What the disk has not taken would be lost.
bool MainWindow::mayClose()
{
    if ((m_temporary && !m_temporary->mayClose()) || !m_guide->mayClose())
        return false;
    if (!m_context.library.isAnyHeld())
        return true;
    return QMessageBox::warning(
               this, tr("Not everything is saved"),
               tr("A reply or a draft could not be saved, because the disk does not take it. "
                  "If you close Bobbin now, it is lost."),
               QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel)
        == QMessageBox::Discard;
}

// QWidget::close() says yes while the user is still being asked.
bool MainWindow::tryToClose()
{
    close();
    return !isVisible();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_page->flush();
    if (!mayClose()) {
        event->ignore();
        return;
    }
    m_context.settings.setWindowGeometry(saveGeometry());
    m_context.settings.setSplitterState(m_splitter->saveState());
    m_context.settings.setWindowState(saveState());
    QMainWindow::closeEvent(event);
}

} // namespace bobbin
