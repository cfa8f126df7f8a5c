#pragma once

#include "core/ids.h"
#include "ui/errand.h"

#include <QMainWindow>
#include <QPointer>

class QNetworkAccessManager;
class QSplitter;
class QStackedWidget;

namespace bobbin {

class ChatSession;
class Clock;
class ConversationPage;
class FindBar;
class HistoryCare;
class ImageLoader;
class Library;
class MainActions;
class MathRenderer;
class Organizing;
class ServiceRegistry;
class ServiceGuide;
class Settings;
class Sidebar;
class TemporaryCommands;
class TemporaryConversation;
class Toast;
class TransferDialogs;
class WelcomePage;
struct BobbinLink;

/// The window: sidebar, conversation, menus. Connects the parts and holds no logic of its own.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// Everything must live longer than the window.
    struct Context {
        Library &library;
        ServiceRegistry &services;
        Settings &settings;
        QNetworkAccessManager &network;
        const Clock &clock;
        QString database; ///< The file of the history, for exports and imports.
        ImageLoader *images = nullptr; ///< Reads the images in messages; without it none is shown.
        MathRenderer *maths = nullptr; ///< Sets formulas; without it their source is shown.
        HistoryCare *care = nullptr; ///< Makes backups; without it there is no page for them.
        TemporaryConversation *temporary = nullptr; ///< Without it there are no temporary conversations.
    };

    explicit MainWindow(const Context &context);
    ~MainWindow() override;

    /// Brings the window to the front, for a second start of the program.
    void raiseWindow();
    /// Whether it is closed then. It is not if the user wants to go on, or is being asked about that.
    [[nodiscard]] bool tryToClose();

Q_SIGNALS:
    /// The practice service is to be started; setChoice() is expected when it runs.
    void practiceWanted();
    /// The window is to be closed for this, and opened again after it.
    void errandWanted(const bobbin::Errand &errand);

public Q_SLOTS:
    /// Shows the conversation that the link leads to, and the message.
    void openLink(const bobbin::BobbinLink &link);
    /// The same for the address that another program gave, or says what is wrong with it; nothing if it is
    /// empty.
    void followLink(const QString &address);
    /// Uses this service and model for the conversation that is shown and for new ones.
    void setChoice(const bobbin::ServiceId &service, const QString &model);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] bool mayClose();
    void connectActions();
    void connectLibrary();
    void connectServices();
    void connectTemporary();
    void connectLock();
    void openFirst();
    void beginConversation();
    void openConversation(const ConversationId &id, const MessageId &hit);
    void showSession(ChatSession *session, const MessageId &hit = {});
    void showPalette();
    void updateActions();
    [[nodiscard]] ConversationId shownId() const;
    void leaveRemoved(const ConversationId &id);

    const Context m_context;
    MainActions *m_actions;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    Sidebar *m_sidebar;
    ConversationPage *m_page;
    FindBar *m_find;
    WelcomePage *m_welcome;
    QPointer<ChatSession> m_wanted; // is shown, or will be when it has been opened
    ServiceGuide *m_guide;
    TransferDialogs *m_transfer;
    Toast *m_toast;
    Organizing *m_organizing;
    TemporaryCommands *m_temporary = nullptr;
};

} // namespace bobbin
