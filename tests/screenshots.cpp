// Writes the pictures of the sample conversation that stand in docs/: screenshots FOLDER SAMPLE
//
// With QT_SCALE_FACTOR=2 their names end in @2x. What they show is the real window on a real history.
#include "testworkspace.h"

#include "core/bobbinlink.h"
#include "exchange/importer.h"
#include "images/imageloader.h"
#include "maths/mathrenderer.h"
#include "ui/conversationpage.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTextStream>

using namespace bobbin;
using namespace Qt::StringLiterals;

namespace {

// The window when all formulas in sight are set: painting is what asks for them, and they take what they
// need.
QPixmap settledPicture(MainWindow &window, const MathRenderer &maths)
{
    constexpr int Settling = 500; // milliseconds; pictures and the layout of what was set
    bool wasIdle = false;
    while (true) {
        QTest::qWait(Settling);
        const QPixmap picture = window.grab();
        if (wasIdle && maths.isIdle())
            return picture;
        wasIdle = maths.isIdle();
    }
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    if (argc != 3) {
        QTextStream(stderr) << "usage: screenshots FOLDER SAMPLE" << Qt::endl;
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    TestWorkspace workspace;
    workspace.addService(QUrl(u"https://api.example/v1"_s));
    {
        const auto store = ConversationStore::open(workspace.database(), ConversationStore::Access::ReadWrite,
                                                   workspace.clock);
        if (!store || !importFile(QString::fromLocal8Bit(argv[2]), *store.value(), workspace.clock))
            return 1;
    }
    ImageLoader images(workspace.network);
    MathRenderer maths;
    for (const auto &[colors, name] :
         {std::pair {Settings::Colors::Light, u"light"_s}, {Settings::Colors::Dark, u"dark"_s}}) {
        applyColors(colors);
        workspace.library = std::make_unique<Library>(workspace.sessionContext(), *workspace.searcher);
        MainWindow window({*workspace.library, *workspace.services, *workspace.settings, workspace.network,
                           workspace.clock, workspace.database(), &images, &maths});
        window.resize(1000, 1800);
        window.show();
        if (!QTest::qWaitFor([&workspace] { return workspace.library->list()->rowCount() > 0; }))
            return 1;
        window.openLink({workspace.library->list()->at(0).id, {}});
        auto *transcript = window.findChild<TranscriptView *>();
        if (!QTest::qWaitFor(
                [transcript] { return transcript->model() && transcript->model()->rowCount() > 3; }))
            return 1;
        transcript->scrollToMessage(0);
        const QString scale = window.devicePixelRatioF() > 1 ? u"@2x"_s : QString();
        if (!settledPicture(window, maths).save(folder + u"/transcript-"_s + name + scale + u".png"_s))
            return 1;
    }
    return 0;
}
