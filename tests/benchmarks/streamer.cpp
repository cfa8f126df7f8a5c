#include "streamer.h"

#include "processfigures.h"
#include "typist.h"

#include "ui/composer.h"
#include "ui/nextpaint.h"
#include "ui/transcriptview.h"

#include <QPushButton>

namespace bobbin {

using namespace Qt::StringLiterals;

Streamer::Streamer(BenchmarkApplication &application, const QString &folder)
    : m_application(application), m_server(QStringLiteral(STREAM_SERVICE_PROGRAM), {})
{
    m_server.start();
    m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(QString::fromLatin1(m_server.readLine())));
    if (!DataPaths::in(folder).create())
        qFatal("no folder for the streams");
    m_window = std::make_unique<BenchmarkWindow>(folder);
    (void)tokens(2'000, 0); // what is made once only
}

Stream Streamer::tokens(int count, int rate, Typing typing)
{
    return run(u"/%1/%2/v1"_s.arg(count).arg(rate), u"Tell me everything."_s, typing);
}

Stream Streamer::shape(qsizetype number, const QString &title, Typing typing)
{
    return run(u"/shape-%1/0/v1"_s.arg(number), title, typing);
}

Stream Streamer::run(const QString &path, const QString &question, Typing typing)
{
    Service service;
    service.id = ServiceId::create();
    service.name = u"Benchmark"_s;
    service.baseUrl = m_url.resolved(QUrl(path));
    service.defaultModel = u"benchmark"_s;
    service.makesTitles = false;
    m_window->services().save(service);
    BenchmarkWindow::settle();
    m_window->window().findChild<QPushButton *>(u"newConversation"_s)->click();
    m_window->window().setChoice(service.id, service.defaultModel);
    BenchmarkWindow::settle();

    bool isDone = false;
    ChatSession *session = m_window->page().session();
    QObject::connect(session, &ChatSession::replyEnded, session, [&](const Message &reply) {
        if (reply.state != ReplyState::Complete)
            qFatal("the stream failed: %s", qPrintable(reply.error));
        afterNextPaint(&m_window->window(), [&isDone] { isDone = true; });
    });
    std::optional<Typist> typist;
    if (typing == Typing::Yes) {
        typist.emplace(*m_window->page().composer()->findChild<ComposerEdit *>());
        typist->start();
    }
    (void)m_application.takeLongestBlock();
    m_application.watchFrames(m_window->page().transcript()->viewport());
    const double before = cpuTime();
    Q_EMIT m_window->page().composer()->sendRequested(question);
    BenchmarkWindow::waitUntil([&] { return isDone; });
    return {.cpu = cpuTime() - before,
            .longestBlock = m_application.takeLongestBlock(),
            .frames = m_application.takeFrames(),
            .keys = typist ? typist->times() : QList<double>()};
}

} // namespace bobbin
