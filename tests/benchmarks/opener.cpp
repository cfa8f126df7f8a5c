#include "opener.h"

#include "historygenerator.h"

#include "ui/transcriptview.h"

#include <QElapsedTimer>
#include <QListView>
#include <QTest>

namespace bobbin {

using namespace Qt::StringLiterals;

Opener::Opener(BenchmarkWindow &window)
    : m_window(window), m_list(window.window().findChild<QListView *>(u"conversations"_s))
{
    m_window.page().transcript()->viewport()->installEventFilter(this);
}

Milliseconds Opener::open(int row)
{
    const QModelIndex index = m_window.library().list()->index(row);
    m_list->scrollTo(index);
    const QPoint place = m_list->visualRect(index).center();
    m_wanted = m_window.library().list()->at(row).id;
    if (isShown(m_wanted))
        return {};
    m_isPainted = false;
    QElapsedTimer timer;
    timer.start();
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, place);
    BenchmarkWindow::waitUntil([this] { return m_isPainted; });
    return std::chrono::nanoseconds(timer.nsecsElapsed());
}

bool Opener::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Paint && isShown(m_wanted)) // the queued call comes after the painting
        QMetaObject::invokeMethod(
            this, [this] { m_isPainted = true; }, Qt::QueuedConnection);
    return false;
}

int Opener::rowOf(const QString &title) const
{
    int row = 0;
    while (m_window.library().list()->at(row).title != title)
        ++row;
    return row;
}

void Opener::forget()
{
    constexpr int Others = 10; // below the long ones, which are the newest
    const QPointer<ChatSession> shown(m_window.page().session());
    for (int i = 0; shown; ++i)
        (void)open(rowOf(titleOfLong(LongConversations.front())) + 1 + i % Others);
}

bool Opener::isShown(const ConversationId &id) const
{
    ChatSession *session = m_window.page().session();
    return session && session->id() == id && session->isOpen()
        && m_window.page().transcript()->model() == session->transcript();
}

} // namespace bobbin
