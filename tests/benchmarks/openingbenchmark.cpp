#include "benchmarks.h"
#include "benchmarkwindow.h"
#include "historygenerator.h"
#include "measuredprogram.h"

#include "ui/transcriptview.h"

#include <QElapsedTimer>
#include <QListView>
#include <QTest>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 40;
constexpr double Frame = 16; // milliseconds

class Opener final : public QObject
{
public:
    explicit Opener(BenchmarkWindow &window)
        : m_window(window), m_list(window.window().findChild<QListView *>(u"conversations"_s))
    {
        m_window.page().transcript()->viewport()->installEventFilter(this);
    }

    // From the click on the conversation in `row` of the sidebar to its newest messages on the screen.
    Milliseconds open(int row)
    {
        const QModelIndex index = m_window.library().list()->index(row);
        m_list->scrollTo(index);
        const QPoint place = m_list->visualRect(index).center();
        m_wanted = m_window.library().list()->at(row).id;
        m_isPainted = false;
        QElapsedTimer timer;
        timer.start();
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, place);
        BenchmarkWindow::waitUntil([this] { return m_isPainted; });
        return std::chrono::nanoseconds(timer.nsecsElapsed());
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && isShown(m_wanted)) // the queued call comes after the painting
            QMetaObject::invokeMethod(
                this, [this] { m_isPainted = true; }, Qt::QueuedConnection);
        return false;
    }

    // Where the conversation with this title is; the long ones are the newest, below what is pinned.
    [[nodiscard]] int rowOf(const QString &title) const
    {
        int row = 0;
        while (m_window.library().list()->at(row).title != title)
            ++row;
        return row;
    }

    // Opens others until the conversation that is shown is not in memory any more.
    void forget()
    {
        constexpr int Others = 10;
        const QPointer<ChatSession> shown(m_window.page().session());
        for (int i = 0; shown; ++i)
            (void)open(rowOf(titleOfLong(LongConversations.front())) + 1 + i % Others);
    }

private:
    [[nodiscard]] bool isShown(const ConversationId &id) const
    {
        ChatSession *session = m_window.page().session();
        return session && session->id() == id && session->isOpen()
            && m_window.page().transcript()->model() == session->transcript();
    }

    BenchmarkWindow &m_window;
    QListView *const m_list;
    ConversationId m_wanted;
    bool m_isPainted = false;
};

} // namespace

QList<Figure> measureOpening(const BenchmarkSetup &setup)
{
    BenchmarkWindow window(setup.history);
    Opener opener(window);
    QList<Figure> figures;
    for (const int messages : LongConversations) {
        const int row = opener.rowOf(titleOfLong(messages));
        QList<double> times;
        for (int round = 0; round < Rounds; ++round) {
            opener.forget();
            BenchmarkWindow::settle();
            times.append(opener.open(row).count());
        }
        figures.append({.what = u"open a conversation of %L1 messages"_s.arg(messages),
                        .unit = u"ms"_s,
                        .value = median(times),
                        .high = percentile(times, 0.95),
                        .floor = Frame,
                        .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Frame}});
    }
    return figures;
}

} // namespace bobbin
