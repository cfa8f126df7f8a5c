#include "commandline.h"
#include "headless.h"
#include "unixsignals.h"
#include "workspace.h"

#include "core/logging.h"
#include "images/imageloader.h"
#include "maths/mathrenderer.h"
#include "net/networkwatch.h"
#include "net/proxyrules.h"
#include "secrets/keychainsecretstore.h"
#include "session/historykeychain.h"
#include "session/library.h"
#include "session/temporaryconversation.h"
#include "ui/mainwindow.h"
#include "ui/nextpaint.h"
#include "ui/plainwords.h"
#include "ui/rescuedialogs.h"
#include "ui/theme.h"
#include "ui/transcriptaccessible.h"
#include "ui/widgetaccessible.h"

#include <QApplication>
#include <QIcon>
#include <QLibraryInfo>
#include <QTextStream>
#include <QTimer>
#include <QTranslator>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/stat.h>
#endif

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Main)
};

void nameApplication()
{
    QCoreApplication::setApplicationName(u"Bobbin"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BOBBIN_VERSION));
    QCoreApplication::setOrganizationName(u"Bobbin"_s);
}

// The same name as the desktop file: by it the desktop finds the icon and groups the windows.
void dressApplication()
{
    QGuiApplication::setDesktopFileName(u"chat.bobbin.Bobbin"_s);
    QIcon icon;
    for (const int size : {16, 32, 48, 128})
        icon.addFile(u":/icons/bobbin-%1.png"_s.arg(size), QSize(size, size));
    QGuiApplication::setWindowIcon(icon);
}

void installTranslations(QCoreApplication &application)
{
    const auto install = [&application](const QLocale &locale, const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, name, u"_"_s, folder))
            QCoreApplication::installTranslator(translator);
    };
    install(QLocale(), u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QLocale::English, u"bobbin"_s, u":/i18n"_s); // its plurals, where there is no translation
    install(QLocale(), u"bobbin"_s, u":/i18n"_s);
}

bool hasDisplay()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

int fail(int status, const QString &message)
{
    QTextStream(stderr) << message << Qt::endl;
    return status;
}

// Tells those who measure the start when the window can be used: when it has been painted with the list of
// conversations in it.
void logStart(MainWindow &window, const Library &library)
{
    if (!lcUi().isDebugEnabled())
        return;
    const auto listed = [&window] { afterNextPaint(&window, [] { qCDebug(lcUi) << "interactive"; }); };
    QObject::connect(&library, &Library::listChanged, &window, listed, Qt::SingleShotConnection);
}

// A disk may be full or away for a while.
Errand askToTryAgain(const QString &message)
{
    QMessageBox box(QMessageBox::Critical, Tr::tr("Bobbin"), {}, QMessageBox::Retry | QMessageBox::Close);
    box.setObjectName(u"cannotOpen"_s);
    setPlainWords(box, message);
    box.setDefaultButton(QMessageBox::Retry);
    return {box.exec() == QMessageBox::Retry ? Errand::Kind::TryAgain : Errand::Kind::None, {}, {}};
}

// Why there is no window: what to do about it, or nothing when the user was told.
Errand errandFor(const Workspace::Error &error, const CommandLine &line)
{
    switch (error.kind) {
    case Workspace::Error::Kind::Locked:
        return {Errand::Kind::Unlock, {}, {}};
    case Workspace::Error::Kind::Damaged:
        return {Errand::Kind::Recover, {}, {}};
    case Workspace::Error::Kind::Missing:
        return askAboutMissingHistory(Workspace::pathsFor(line).database);
    case Workspace::Error::Kind::InUse:
        break;
    case Workspace::Error::Kind::Failed:
        return askToTryAgain(error.message);
    }
    return {};
}

// Shows the window until it is closed; `errand` is what it was closed for. A history that `isNew`, since
// another one was put in its place, is checked soon, for what is said of its last check to be about itself.
int showWindow(std::unique_ptr<Workspace> workspace, const CommandLine &line, bool isNew, Errand &errand)
{
    applyColors(workspace->settings().colors());
    installTranscriptAccessibility();
    installWidgetAccessibility();

    // Whoever practised last time goes on practising.
    if (workspace->settings().lastService() == practiceServiceId())
        (void)workspace->startPractice();
    Library library(workspace->sessionContext(), workspace->searcher());
    TemporaryConversation temporary(workspace->sessionContext());
    MathRenderer maths;
    ImageLoader images(workspace->network());
    images.setAttachmentReader(
        [&library](const AttachmentId &id, QObject *context, ImageLoader::TakeBytes answer) {
            library.readAttachment(id, context, std::move(answer));
        });
    images.setWayFinder([&network = workspace->network()](const QUrl &address, QObject *context,
                                                          std::function<void()> ready) {
        findWay(network, address, context, std::move(ready));
    });
    MainWindow window({library, workspace->services(), workspace->settings(), workspace->network(),
                       workspace->clock(), workspace->paths().database, &images, &maths,
                       workspace->isThrowAway() ? nullptr : &workspace->care(), &temporary});
    QObject::connect(&window, &MainWindow::errandWanted, &window, [&window, &errand](const Errand &wanted) {
        if (window.tryToClose()) // it may have something that is not saved
            errand = wanted;
    });
    QObject::connect(&window, &MainWindow::practiceWanted, &window, [&workspace, &window] {
        const auto started = workspace->startPractice();
        if (started)
            window.setChoice(practiceServiceId(), u"practice-guide"_s);
        else
            showPlainBox(QMessageBox::Warning, &window, Tr::tr("Bobbin"), started.error());
    });
    QObject::connect(&workspace->instance(), &SingleInstance::raiseRequested, &window,
                     [&window](const QString &address) {
                         window.raiseWindow();
                         window.followLink(address);
                     });
    std::unique_ptr<NetworkWatch> networkWatch; // once the window is there: it asks other programs
    QTimer::singleShot(0, &window, [&networkWatch, &library] {
        networkWatch = std::make_unique<NetworkWatch>();
        QObject::connect(networkWatch.get(), &NetworkWatch::returned, &library, &Library::takeNetworkReturn);
    });
    UnixSignals unixSignals;
    QObject::connect(&unixSignals, &UnixSignals::endRequested, &window, &QWidget::close);

    if (!workspace->isThrowAway())
        workspace->care().begin(isNew || workspace->endedAbruptly());
    library.emptyOldTrash(workspace->settings().trashKeeps());
    logStart(window, library);
    window.show();
    window.followLink(line.link ? line.link->toString() : line.brokenLink);
    QGuiApplication::setQuitOnLastWindowClosed(true);
    const int status = QApplication::exec();
    QGuiApplication::setQuitOnLastWindowClosed(false); // the dialogs of an errand end nothing
    return status;
}

// A second start finds a dialog instead of a window.
void raiseDialogFor(SingleInstance &instance)
{
    instance.listen();
    QObject::connect(&instance, &SingleInstance::raiseRequested, &instance, [] {
        if (QWidget *dialog = QApplication::activeModalWidget()) {
            dialog->raise();
            dialog->activateWindow();
        }
    });
}

int runWindow(const CommandLine &line)
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
    const std::optional<Endpoint> environment = Workspace::takeEnvironmentEndpoint();
    for (bool isNew = false;; isNew = true) {
        Errand errand;
        int status = 0;
        auto opened = Workspace::open(line, environment);
        if (opened) {
            status = showWindow(std::move(opened).value(), line, isNew, errand);
        } else {
            applyColors(Settings(Workspace::pathsFor(line).settings).colors());
            const bool isRaised = opened.error().kind == Workspace::Error::Kind::InUse;
            status = fail(isRaised ? 0 : 1, opened.error().message);
            errand = errandFor(opened.error(), line);
        }
        if (errand.kind == Errand::Kind::None)
            return status;
        if (errand.kind == Errand::Kind::TryAgain)
            continue;
        const auto claimed = Workspace::claim(line);
        if (!claimed)
            return fail(1, claimed.error().message);
        raiseDialogFor(*claimed.value());
        KeychainSecretStore keychain;
        const bool isDone = runErrand(Workspace::pathsFor(line).database, errand, HistoryKeychain(keychain));
        errand.passphrase.wipe();
        if (!isDone)
            return errand.kind == Errand::Kind::Lock || errand.kind == Errand::Kind::Unlock ? 0 : 1;
    }
}

#ifdef Q_OS_UNIX
// It would have the keys and the conversations of this run, and stay on the disk.
void writeNoCore()
{
    rlimit limit {};
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0;
        (void)setrlimit(RLIMIT_CORE, &limit);
    }
}
#endif

} // namespace

int main(int argc, char *argv[])
{
#ifdef Q_OS_UNIX
    umask(077); // what this program writes is for its user alone
    writeNoCore();
#endif
    nameApplication();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto isWindow = [&arguments] {
        const auto line = CommandLine::parse(arguments);
        return line && line->command == CommandLine::Command::OpenWindow;
    }();
    if (!isWindow) {
        QCoreApplication application(argc, argv);
        installTranslations(application);
        const auto line = CommandLine::parse(arguments); // once more, for messages in the user's language
        if (!line)
            return fail(2, line.error());
        if (line->command == CommandLine::Command::ShowVersion
            || line->command == CommandLine::Command::ShowHelp) {
            QTextStream(stdout) << (line->help.isEmpty()
                                        ? u"Bobbin "_s + QCoreApplication::applicationVersion() + u'\n'
                                        : line->help);
            return 0;
        }
        return runHeadless(line.value());
    }
    if (!hasDisplay())
        return fail(1,
                    Tr::tr("There is no display to open a window on. Commands such as --ask and --export "
                           "work without one; see --help."));
    QApplication application(argc, argv);
    dressApplication();
    installTranslations(application);
    return runWindow(CommandLine::parse(arguments).value());
}
