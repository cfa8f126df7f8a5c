#include "benchmarks.h"
#include "benchmarkwindow.h"
#include "measuredprogram.h"
#include "words.h"

#include "ui/composer.h"
#include "ui/nextpaint.h"

#include <QAbstractTextDocumentLayout>
#include <QPushButton>
#include <QTextCursor>
#include <QTextDocument>

#include <sys/resource.h>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int UsualRate = 200; // tokens per second

// What the whole process has used, in microseconds.
double cpuTime()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto microseconds = [](const timeval &time) {
        return double(time.tv_sec) * 1e6 + double(time.tv_usec);
    };
    return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

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

struct Stream {
    double cpuPerToken = 0; // microseconds
    double longestBlock = 0; // milliseconds
};

Stream measureStream(BenchmarkApplication &application, BenchmarkWindow &window, const QUrl &server,
                     int tokens, int rate)
{
    Service service;
    service.id = ServiceId::create();
    service.name = u"Benchmark"_s;
    service.baseUrl = server.resolved(QUrl(u"/%1/%2/v1"_s.arg(tokens).arg(rate)));
    service.defaultModel = u"benchmark"_s;
    service.makesTitles = false;
    window.services().save(service);
    BenchmarkWindow::settle();
    window.window().findChild<QPushButton *>(u"newConversation"_s)->click();
    window.window().setChoice(service.id, service.defaultModel);
    BenchmarkWindow::settle();

    bool isDone = false;
    ChatSession *session = window.page().session();
    QObject::connect(session, &ChatSession::replyEnded, session, [&](const Message &reply) {
        if (reply.state != ReplyState::Complete)
            qFatal("the stream failed: %s", qPrintable(reply.error));
        afterNextPaint(&window.window(), [&isDone] { isDone = true; });
    });
    (void)application.takeLongestBlock();
    const double before = cpuTime();
    Q_EMIT window.page().composer()->sendRequested(u"Tell me everything."_s);
    BenchmarkWindow::waitUntil([&] { return isDone; });
    return {(cpuTime() - before) / tokens, application.takeLongestBlock()};
}

} // namespace

QList<Figure> measureStreaming(const BenchmarkSetup &setup)
{
    MeasuredProgram server(QStringLiteral(STREAM_SERVICE_PROGRAM), {});
    server.start();
    const QUrl url(u"http://127.0.0.1:%1"_s.arg(QString::fromLatin1(server.readLine())));
    const QString folder = setup.scratch + u"/streaming"_s;
    if (!DataPaths::in(folder).create())
        qFatal("no folder for the streams");
    BenchmarkWindow window(folder);
    (void)measureStream(setup.application, window, url, 2'000, 0); // what is made once only

    QList<Figure> figures;
    for (const int rate : {0, UsualRate}) {
        double shortest = 0;
        for (const int tokens : {2'000, 8'000, 32'000}) {
            if (rate > 0 && tokens > 8'000 && setup.isQuick)
                continue;
            const Stream stream = measureStream(setup.application, window, url, tokens, rate);
            const QString what =
                u"%L1 tokens %2"_s.arg(tokens).arg(rate > 0 ? u"at %1/s"_s.arg(rate) : u"at full speed"_s);
            const double floor = floorPerToken(tokens);
            figures.append({.what = u"stream "_s + what + u", CPU per token"_s,
                            .unit = u"µs"_s,
                            .value = stream.cpuPerToken,
                            .high = {},
                            .floor = floor,
                            .goal = rate > 0 ? std::optional(Goal {Goal::Of::Value, Goal::Bound::AtMost, 100})
                                             : std::nullopt});
            if (shortest > 0) {
                figures.append({.what = u"the same, against 2,000 tokens"_s
                                    + (rate > 0 ? u" at that rate"_s : QString()) + u" (%L1)"_s.arg(tokens),
                                .unit = u"µs"_s,
                                .value = stream.cpuPerToken,
                                .high = {},
                                .floor = shortest,
                                .goal = Goal {Goal::Of::Ratio, Goal::Bound::AtMost, 1.2}});
            } else {
                shortest = stream.cpuPerToken;
            }
            figures.append({.what = u"stream "_s + what + u", longest block of the window"_s,
                            .unit = u"ms"_s,
                            .value = stream.longestBlock,
                            .high = {},
                            .floor = {},
                            .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, 16}});
        }
    }
    return figures;
}

} // namespace bobbin
