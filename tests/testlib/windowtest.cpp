#include "windowtest.h"

#include "ui/transcriptaccessible.h"
#include "ui/transcriptview.h"
#include "ui/widgetaccessible.h"

namespace bobbin {

using namespace Qt::StringLiterals;

void WindowTest::initTestCase()
{
    installTranscriptAccessibility();
    installWidgetAccessibility();
}

void WindowTest::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->setAnswers({reply("Hello")});
    m_workspace = std::make_unique<TestWorkspace>();
    m_service = m_workspace->addService(m_server->url(u"/v1"_s));
}

void WindowTest::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_server.reset();
}

QByteArray WindowTest::delta(const QByteArray &text)
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + text + R"("}}]})";
}

ScriptedServer::Answer WindowTest::reply(const QByteArray &text)
{
    return ScriptedServer::stream(
        {delta(text), R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})", "[DONE]"});
}

void WindowTest::open()
{
    m_window.reset();
    m_workspace->library->showList(ConversationList::Current); // what the test has put into the store
    m_window = std::make_unique<MainWindow>(
        MainWindow::Context {*m_workspace->library, *m_workspace->services, *m_workspace->settings,
                             m_workspace->network, m_workspace->clock, m_workspace->database()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_workspace->settle();
}

QStringList WindowTest::titles() const
{
    QStringList result;
    for (int row = 0; row < list()->model()->rowCount(); ++row)
        result << list()->model()->index(row, 0).data().toString();
    return result;
}

TranscriptModel *WindowTest::transcript() const { return m_window->findChild<TranscriptView *>()->model(); }

void WindowTest::write(const QString &text)
{
    input()->setFocus();
    QTest::keyClicks(input(), text);
}

void WindowTest::sendAndWait(const QString &text)
{
    write(text);
    QTest::keyClick(input(), Qt::Key_Return);
    QTRY_COMPARE(sendButton()->text(), u"Send"_s);
    QTRY_VERIFY(transcript()->rowCount() > 0
                && transcript()->messageAt(transcript()->rowCount() - 1).state == ReplyState::Complete);
}

} // namespace bobbin
