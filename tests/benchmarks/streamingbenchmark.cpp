#include "benchmarks.h"
#include "processfigures.h"
#include "streamer.h"
#include "typist.h"
#include "words.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextEdit>
#include <QTimer>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int UsualRate = 200; // tokens per second
constexpr int LongestStream = 160; // seconds
constexpr int LongestQuickStream = 40;
constexpr double Frame = 16; // milliseconds

// The least that showing a growing text costs: each token appended to a document that is laid out.
double floorPerToken(int count)
{
    const QList<QByteArray> tokens = tokensOfAnswer(count);
    QTextDocument document;
    document.setTextWidth(800);
    const double before = cpuTime();
    QTextCursor cursor(&document);
    for (const QByteArray &token : tokens) {
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(QString::fromUtf8(token));
        (void)document.documentLayout()->documentSize();
    }
    return (cpuTime() - before) / count;
}

// The same in Qt's own view in a window, with the tokens that are due in each frame. Work that is done for a
// moment many times a second costs more than the same work at a stretch: meanwhile the processor was idle, or
// another's.
double plainViewPerToken(int count, int rate)
{
    const QList<QByteArray> tokens = tokensOfAnswer(count);
    QTextEdit view;
    view.setReadOnly(true);
    view.resize(800, 800);
    view.show();
    BenchmarkWindow::settle();

    QTextCursor cursor(view.document());
    QElapsedTimer clock;
    QTimer frame;
    frame.setTimerType(Qt::PreciseTimer);
    qsizetype next = 0;
    QObject::connect(&frame, &QTimer::timeout, &view, [&] {
        for (; next < tokens.size() && next < clock.elapsed() * rate / 1'000; ++next) {
            cursor.movePosition(QTextCursor::End);
            cursor.insertText(QString::fromUtf8(tokens[next]));
        }
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    });
    const double before = cpuTime();
    clock.start();
    frame.start(std::chrono::milliseconds(16));
    BenchmarkWindow::waitUntil([&] { return next == tokens.size(); });
    return (cpuTime() - before) / count;
}

// The figures of one stream; `shortest` is the CPU time per token of the shortest one at the same rate, and
// is set by that.
QList<Figure> figuresOf(const Stream &stream, int tokens, int rate, double &shortest)
{
    const QString speed = rate > 0 ? u"at %L1/s"_s.arg(rate) : u"at full speed"_s;
    const QString what = u"stream %L1 tokens %2, "_s.arg(tokens).arg(speed);
    const double perToken = stream.cpu / tokens;
    QList<Figure> figures;
    figures.append({.what = what + u"CPU per token"_s,
                    .unit = u"µs"_s,
                    .value = perToken,
                    .high = {},
                    .floor = floorPerToken(tokens),
                    .goal = rate == UsualRate
                        ? std::optional(Goal {Goal::Of::Value, Goal::Bound::AtMost, 100})
                        : std::nullopt});
    if (shortest > 0) {
        figures.append({.what = u"the same, against 2,000 tokens %1 (%L2)"_s.arg(speed).arg(tokens),
                        .unit = u"µs"_s,
                        .value = perToken,
                        .high = {},
                        .floor = shortest,
                        .goal = Goal {Goal::Of::Ratio, Goal::Bound::AtMost, 1.2}});
    } else {
        shortest = perToken;
    }
    figures.append(figureOfTimes(what + u"a frame"_s, stream.frames, Frame,
                                 Goal {Goal::Of::Longest, Goal::Bound::AtMost, Frame}));
    figures.append({.what = what + u"longest block of the window"_s,
                    .unit = u"ms"_s,
                    .value = stream.longestBlock,
                    .high = {},
                    .floor = Frame,
                    .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Frame}});
    return figures;
}

// What Bobbin needs with the network, the Markdown and the history, against Qt's own view without them.
Figure againstPlainView(double perToken)
{
    return {.what = u"stream 2,000 tokens at %1/s, against Qt's own view of the same text"_s.arg(UsualRate),
            .unit = u"µs"_s,
            .value = perToken,
            .high = {},
            .floor = plainViewPerToken(2'000, UsualRate),
            .goal = Goal {Goal::Of::Ratio, Goal::Bound::AtMost, 1.2}};
}

// Key to paint, while the stream takes what it can get. One stream is too short for many keys.
Figure typingFigure(Streamer &streamer, int tokens, int rate)
{
    constexpr qsizetype Keys = 300;
    QList<double> times;
    while (times.size() < Keys)
        times += streamer.tokens(tokens, rate, Streamer::Typing::Yes).keys;
    return figureOfTimes(
        u"typing in a stream %1: key to paint"_s.arg(rate > 0 ? u"at %L1/s"_s.arg(rate) : u"at full speed"_s),
        times, plainTyping(), Goal {Goal::Of::Top, Goal::Bound::AtMost, Frame});
}

} // namespace

QList<Figure> measureStreaming(const BenchmarkSetup &setup)
{
    Streamer streamer(setup.application, setup.scratch + u"/streaming"_s);
    const int longest = setup.isQuick ? LongestQuickStream : LongestStream;
    QList<Figure> figures;
    for (const int rate : {0, 1'000, UsualRate, 50}) {
        double shortest = 0;
        for (const int tokens : {2'000, 8'000, 32'000}) {
            if (tokens <= longest * rate || rate == 0)
                figures += figuresOf(streamer.tokens(tokens, rate), tokens, rate, shortest);
        }
        if (rate == UsualRate)
            figures.append(againstPlainView(shortest));
    }
    figures.append(typingFigure(streamer, 32'000, 0));
    figures.append(typingFigure(streamer, 2'000, UsualRate));
    return figures;
}

} // namespace bobbin
