#include "transcriptfixture.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_TranscriptSelection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_view.reset(); }

    void selectsByDragging();
    void selectsBackwards();
    void selectsAcrossMessages();
    void selectsWords();
    void selectsParagraphs();
    void extendsWithShift();
    void scrollsBeyondTheEdge();
    void extendsByKeys_data();
    void extendsByKeys();
    void extendsByLines();
    void extendsIntoTheNextMessage();
    void selectsAll();
    void offersAllFlavours();
    void offersAllFlavoursOfAPart();
    void copiesCodeFromACodeBlock();
    void copiesTheCurrentMessage();
    void clickOnTheSelectionEndsIt();
    void copiesImagesAndTables();
    void survivesStreaming();
    void survivesTheEndOfTheReply();
    void goesWithItsMessage();
    void readsWhatIsCopied_data();
    void readsWhatIsCopied();
    void copyEndsWithTheConversation();
    void countsReasoningOnlyWhenUnfolded();

private:
    void show(const QStringList &contents);
    [[nodiscard]] QPoint pointOf(int row, const QString &text, bool behind = false);
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {});
    [[nodiscard]] TranscriptPosition position(int row, int offset);

    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
};

void tst_TranscriptSelection::init()
{
    m_model = std::make_unique<TranscriptModel>();
    m_view = std::make_unique<TranscriptView>();
    m_view->resize(600, 400);
    m_view->setModel(m_model.get());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void tst_TranscriptSelection::show(const QStringList &contents)
{
    QList<BranchMessage> messages;
    for (const QString &content : contents)
        messages << branchMessage(content);
    m_model->reset(static_cast<int>(messages.size()), 0, messages);
}

TranscriptPosition tst_TranscriptSelection::position(int row, int offset)
{
    MessageItem *item = m_view->items().build(row);
    return {item->message().id, {false, item->content().fromOffset(offset)}};
}

// A point before the first character of `text` in a message, or behind the last one.
QPoint tst_TranscriptSelection::pointOf(int row, const QString &text, bool behind)
{
    MessageItem *item = m_view->items().build(row);
    const auto index = static_cast<int>(item->content().plainText().indexOf(text));
    const int offset = behind ? index + static_cast<int>(text.size()) - 1 : index;
    const QRect rect =
        item->characterRect(position(row, offset).place).translated(m_view->rowRect(row).topLeft());
    return {behind ? rect.right() + 1 : rect.left(), rect.center().y()};
}

void tst_TranscriptSelection::drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, modifiers, from);
    QMouseEvent move(QEvent::MouseMove, to, m_view->viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     modifiers);
    QApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, modifiers, to);
}

void tst_TranscriptSelection::selectsByDragging()
{
    show({u"Some **bold** text"_s});
    QSignalSpy changed(m_view.get(), &TranscriptView::selectionChanged);

    drag(pointOf(0, u"bold"_s), pointOf(0, u"text"_s, true));

    QCOMPARE(m_view->selection().text(), u"bold text"_s);
    QVERIFY(!changed.isEmpty());
}

void tst_TranscriptSelection::selectsBackwards()
{
    show({u"one two three"_s});

    drag(pointOf(0, u"two"_s, true), pointOf(0, u"one"_s));

    QCOMPARE(m_view->selection().text(), u"one two"_s);
}

void tst_TranscriptSelection::selectsAcrossMessages()
{
    show({u"first\n\nsecond"_s, u"middle"_s, u"third\n\nfourth"_s});

    drag(pointOf(0, u"second"_s), pointOf(2, u"third"_s, true));

    QCOMPARE(m_view->selection().text(), u"second\n\nmiddle\n\nthird"_s);
}

void tst_TranscriptSelection::selectsWords()
{
    show({u"one two three"_s});

    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, u"wo"_s));

    QCOMPARE(m_view->selection().text(), u"two"_s);
}

void tst_TranscriptSelection::selectsParagraphs()
{
    show({u"one two\nthree four\n\nfive"_s});
    const QPoint point = pointOf(0, u"two"_s);

    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, point);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, point);

    QCOMPARE(m_view->selection().text(), u"one two"_s);
}

void tst_TranscriptSelection::extendsWithShift()
{
    show({u"one two three"_s});

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, u"one"_s));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, pointOf(0, u"two"_s, true));

    QCOMPARE(m_view->selection().text(), u"one two"_s);
}

void tst_TranscriptSelection::scrollsBeyondTheEdge()
{
    show({QString(u"paragraph\n\n"_s).repeated(200)});
    const int before = m_view->verticalScrollBar()->value();
    const QPoint inside(300, 200);
    const QPoint above(300, -50);

    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, inside);
    QMouseEvent move(QEvent::MouseMove, above, m_view->viewport()->mapToGlobal(above), Qt::NoButton,
                     Qt::LeftButton, {});
    QApplication::sendEvent(m_view->viewport(), &move);

    QTRY_VERIFY(m_view->verticalScrollBar()->value() < before - 200);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, above);
    QVERIFY(m_view->selection().text().count(u"paragraph"_s) > 5);
}

void tst_TranscriptSelection::extendsByKeys_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("expected");

    const Qt::KeyboardModifiers shift = Qt::ShiftModifier;
    QTest::newRow("right") << int(Qt::Key_Right) << shift << u"t"_s;
    QTest::newRow("left") << int(Qt::Key_Left) << shift << u" "_s;
    QTest::newRow("word") << int(Qt::Key_Right) << (shift | Qt::ControlModifier) << u"two"_s;
    QTest::newRow("end") << int(Qt::Key_End) << shift << u"two three"_s;
    QTest::newRow("home") << int(Qt::Key_Home) << shift << u"one "_s;
}

void tst_TranscriptSelection::extendsByKeys()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    show({u"one two three\n\nfour five six"_s});
    m_view->select(position(0, 4), position(0, 4));

    QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);

    QTEST(m_view->selection().text(), "expected");
}

void tst_TranscriptSelection::extendsByLines()
{
    show({u"one two three\n\nfour five six"_s, u"seven"_s});
    m_view->select(position(0, 4), position(0, 4));

    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(m_view->selection().text().startsWith(u"two three\n\nfo"));
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(m_view->selection().text().startsWith(u"two three\n\nfour five six"));

    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(m_view->selection().isEmpty());
}

void tst_TranscriptSelection::extendsIntoTheNextMessage()
{
    show({u"one"_s, u"two"_s});
    m_view->select(position(0, 1), position(0, 3));

    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);

    QCOMPARE(m_view->selection().text(), u"ne\n\nt"_s);
}

void tst_TranscriptSelection::selectsAll()
{
    show({u"one"_s, u"two"_s, u"- three\n- four"_s});

    QTest::keySequence(m_view.get(), QKeySequence::SelectAll);

    QCOMPARE(m_view->selection().text(), u"one\n\ntwo\n\n•\tthree\n•\tfour"_s);
}

void tst_TranscriptSelection::offersAllFlavours()
{
    const QString source = u"# Title\n\nSome **bold** text.\n\n```cpp\nint a;\n```\n\n1. one\n2. two"_s;
    show({source});

    QTest::keySequence(m_view.get(), QKeySequence::SelectAll);
    QTest::keySequence(m_view.get(), QKeySequence::Copy);

    const QMimeData *data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), u"Title\n\nSome bold text.\n\nint a;\n\n1.\tone\n2.\ttwo"_s);
    QCOMPARE(QString::fromUtf8(data->data(u"text/markdown"_s)), source);
    QVERIFY(data->html().contains(u"<strong>bold</strong>"));
    QVERIFY(data->html().contains(u"<h1>Title</h1>"));
    QVERIFY(data->html().contains(u"<pre><code>int a;</code></pre>"));
    QVERIFY(data->html().contains(u"<ol start=\"2\">"));
}

void tst_TranscriptSelection::offersAllFlavoursOfAPart()
{
    show({u"Some **bold** `code` text"_s});

    drag(pointOf(0, u"bold"_s), pointOf(0, u"code"_s, true));
    m_view->copy();

    const QMimeData *data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), u"bold code"_s);
    QCOMPARE(QString::fromUtf8(data->data(u"text/markdown"_s)), u"**bold** `code`"_s);
    QCOMPARE(data->html(), u"<p><strong>bold</strong> <code>code</code></p>\n"_s);
}

void tst_TranscriptSelection::copiesCodeFromACodeBlock()
{
    show({u"```cpp\nint a;\nint b;\n```"_s});

    drag(pointOf(0, u"a;"_s), pointOf(0, u"int b"_s, true));
    m_view->copy();

    const QMimeData *data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->text(), u"a;\nint b"_s);
    QCOMPARE(QString::fromUtf8(data->data(u"text/markdown"_s)), u"```cpp\na;\nint b\n```"_s);
}

void tst_TranscriptSelection::copiesTheCurrentMessage()
{
    show({u"*one*"_s, u"two"_s});
    m_view->setCurrentRow(0);

    QTest::keySequence(m_view.get(), QKeySequence::Copy);

    QCOMPARE(QApplication::clipboard()->text(), u"one"_s);
    QCOMPARE(QString::fromUtf8(QApplication::clipboard()->mimeData()->data(u"text/markdown"_s)), u"*one*"_s);
}

// Pressing on what is selected begins to drag it elsewhere; a click only ends the selection.
void tst_TranscriptSelection::clickOnTheSelectionEndsIt()
{
    show({u"one two three"_s});
    drag(pointOf(0, u"one"_s), pointOf(0, u"three"_s, true));
    QVERIFY(!m_view->selection().isEmpty());

    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, u"two"_s));
    QVERIFY(!m_view->selection().isEmpty());
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, u"two"_s));

    QVERIFY(m_view->selection().isEmpty());
}

void tst_TranscriptSelection::copiesImagesAndTables()
{
    const QString image = u"![dot](data:image/png;base64,QQ==)"_s;
    show({u"before\n\n"_s + image + u"\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nbehind"_s});

    m_view->selectAll();
    m_view->copy();

    const QMimeData *copied = QApplication::clipboard()->mimeData();
    QVERIFY(QString::fromUtf8(copied->data(u"text/markdown"_s)).contains(image));
    QVERIFY(copied->html().contains(u"<table>"_s));
    QVERIFY(copied->html().contains(u"data:image/png"_s));
    QVERIFY(copied->text().contains(u"dot"_s));
}

void tst_TranscriptSelection::survivesStreaming()
{
    show({u"one"_s, u"two three"_s});
    m_view->select(position(0, 1), position(1, 5));

    for (int i = 0; i < 50; ++i)
        m_model->growContent(1, u" more\n\n```\ncode\n```\n");

    QCOMPARE(m_view->selection().text(), u"ne\n\ntwo t"_s);
}

void tst_TranscriptSelection::survivesTheEndOfTheReply()
{
    show({u"two three"_s});
    BranchMessage reply = m_model->at(0);
    reply.message.state = ReplyState::Streaming;
    m_model->replace(0, reply);
    m_model->growContent(0, u" four");
    m_view->select(position(0, 4), position(0, 9));

    reply = m_model->at(0);
    reply.message.state = ReplyState::Complete;
    m_model->replace(0, reply);

    QCOMPARE(m_view->selection().text(), u"three"_s);
}

void tst_TranscriptSelection::goesWithItsMessage()
{
    show({u"one"_s, u"two"_s});
    m_view->select(position(1, 0), position(1, 2));

    m_model->replace(1, branchMessage(u"another"_s));

    QVERIFY(m_view->selection().isEmpty());
}

void tst_TranscriptSelection::readsWhatIsCopied_data()
{
    QTest::addColumn<bool>("isAll");
    QTest::addColumn<QList<int>>("loaded");
    QTest::addColumn<int>("first"); // number of the message
    QTest::newRow("everything, with the end loaded") << true << QList<int> {398, 399} << 0;
    QTest::newRow("everything, with the middle loaded") << true << QList<int> {200} << 0;
    QTest::newRow("a hole") << false << QList<int> {5, 399} << 5;
    QTest::newRow("all loaded, but long") << true << QList<int> {} << 0;
}

void tst_TranscriptSelection::readsWhatIsCopied()
{
    QFETCH(const bool, isAll);
    QFETCH(const QList<int>, loaded);
    QFETCH(const int, first);
    QList<BranchMessage> messages;
    QStringList texts;
    for (int row = 0; row < 400; ++row) {
        messages.append(branchMessage(u"message %1"_s.arg(row)));
        if (row >= first)
            texts.append(messages.constLast().message.content);
    }
    m_model->reset(400, 0, loaded.isEmpty() ? messages : QList<BranchMessage>());
    for (const int row : loaded)
        m_model->setRows(row, {messages.at(row)});
    connect(
        m_model.get(), &TranscriptModel::rowsWanted, this,
        [&](int from, int to) { m_model->setRows(from, messages.mid(from, to - from + 1)); },
        Qt::QueuedConnection);
    QSignalSpy told(m_view.get(), &TranscriptView::told);
    QGuiApplication::clipboard()->clear();

    if (isAll)
        m_view->selectAll();
    else
        m_view->select({messages.at(first).message.id, {}}, position(399, 11));
    m_view->copy();

    QTRY_COMPARE(QGuiApplication::clipboard()->text(), texts.join(u"\n\n"_s));
    QCOMPARE(told.size(), 2); // it has begun, and ended
    QVERIFY(told.last().first().toString().contains(QString::number(texts.size())));
}

void tst_TranscriptSelection::copyEndsWithTheConversation()
{
    m_model->reset(4, 0, {branchMessage(u"one"_s)});
    QGuiApplication::clipboard()->setText(u"before"_s);
    m_view->selectAll();
    m_view->copy();
    QSignalSpy told(m_view.get(), &TranscriptView::told);

    const BranchMessage other = branchMessage(u"other"_s);
    m_model->reset(1, 0, {other});
    m_model->replace(0, other);

    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(told.size(), 1);
}

void tst_TranscriptSelection::countsReasoningOnlyWhenUnfolded()
{
    BranchMessage message = branchMessage(u"answer"_s);
    message.message.reasoning = u"thought"_s;
    m_model->reset(1, 0, {message});

    m_view->selectAll();
    QCOMPARE(m_view->selection().text(), u"answer"_s);

    m_view->items().build(0)->setReasoningOpen(true);
    QCOMPARE(m_view->selection().text(), u"thought\n\nanswer"_s);
}

QTEST_MAIN(tst_TranscriptSelection)
#include "tst_transcriptselection.moc"
