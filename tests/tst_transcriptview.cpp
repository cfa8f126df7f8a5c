#include "markdownshapes.h"
#include "transcriptfixture.h"
#include "ui/transcriptaccessible.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace bobbin;
using namespace Qt::StringLiterals;

class tst_TranscriptView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTranscriptAccessibility(); }
    void init();
    void cleanup();

    void startsAtTheEnd();
    void showsShortConversationsFromTheTop();
    void followsTheGrowingAnswer();
    void staysPutWhileTheAnswerGrows();
    void staysPutWhileTheReaderScrollsUp();
    void staysPutWhenAMessageEndsWithThePage();
    void staysPutWhenTheWidthChanges();
    void staysPutWhenTheFontChanges();
    void scrollsUpWithoutJumps();
    void reachesBothEnds();
    void followsAgainAtTheEnd();
    void followsAfterSending();
    void offersToJumpToTheNewest();
    void asksForRowsInSight();
    void staysPutWhileRowsLoad();
    void buildsOnlyWhatIsInSight();
    void buildsOnlyTheVisibleBlocksOfALongMessage();
    void rebuildsOnlyTheLastBlock();
    void growsCodeWithoutRebuildingIt();
    void startsCodeAtTheEndOfTheText();
    void paintsOnlyWhatHasChanged_data();
    void paintsOnlyWhatHasChanged();
    void paintsInPiecesWhatItPaintsAtOnce_data();
    void paintsInPiecesWhatItPaintsAtOnce();
    void doesNotBuildAReplyOutOfSight();
    void showsAlternatives();
    void survivesChangesOfTheModel();
    void pressesButtons_data();
    void pressesButtons();
    void offersWhatTheStateNeeds_data();
    void offersWhatTheStateNeeds();
    void offersToContinueTheLastReplyOnly();
    void opensOnlySafeLinks_data();
    void opensOnlySafeLinks();
    void asksBeforeAMisleadingLink();
    void copiesCode();
    void scrollsCodeSideways();
    void unfoldsReasoning();
    void movesTheCurrentMessageByKeys();
    void movesTheFocusByTab();
    void opensTheMenuByKey();
    void findsTheLastCodeBlock();
    void paintsAtAnySizeAndColour();
    void laysOutOnlyWhatIsInSightOfAnyShape_data();
    void laysOutOnlyWhatIsInSightOfAnyShape();
    void receivesAnyShape_data();
    void receivesAnyShape();

private:
    [[nodiscard]] QPoint pointOf(int row, TranscriptControl::Kind kind) const;
    [[nodiscard]] std::pair<int, int> firstVisible() const;
    /// Of the note below a message.
    [[nodiscard]] QStringList framedButtons(int row) const;
    [[nodiscard]] QStringList menuOf(int row);
    void show(const QList<BranchMessage> &messages);
    void showOne(const QString &content) { show({branchMessage(content)}); }

    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
};

void tst_TranscriptView::init()
{
    m_model = std::make_unique<TranscriptModel>();
    m_model->reset(200, 0, branchMessages(200));
    m_view = std::make_unique<TranscriptView>();
    m_view->resize(500, 400);
    m_view->setModel(m_model.get());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void tst_TranscriptView::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void tst_TranscriptView::show(const QList<BranchMessage> &messages)
{
    m_model->reset(static_cast<int>(messages.size()), 0, messages);
}

QPoint tst_TranscriptView::pointOf(int row, TranscriptControl::Kind kind) const
{
    const QList<TranscriptControl> controls = m_view->items().find(row)->controls(0, 100'000);
    for (const TranscriptControl &control : controls) {
        if (control.kind == kind)
            return control.rect.translated(m_view->rowRect(row).topLeft()).center();
    }
    return {-1, -1};
}

QStringList tst_TranscriptView::framedButtons(int row) const
{
    QStringList framed;
    const QList<TranscriptControl> controls = m_view->items().find(row)->controls(0, 1000);
    for (const TranscriptControl &control : controls) {
        if (control.isFramed)
            framed << control.text;
    }
    return framed;
}

QStringList tst_TranscriptView::menuOf(int row)
{
    m_view->setCurrentRow(row);
    QStringList entries;
    const auto connection = connect(m_view.get(), &TranscriptView::contextMenuRequested, this,
                                    [&](const MessageId &, QMenu *menu) {
                                        const QList<QAction *> actions = menu->actions();
                                        for (const QAction *action : actions)
                                            entries << action->text();
                                        QMetaObject::invokeMethod(menu, &QMenu::close, Qt::QueuedConnection);
                                    });
    QTest::keyClick(m_view.get(), Qt::Key_F10, Qt::ShiftModifier);
    disconnect(connection);
    return entries;
}

// The row at the top, and where it ends.
std::pair<int, int> tst_TranscriptView::firstVisible() const
{
    const int row = m_view->firstVisibleRow();
    return {row, m_view->rowRect(row).bottom()};
}

void tst_TranscriptView::startsAtTheEnd()
{
    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->rowRect(199).bottom() + 1, m_view->viewport()->height());
}

void tst_TranscriptView::showsShortConversationsFromTheTop()
{
    showOne(u"short"_s);

    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->rowRect(0).top(), 0);
}

void tst_TranscriptView::followsTheGrowingAnswer()
{
    for (int i = 0; i < 100; ++i)
        m_model->growContent(199, u"more words and\n\n");

    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->rowRect(199).bottom() + 1, m_view->viewport()->height());
}

void tst_TranscriptView::staysPutWhileTheAnswerGrows()
{
    m_view->verticalScrollBar()->setValue(5000);
    const auto before = firstVisible();

    m_model->growContent(199, QString(u"\n\nmore"_s).repeated(50));

    QVERIFY(!m_view->isFollowing());
    QCOMPARE(firstVisible(), before);
}

void tst_TranscriptView::staysPutWhileTheReaderScrollsUp()
{
    m_model->growContent(199, QString(u"\n\nmore"_s).repeated(100));
    QTest::keyClick(m_view.get(), Qt::Key_PageUp);
    const QRect before = m_view->rowRect(199);

    m_model->growContent(199, QString(u"\n\nand more"_s).repeated(50));

    QVERIFY(!m_view->isFollowing());
    QCOMPARE(m_view->rowRect(199).top(), before.top());
    QVERIFY(m_view->rowRect(199).height() > before.height());
}

void tst_TranscriptView::staysPutWhenAMessageEndsWithThePage()
{
    QScrollBar *bar = m_view->verticalScrollBar();
    m_view->scrollToMessage(100);
    const int lowest = m_view->rowRect(100).bottom() + 1;
    const int distance = m_view->viewport()->height() - lowest;

    bar->setValue(bar->value() - distance);

    QCOMPARE(m_view->rowRect(100).bottom() + 1, m_view->viewport()->height());
    QVERIFY(!m_view->isFollowing());
}

void tst_TranscriptView::staysPutWhenTheWidthChanges()
{
    m_view->verticalScrollBar()->setValue(5000);
    const int row = m_view->firstVisibleRow();

    m_view->resize(350, 400);
    QCoreApplication::processEvents();
    QCOMPARE(m_view->firstVisibleRow(), row);

    m_view->resize(500, 400);
    QCoreApplication::processEvents();
    QCOMPARE(m_view->firstVisibleRow(), row);
}

void tst_TranscriptView::staysPutWhenTheFontChanges()
{
    m_view->verticalScrollBar()->setValue(5000);
    const int row = m_view->firstVisibleRow();
    QFont large = m_view->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);

    m_view->setFont(large);

    QCOMPARE(m_view->firstVisibleRow(), row);
}

void tst_TranscriptView::scrollsUpWithoutJumps()
{
    for (int step = 0; step < 100; ++step) {
        // Heights above the viewport may become known by it, so a row is where its end is.
        const int row = m_view->firstVisibleRow();
        const int bottom = m_view->rowRect(row).bottom();

        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - 97);

        QCOMPARE(m_view->rowRect(row).bottom(), bottom + 97);
    }
}

void tst_TranscriptView::reachesBothEnds()
{
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->rowRect(0).top(), 0);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);

    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->rowRect(199).bottom() + 1, m_view->viewport()->height());
}

void tst_TranscriptView::followsAgainAtTheEnd()
{
    QTest::keyClick(m_view.get(), Qt::Key_PageUp);
    QVERIFY(!m_view->isFollowing());

    QTest::keyClick(m_view.get(), Qt::Key_PageDown);
    QTest::keyClick(m_view.get(), Qt::Key_PageDown);

    QVERIFY(m_view->isFollowing());
}

void tst_TranscriptView::followsAfterSending()
{
    QTest::keyClick(m_view.get(), Qt::Key_Home);

    m_model->append(branchMessage(u"a question"_s, Role::User));

    QVERIFY(m_view->isFollowing());
}

void tst_TranscriptView::offersToJumpToTheNewest()
{
    auto *button = m_view->findChild<QPushButton *>(u"jumpToTheNewest"_s);
    QVERIFY(!button->isVisible());

    QTest::keyClick(m_view.get(), Qt::Key_PageUp);
    QVERIFY(button->isVisible());
    QCOMPARE(button->accessibleName(), u"Jump to the newest"_s);
    QTest::mouseClick(button, Qt::LeftButton);

    QVERIFY(m_view->isFollowing());
    QVERIFY(!button->isVisible());
}

void tst_TranscriptView::asksForRowsInSight()
{
    QSignalSpy wanted(m_model.get(), &TranscriptModel::rowsWanted);

    m_model->reset(1000, 999, branchMessages(1));

    QVERIFY(!wanted.isEmpty());
    QCOMPARE(wanted.last().at(1).toInt(), 998);
    QVERIFY(wanted.last().at(0).toInt() > 900);
}

void tst_TranscriptView::staysPutWhileRowsLoad()
{
    const QList<BranchMessage> all = branchMessages(1000);
    m_model->reset(1000, 960, all.mid(960));
    m_view->scrollToMessage(965);
    const auto before = firstVisible();

    m_model->setRows(900, all.mid(900, 60));

    QCOMPARE(firstVisible(), before);
}

void tst_TranscriptView::buildsOnlyWhatIsInSight()
{
    m_model->reset(1'000'000, 1'000'000 - 200, branchMessages(200));
    QCoreApplication::processEvents();

    QVERIFY(m_view->items().count() < 20);

    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->rowRect(0).top(), 0);
}

void tst_TranscriptView::buildsOnlyTheVisibleBlocksOfALongMessage()
{
    showOne(QString(u"A paragraph.\n\n"_s).repeated(5000));
    MessageDocument &document = m_view->items().find(0)->content();

    QCOMPARE(document.blockCount(), 5000);
    QVERIFY(document.buildCount() < 100);

    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QVERIFY(document.isBuilt(0));
    QVERIFY(document.buildCount() < 200);
}

void tst_TranscriptView::rebuildsOnlyTheLastBlock()
{
    showOne(QString(u"A paragraph.\n\n"_s).repeated(200));
    MessageDocument &document = m_view->items().find(0)->content();
    const int before = document.buildCount();

    for (int i = 0; i < 50; ++i)
        m_model->growContent(0, u"word ");

    QVERIFY(document.buildCount() <= before + 51);
}

void tst_TranscriptView::growsCodeWithoutRebuildingIt()
{
    showOne(u"```cpp\n"_s);
    m_model->growContent(0, u"int a;\n");
    MessageDocument &document = m_view->items().find(0)->content();
    const int before = document.buildCount();

    for (int i = 0; i < 500; ++i)
        m_model->growContent(0, u"int a; // and more\n");

    QCOMPARE(document.buildCount(), before);
    QCOMPARE(document.code(0).count(u'\n'), 500);
    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->rowRect(0).bottom() + 1, m_view->viewport()->height());
}

void tst_TranscriptView::startsCodeAtTheEndOfTheText()
{
    showOne(u"Look:\n\n```cpp"_s);
    BranchMessage reply = m_model->at(0);
    reply.message.state = ReplyState::Stopped;

    m_model->replace(0, reply);
    m_model->growContent(0, u"\nint a;");

    QCOMPARE(m_view->items().find(0)->content().code(1), u"int a;"_s);
}

void tst_TranscriptView::paintsOnlyWhatHasChanged_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("lines"); // at most, that are painted, with what is between them

    QTest::newRow("a short last paragraph")
        << QString(u"A paragraph.\n\n"_s).repeated(50) + u"The last"_s << 6;
    QTest::newRow("a paragraph of many lines") << QString(u"words "_s).repeated(300) << 6;
    QTest::newRow("code of many lines") << u"```cpp\n"_s + QString(u"int a;\n"_s).repeated(30) + u"int" << 3;
    QTest::newRow("a table of many rows") << u"| a | b |\n| --- | --- |\n"_s
            + QString(u"| one two three four | five |\n"_s).repeated(20)
            + u"| one" << 6;
    QTest::newRow("an item of many lines") << u"- One.\n- "_s + QString(u"words "_s).repeated(300) << 6;
}

void tst_TranscriptView::paintsOnlyWhatHasChanged()
{
    QFETCH(const QString, text);
    QFETCH(const int, lines);
    class PaintSpy : public QObject
    {
    public:
        QRegion painted;

    protected:
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::Paint)
                painted += static_cast<QPaintEvent *>(event)->region();
            return false;
        }
    } spy;
    showOne(text);
    m_model->growContent(0, u" begins"); // a complete text is built otherwise than one that grows
    QCoreApplication::processEvents();
    m_view->viewport()->installEventFilter(&spy);

    m_model->growContent(0, u" word");
    QCoreApplication::processEvents();

    QVERIFY(!spy.painted.isEmpty());
    QCOMPARE_LE(spy.painted.boundingRect().height(), lines * m_view->fontMetrics().height());
}

void tst_TranscriptView::paintsInPiecesWhatItPaintsAtOnce_data()
{
    QTest::addColumn<QString>("file");

    const QDir corpus(QStringLiteral(TEST_DATA "/markdown"));
    const QStringList names = corpus.entryList({u"*.md"_s});
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << corpus.filePath(name);
}

void tst_TranscriptView::paintsInPiecesWhatItPaintsAtOnce()
{
    QFETCH(QString, file);
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(source.readAll());
    BranchMessage reply = branchMessage(u"Before\n\n"_s.repeated(10));
    reply.message.state = ReplyState::Streaming;
    show({branchMessage(u"question"_s, Role::User), reply});
    QCoreApplication::processEvents();

    for (qsizetype at = 0; at < text.size(); at += 7) {
        m_model->growContent(1, QStringView(text).mid(at, 7));
        QCoreApplication::processEvents();

        const QImage inPieces = m_view->screen()->grabWindow(m_view->winId()).toImage();
        const QImage atOnce = m_view->grab().toImage();
        const QRect area = m_view->viewport()->geometry();
        QVERIFY2(inPieces.copy(area).convertToFormat(QImage::Format_RGB32)
                     == atOnce.copy(area).convertToFormat(QImage::Format_RGB32),
                 qPrintable(u"after "_s + text.left(at + 7).right(40)));
    }
}

void tst_TranscriptView::doesNotBuildAReplyOutOfSight()
{
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    m_model->append(branchMessage(u"a"_s));
    const int before = m_view->items().buildCount();

    for (int i = 0; i < 20; ++i)
        m_model->growContent(200, u"more\n\n");

    QCOMPARE(m_view->items().buildCount(), before);
}

void tst_TranscriptView::showsAlternatives()
{
    BranchMessage message = branchMessage(u"second"_s);
    message.alternative = 1;
    message.alternatives = 3;
    show({message});
    QSignalSpy requested(m_view.get(), &TranscriptView::alternativeRequested);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                      pointOf(0, TranscriptControl::Kind::NextAlternative));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                      pointOf(0, TranscriptControl::Kind::PreviousAlternative));

    QCOMPARE(requested.size(), 2);
    QCOMPARE(requested.at(0).at(1).toInt(), 1);
    QCOMPARE(requested.at(1).at(1).toInt(), -1);

    BranchMessage third = branchMessage(u"third"_s);
    m_model->replace(0, third);
    QCOMPARE(m_view->items().find(0)->content().plainText(), u"third"_s);
}

void tst_TranscriptView::survivesChangesOfTheModel()
{
    m_view->verticalScrollBar()->setValue(5000);
    m_view->setCurrentRow(150);
    m_view->selectAll();

    m_model->truncate(2);
    QCoreApplication::processEvents();
    QCOMPARE(m_view->currentRow(), -1);
    QVERIFY(m_view->selection().isEmpty());

    m_model->truncate(0);
    m_model->append(branchMessage(u"new"_s, Role::User));
    m_view->setModel(nullptr);
    m_view->grab();
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton);
}

void tst_TranscriptView::pressesButtons_data()
{
    QTest::addColumn<TranscriptControl::Kind>("kind");
    QTest::addColumn<Role>("role");
    QTest::addColumn<QByteArray>("signal");

    QTest::newRow("retry") << TranscriptControl::Kind::Retry << Role::Assistant
                           << QByteArray(SIGNAL(retryRequested(bobbin::MessageId)));
    QTest::newRow("edit") << TranscriptControl::Kind::Edit << Role::User
                          << QByteArray(SIGNAL(editRequested(bobbin::MessageId)));
    QTest::newRow("continue") << TranscriptControl::Kind::Continue << Role::Assistant
                              << QByteArray(SIGNAL(continueRequested(bobbin::MessageId)));
}

void tst_TranscriptView::pressesButtons()
{
    QFETCH(TranscriptControl::Kind, kind);
    QFETCH(Role, role);
    QFETCH(QByteArray, signal);
    BranchMessage message = branchMessage(u"text"_s, role);
    if (role == Role::Assistant)
        message.message.state = ReplyState::Stopped;
    show({message});
    QSignalSpy requested(m_view.get(), signal.constData());

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, kind));

    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().value<MessageId>(), message.message.id);
}

void tst_TranscriptView::offersWhatTheStateNeeds_data()
{
    QTest::addColumn<ReplyState>("state");
    QTest::addColumn<FinishReason>("reason");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QStringList>("buttons");

    QTest::newRow("complete") << ReplyState::Complete << FinishReason::Stop << u"a"_s << QStringList();
    QTest::newRow("streaming") << ReplyState::Streaming << FinishReason::None << u"a"_s << QStringList();
    QTest::newRow("stopped") << ReplyState::Stopped << FinishReason::None << u"a"_s
                             << QStringList {u"Retry"_s, u"Continue"_s};
    QTest::newRow("interrupted") << ReplyState::Interrupted << FinishReason::None << u"a"_s
                                 << QStringList {u"Retry"_s, u"Continue"_s};
    QTest::newRow("failed") << ReplyState::Failed << FinishReason::None << QString()
                            << QStringList {u"Retry"_s};
    QTest::newRow("cut off") << ReplyState::Complete << FinishReason::Length << u"a"_s
                             << QStringList {u"Continue"_s};
    QTest::newRow("filtered") << ReplyState::Complete << FinishReason::ContentFilter << u"a"_s
                              << QStringList {u"Retry"_s};
    QTest::newRow("empty") << ReplyState::Complete << FinishReason::Stop << QString()
                           << QStringList {u"Retry"_s};
}

void tst_TranscriptView::offersWhatTheStateNeeds()
{
    QFETCH(ReplyState, state);
    QFETCH(FinishReason, reason);
    QFETCH(QString, content);
    BranchMessage message = branchMessage(content);
    message.message.state = state;
    message.message.finishReason = reason;
    show({message});

    QTEST(framedButtons(0), "buttons");
}

// What follows a reply is no answer to half of it, and would not be heeded.
void tst_TranscriptView::offersToContinueTheLastReplyOnly()
{
    BranchMessage reply = branchMessage(u"half"_s);
    reply.message.state = ReplyState::Stopped;
    show({branchMessage(u"question"_s, Role::User), reply});
    const QStringList both {u"Retry"_s, u"Continue"_s};
    QCOMPARE(framedButtons(1), both);

    m_model->append(branchMessage(u"another question"_s, Role::User));
    QCOMPARE(framedButtons(1), QStringList {u"Retry"_s});
    QVERIFY(!menuOf(1).contains(u"C&ontinue"_s));

    m_model->truncate(2);
    QCOMPARE(framedButtons(1), both);
    QVERIFY(menuOf(1).contains(u"C&ontinue"_s));
}

void tst_TranscriptView::opensOnlySafeLinks_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("opens");

    QTest::newRow("https") << u"https://example.org/a?b#c"_s << true;
    QTest::newRow("http") << u"HTTP://example.org"_s << true;
    QTest::newRow("mail") << u"mailto:a@example.org"_s << true;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("share") << u"smb://host/share"_s << false;
    QTest::newRow("relative") << u"/etc/passwd"_s << false;
}

void tst_TranscriptView::opensOnlySafeLinks()
{
    QFETCH(QString, address);
    QFETCH(bool, opens);
    showOne(u"[a link with words](%1)"_s.arg(address));
    QSignalSpy activated(m_view.get(), &TranscriptView::linkActivated);
    QSignalSpy hovered(m_view.get(), &TranscriptView::linkHovered);

    const QPoint point = pointOf(0, TranscriptControl::Kind::Link);
    QMouseEvent move(QEvent::MouseMove, point, m_view->viewport()->mapToGlobal(point), Qt::NoButton, {}, {});
    QApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, point);

    QCOMPARE(activated.size(), opens ? 1 : 0);
    QVERIFY(!hovered.isEmpty());
    QVERIFY(hovered.last().first().toString().startsWith(address));
}

void tst_TranscriptView::asksBeforeAMisleadingLink()
{
    showOne(u"[https://bank.com/login](https://evil.example/x)"_s);
    QSignalSpy activated(m_view.get(), &TranscriptView::linkActivated);
    QSignalSpy misleading(m_view.get(), &TranscriptView::misleadingLinkActivated);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, TranscriptControl::Kind::Link));

    QCOMPARE(activated.size(), 0);
    QCOMPARE(misleading.size(), 1);
    QCOMPARE(misleading[0][0].toString(), u"https://bank.com/login"_s);
    QCOMPARE(misleading[0][1].toString(), u"https://evil.example/x"_s);
}

void tst_TranscriptView::copiesCode()
{
    showOne(u"Before\n\n- item\n  ```cpp\n  int a;\n    int b;\n  ```\n"_s);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, TranscriptControl::Kind::CopyCode));

    QCOMPARE(QApplication::clipboard()->text(), u"int a;\n  int b;"_s);
}

void tst_TranscriptView::scrollsCodeSideways()
{
    showOne(u"```\n"_s + u"long "_s.repeated(100) + u"\n```"_s);
    MessageItem *item = m_view->items().find(0);
    const QPoint inCode = pointOf(0, TranscriptControl::Kind::CopyCode) + QPoint(-20, 25);
    BlockPart *part = item->partAt(inCode - m_view->rowRect(0).topLeft()).part;
    QVERIFY(part->hiddenWidth() > 0);

    QWheelEvent wheel(inCode, m_view->viewport()->mapToGlobal(inCode), {}, {0, -120}, Qt::NoButton,
                      Qt::ShiftModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &wheel);
    QVERIFY(part->scrollPosition() > 0);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, TranscriptControl::Kind::WrapCode));
    QVERIFY(m_view->wrapsCode());
    item = m_view->items().find(0);
    QCOMPARE(item->partAt(inCode - m_view->rowRect(0).topLeft()).part->hiddenWidth(), 0);
}

void tst_TranscriptView::unfoldsReasoning()
{
    BranchMessage message = branchMessage(u"The answer"_s);
    message.message.reasoning = u"First this.\n\nThen that."_s;
    show({message});
    const int folded = m_view->rowRect(0).height();

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(0, TranscriptControl::Kind::Reasoning));

    QVERIFY(m_view->rowRect(0).height() > folded);
    QCOMPARE(m_view->items().find(0)->reasoning()->plainText(), u"First this.\n\nThen that."_s);
}

void tst_TranscriptView::movesTheCurrentMessageByKeys()
{
    m_view->setFocus(Qt::TabFocusReason);
    QSignalSpy changed(m_view.get(), &TranscriptView::currentRowChanged);
    m_view->setCurrentRow(100);

    QTest::keyClick(m_view.get(), Qt::Key_J);
    QCOMPARE(m_view->currentRow(), 101);
    QVERIFY(m_view->rowRect(101).intersects(m_view->viewport()->rect()));

    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(m_view.get(), Qt::Key_K);
    QCOMPARE(m_view->currentRow(), 99);
    QCOMPARE(changed.size(), 4);
}

void tst_TranscriptView::movesTheFocusByTab()
{
    showOne(u"[one](https://one.example) and [two](https://two.example)"_s);
    m_view->activateWindow();
    m_view->setFocus(Qt::TabFocusReason);
    m_view->setCurrentRow(0);
    QSignalSpy activated(m_view.get(), &TranscriptView::linkActivated);

    QStringList opened;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(m_view.get(), Qt::Key_Tab);
        const QList<TranscriptControl> controls = m_view->items().find(0)->controls(0, 1000);
        if (controls.at(i).kind == TranscriptControl::Kind::Link)
            QTest::keyClick(m_view.get(), Qt::Key_Return);
    }
    for (const QList<QVariant> &arguments : std::as_const(activated))
        opened << arguments.first().toUrl().host();

    QCOMPARE(opened, (QStringList {u"one.example"_s, u"two.example"_s}));
}

void tst_TranscriptView::opensTheMenuByKey()
{
    m_view->setCurrentRow(199);
    QMenu *shown = nullptr;
    connect(m_view.get(), &TranscriptView::contextMenuRequested, this,
            [&shown](const MessageId &, QMenu *menu) { shown = menu; });

    QTest::keyClick(m_view.get(), Qt::Key_F10, Qt::ShiftModifier);

    QVERIFY(shown);
    QVERIFY(!shown->actions().isEmpty());
    shown->close();
}

void tst_TranscriptView::findsTheLastCodeBlock()
{
    show({branchMessage(u"```\none\n```\n\n```\ntwo\n```\nend"_s),
          branchMessage(u"```\nmine\n```"_s, Role::User), branchMessage(u"no code"_s)});

    QCOMPARE(m_view->lastCodeBlock(), u"two"_s);
}

void tst_TranscriptView::paintsAtAnySizeAndColour()
{
    QPalette dark;
    dark.setColor(QPalette::Base, Qt::black);
    dark.setColor(QPalette::Text, Qt::white);
    m_view->setPalette(dark);

    for (const QSize &size : {QSize(1, 1), QSize(60, 40), QSize(3000, 200)}) {
        m_view->resize(size);
        QCoreApplication::processEvents();
        m_view->grab();
        QVERIFY(m_view->isFollowing());
    }
}

static void addShapes()
{
    QTest::addColumn<QByteArray>("text");
    const QList<MarkdownShape> shapes = markdownShapes();
    for (const MarkdownShape &shape : shapes)
        QTest::newRow(qPrintable(shape.name)) << shape.text();
}

void tst_TranscriptView::laysOutOnlyWhatIsInSightOfAnyShape_data() { addShapes(); }

void tst_TranscriptView::laysOutOnlyWhatIsInSightOfAnyShape()
{
    QFETCH(QByteArray, text);
    constexpr int Screens = 3; // farther above the end than this, nothing needs to be known

    showOne(QString::fromLatin1(text));
    m_view->grab();

    const MessageDocument &document = m_view->items().find(0)->content();
    const int edge = document.height() - Screens * m_view->viewport()->height();
    QVERIFY(document.isBuilt(document.blockCount() - 1));
    for (int block = 0; block < document.blockCount(); ++block)
        QVERIFY(!document.isBuilt(block) || document.blockTop(block) + document.blockHeight(block) > edge);
}

void tst_TranscriptView::receivesAnyShape_data() { addShapes(); }

void tst_TranscriptView::receivesAnyShape()
{
    QFETCH(QByteArray, text);
    constexpr qsizetype Piece = 20'000;
    const QString whole = QString::fromLatin1(text);
    BranchMessage reply = branchMessage({});
    reply.message.state = ReplyState::Streaming;
    show({reply});

    for (qsizetype at = 0; at < whole.size(); at += Piece) {
        m_model->growContent(0, QStringView(whole).mid(at, Piece));
        m_view->grab();
    }

    QCOMPARE(m_view->items().find(0)->content().source(), whole);
    QVERIFY(m_view->isFollowing());
}

QTEST_MAIN(tst_TranscriptView)
#include "tst_transcriptview.moc"
