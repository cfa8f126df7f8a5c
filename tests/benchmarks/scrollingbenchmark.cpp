#include "benchmarks.h"
#include "historygenerator.h"
#include "opener.h"
#include "scrolling.h"
#include "typist.h"
#include "words.h"

#include "ui/composer.h"
#include "ui/transcriptview.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextEdit>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double Frame = 16; // milliseconds
constexpr int Notches = 6; // of the wheel in a frame, to come to the beginning before long
constexpr int SlowFrames = 1'200; // with one notch in each, as a wheel is turned
constexpr int Resizings = 300;
const Goal NoLongFrame {Goal::Of::Longest, Goal::Bound::AtMost, Frame};

// Qt's own view of a text with as many words, and nothing else.
class PlainText final
{
public:
    PlainText(QSize size, qsizetype length)
    {
        m_edit.setReadOnly(true);
        m_edit.setPlainText(QString::fromLatin1(Words(1).question(length)));
        m_edit.resize(size);
        m_edit.show();
        BenchmarkWindow::settle();
        // Otherwise it goes on laying out what is not in sight, in steps that would count as ours.
        (void)m_edit.document()->documentLayout()->documentSize();
    }
    QTextEdit &edit() { return m_edit; }

    [[nodiscard]] QList<double> frames(BenchmarkApplication &application,
                                       const std::function<void(QWidget &)> &act)
    {
        constexpr int Frames = 300;
        m_edit.verticalScrollBar()->setValue(m_edit.verticalScrollBar()->maximum());
        int count = 0;
        return framesOf(application, *m_edit.viewport(), [&] {
            act(m_edit);
            return ++count < Frames;
        });
    }

private:
    QTextEdit m_edit;
};

template<int Count>
void wheelUp(QWidget &view)
{
    turnWheel(*static_cast<QAbstractScrollArea &>(view).viewport(), Count);
}

void pageUp(QWidget &view) { pressKey(view, Qt::Key_PageUp); }

// The width changes back and forth, as if the edge of the window were dragged.
std::function<void(QWidget &)> resizer()
{
    return [round = 0](QWidget &view) mutable {
        constexpr int Step = 4;
        const int direction = round++ / 50 % 2 == 0 ? -1 : 1;
        view.resize(view.width() + direction * Step, view.height());
    };
}

} // namespace

QList<Figure> measureScrolling(const BenchmarkSetup &setup)
{
    constexpr int MeanLength = 560; // bytes of a message
    BenchmarkWindow window(setup.history);
    Opener opener(window);
    const int messages = setup.isQuick ? 2'000 : 10'000;
    (void)opener.open(opener.rowOf(titleOfLong(messages)));
    TranscriptView &view = *window.page().transcript();
    PlainText plain(view.size(), qsizetype(messages) * MeanLength);
    PlainText screen(view.size(), 4'000);

    QList<Figure> figures;
    struct Way {
        QString name;
        std::function<void(QWidget &)> act;
        int frames = INT_MAX;
    };
    const QList<Way> ways {{u"one notch of the wheel in a frame"_s, wheelUp<1>, SlowFrames},
                           {u"%1 notches, to the beginning"_s.arg(Notches), wheelUp<Notches>},
                           {u"Page Up, to the beginning"_s, pageUp}};
    for (const Way &way : ways) {
        const QString what = u"scroll %L1 messages from the end, %2: "_s.arg(messages).arg(way.name);
        (void)setup.application.takeLongestBlock();
        const Scrolling scrolling = scrollToTop(setup.application, window, way.act, way.frames);
        const double block = setup.application.takeLongestBlock();
        const QList<double> floor = plain.frames(setup.application, way.act);
        figures.append(figureOfTimes(what + u"a frame"_s, scrolling.frames, median(floor), NoLongFrame));
        figures.append(
            figureOfTimes(u"the same of plain text, which tells what the machine adds"_s, floor, Frame, {}));
        figures.append({.what = what + u"longest block of the window"_s,
                        .unit = u"ms"_s,
                        .value = block,
                        .high = {},
                        .floor = Frame,
                        .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Frame}});
        figures.append({.what = what + u"frames with a message that was not loaded"_s,
                        .unit = u"%"_s,
                        .value = 100.0 * scrolling.unloaded / double(scrolling.frames.size()),
                        .high = {},
                        .floor = {},
                        .goal = {}});
    }

    Typist typist(*window.page().composer()->findChild<ComposerEdit *>());
    typist.start();
    constexpr int TypedFrames = 600;
    (void)scrollToTop(setup.application, window, wheelUp<1>, TypedFrames);
    figures.append(figureOfTimes(u"typing while the transcript is scrolled: key to paint"_s, typist.times(),
                                 plainTyping(), Goal {Goal::Of::Top, Goal::Bound::AtMost, Frame}));

    const auto resize = [&](QWidget &resized, const QWidget &viewport) {
        int round = 0;
        return framesOf(setup.application, viewport, [&, act = resizer()]() mutable {
            act(resized);
            return ++round < Resizings;
        });
    };
    const QList<double> floors = resize(screen.edit(), *screen.edit().viewport());
    figures.append(figureOfTimes(u"resize the window with %L1 messages: a frame"_s.arg(messages),
                                 resize(window.window(), *view.viewport()), median(floors), NoLongFrame));
    return figures;
}

} // namespace bobbin
