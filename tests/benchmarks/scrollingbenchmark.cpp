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
constexpr int Passes = 3;
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

    [[nodiscard]] Steps scroll(BenchmarkApplication &application, const std::function<void(QWidget &)> &act)
    {
        constexpr int Frames = 300;
        m_edit.verticalScrollBar()->setValue(m_edit.verticalScrollBar()->maximum());
        int count = 0;
        return stepsOf(application, *m_edit.viewport(), [&] {
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

// The long conversation in a window of its own, so that nothing of it is laid out.
class LongConversation final
{
public:
    LongConversation(const QString &history, int messages) : m_window(history), m_opener(m_window)
    {
        (void)m_opener.open(m_opener.rowOf(titleOfLong(messages)));
    }
    BenchmarkWindow &window() { return m_window; }
    TranscriptView &view() { return *m_window.page().transcript(); }

private:
    BenchmarkWindow m_window;
    Opener m_opener;
};

struct Way {
    QString name;
    std::function<void(QWidget &)> act;
    int steps = INT_MAX;
};

QList<Figure> figuresOf(const BenchmarkSetup &setup, const Way &way, PlainText &plain, int messages)
{
    QList<Steps> passes;
    QList<Steps> floors;
    int unloaded = 0;
    for (int pass = 0; pass < Passes; ++pass) {
        LongConversation conversation(setup.history, messages);
        const Scrolling scrolling = scrollToTop(setup.application, conversation.window(), way.act, way.steps);
        unloaded = std::max(unloaded, scrolling.unloaded);
        passes.append(scrolling.steps);
        floors.append(plain.scroll(setup.application, way.act));
    }
    const QList<double> floor = framesOf(floors);
    const QString what = u"scroll %L1 messages from the end, %2: "_s.arg(messages).arg(way.name);
    return {figureOfTimes(what + u"a frame"_s, framesOf(passes), median(floor), NoLongFrame),
            figureOfTimes(u"the same in one pass, with what the machine adds"_s,
                          framesOf({passes.constLast()}), Frame, {}),
            figureOfTimes(u"the same of plain text"_s, floor, Frame, {}),
            figureOfTimes(u"the same of plain text in one pass"_s, framesOf({floors.constLast()}), Frame, {}),
            {.what = what + u"frames with a message that was not loaded"_s,
             .unit = u"%"_s,
             .value = 100.0 * unloaded / double(passes.constLast().size()),
             .high = {},
             .floor = {},
             .goal = {}}};
}

QList<double> resizingOf(const BenchmarkSetup &setup, QWidget &resized, const QWidget &viewport)
{
    QList<Steps> passes;
    for (int pass = 0; pass < Passes; ++pass) {
        int step = 0;
        passes.append(stepsOf(setup.application, viewport, [&, act = resizer()]() mutable {
            act(resized);
            return ++step < Resizings;
        }));
    }
    return framesOf(passes);
}

} // namespace

QList<Figure> measureScrolling(const BenchmarkSetup &setup)
{
    constexpr int MeanLength = 560; // bytes of a message
    const int messages = setup.isQuick ? 2'000 : 10'000;
    const QSize size = LongConversation(setup.history, messages).view().size();
    PlainText plain(size, qsizetype(messages) * MeanLength);
    PlainText screen(size, 4'000);

    QList<Figure> figures;
    const QList<Way> ways {{u"one notch of the wheel in a frame"_s, wheelUp<1>, SlowFrames},
                           {u"%1 notches, to the beginning"_s.arg(Notches), wheelUp<Notches>},
                           {u"Page Up, to the beginning"_s, pageUp}};
    for (const Way &way : ways)
        figures += figuresOf(setup, way, plain, messages);

    LongConversation conversation(setup.history, messages);
    Typist typist(*conversation.window().page().composer()->findChild<ComposerEdit *>());
    typist.start();
    constexpr int TypedFrames = 600;
    (void)scrollToTop(setup.application, conversation.window(), wheelUp<1>, TypedFrames);
    figures.append(figureOfTimes(u"typing while the transcript is scrolled: key to paint"_s, typist.times(),
                                 plainTyping(), Goal {Goal::Of::Top, Goal::Bound::AtMost, Frame}));

    const QList<double> floors = resizingOf(setup, screen.edit(), *screen.edit().viewport());
    figures.append(
        figureOfTimes(u"resize the window with %L1 messages: a frame"_s.arg(messages),
                      resizingOf(setup, conversation.window().window(), *conversation.view().viewport()),
                      median(floors), NoLongFrame));
    return figures;
}

} // namespace bobbin
