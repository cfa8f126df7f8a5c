#include "benchmarks.h"
#include "markdownshapes.h"
#include "opener.h"
#include "scrolling.h"
#include "streamer.h"
#include "timing.h"
#include "typist.h"

#include "ui/composer.h"
#include "ui/transcriptview.h"

#include <QAbstractTextDocumentLayout>
#include <QTextDocument>
#include <QTextOption>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double Frame = 16; // milliseconds
constexpr double Blocked = 100; // milliseconds, in which a user notices that a window does nothing
constexpr int Pages = 200;

Figure blockFigure(const QString &what, double time, double floor)
{
    return {.what = what + u": longest block of the window"_s,
            .unit = u"ms"_s,
            .value = time,
            .high = {},
            .floor = floor,
            .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Blocked}};
}

// The same text in a QTextDocument as it stands, laid out as a whole. Lines end anywhere: to find where a
// long word ends, Qt needs a time that grows with the square of its length.
double plainLayout(const QByteArray &text)
{
    return timeOf([&text] {
        QTextDocument document(QString::fromUtf8(text));
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAnywhere);
        document.setDefaultTextOption(option);
        document.setTextWidth(800);
        (void)document.documentLayout()->documentSize();
    });
}

} // namespace

QList<Figure> measureShapes(const BenchmarkSetup &setup)
{
    const QString folder = setup.scratch + u"/shapes"_s;
    const QList<MarkdownShape> shapes = markdownShapes();
    const double typingFloor = plainTyping();
    QList<double> floors;
    QList<Figure> figures;
    {
        Streamer streamer(setup.application, folder);
        for (qsizetype i = 0; i < shapes.size(); ++i) {
            const MarkdownShape &shape = shapes.at(i);
            floors.append(plainLayout(shape.text()));
            const Stream stream = streamer.shape(i, shape.name, Streamer::Typing::Yes);
            figures.append(blockFigure(u"receive "_s + shape.name, stream.longestBlock, floors.constLast()));
            if (!stream.keys.isEmpty()) // else it was shorter than a key
                figures.append(figureOfTimes(u"receive "_s + shape.name + u": key to paint"_s, stream.keys,
                                             typingFloor, Goal {Goal::Of::Top, Goal::Bound::AtMost, Frame}));
        }
    }
    BenchmarkWindow window(folder);
    Opener opener(window);
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        const QString &name = shapes.at(i).name;
        (void)setup.application.takeLongestBlock();
        (void)opener.open(opener.rowOf(name));
        BenchmarkWindow::settle();
        figures.append(blockFigure(u"open "_s + name, setup.application.takeLongestBlock(), floors.at(i)));
        Typist typist(*window.page().composer()->findChild<ComposerEdit *>());
        typist.start();
        const Scrolling scrolling = scrollToTop(
            setup.application, window, [](QWidget &view) { pressKey(view, Qt::Key_PageUp); }, Pages);
        const QList<double> frames = framesOf({scrolling.steps});
        if (!frames.isEmpty()) // else all of it is in sight
            figures.append(figureOfTimes(u"scroll "_s + name + u" by Page Up: a frame"_s, frames, Frame,
                                         Goal {Goal::Of::Longest, Goal::Bound::AtMost, Blocked}));
    }
    return figures;
}

} // namespace bobbin
