#include "testworkspace.h"

#include "ui/modelpicker.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Two services that list a model of the same name, and a conversation with the second of them.
class tst_ModelPicker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void typedNameStaysWithItsService_data();
    void typedNameStaysWithItsService();
    void typedNameOfAnotherServiceOnlyStays();
    void typedNameFindsAServiceWhereThereIsNone();
    void completionsOfAllServicesAreToldApart();
    void completionIsTakenFromItsService();
    void serviceIsToldOfTheChoice();

private:
    [[nodiscard]] ServiceId addService(const QString &name, const QStringList &models);
    void type(const QString &text);
    [[nodiscard]] QAbstractItemView *completions() const { return m_picker->completer()->popup(); }

    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<QWidget> m_window;
    ModelPicker *m_picker = nullptr;
    QLineEdit *m_other = nullptr;
    ServiceId m_public;
    ServiceId m_company;
};

void tst_ModelPicker::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_public = addService(u"Public"_s, {u"gpt-4o"_s, u"gpt-4o-mini"_s, u"public-only"_s});
    m_company = addService(u"Company"_s, {u"company-only"_s, u"gpt-4o"_s, u"gpt-4o-mini"_s});
    m_window = std::make_unique<QWidget>();
    m_picker = new ModelPicker(*m_workspace->services, m_window.get());
    m_other = new QLineEdit(m_window.get());
    m_other->move(0, 100);
    m_picker->setChoice(m_company, u"gpt-4o"_s);
    m_window->resize(400, 300);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void tst_ModelPicker::cleanup()
{
    m_window.reset();
    m_workspace.reset();
}

ServiceId tst_ModelPicker::addService(const QString &name, const QStringList &models)
{
    Service service;
    service.id = ServiceId::create();
    service.name = name;
    service.baseUrl = QUrl(u"http://127.0.0.1:9/v1"_s);
    m_workspace->services->save(service);
    m_workspace->services->setModels(service.id, models);
    return service.id;
}

void tst_ModelPicker::type(const QString &text)
{
    m_picker->setFocus();
    m_picker->lineEdit()->selectAll();
    QTest::keyClicks(m_picker->lineEdit(), text);
}

void tst_ModelPicker::typedNameStaysWithItsService_data()
{
    QTest::addColumn<bool>("byEnter");
    QTest::newRow("Enter") << true;
    QTest::newRow("focus elsewhere") << false;
}

void tst_ModelPicker::typedNameStaysWithItsService()
{
    QFETCH(const bool, byEnter);
    QSignalSpy chosen(m_picker, &ModelPicker::chosen);
    type(u"gpt-4o-mini"_s);
    completions()->hide();

    if (byEnter)
        QTest::keyClick(m_picker->lineEdit(), Qt::Key_Return);
    m_other->setFocus();

    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().at(0).value<ServiceId>(), m_company);
    QCOMPARE(chosen.constFirst().at(1).toString(), u"gpt-4o-mini"_s);
    QCOMPARE(m_picker->currentText(), u"gpt-4o-mini"_s);
}

// The list of the service that is in use may be old, or not there yet.
void tst_ModelPicker::typedNameOfAnotherServiceOnlyStays()
{
    QSignalSpy chosen(m_picker, &ModelPicker::chosen);
    type(u"public-only"_s);
    completions()->hide();

    QTest::keyClick(m_picker->lineEdit(), Qt::Key_Return);

    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().at(0).value<ServiceId>(), m_company);
}

void tst_ModelPicker::typedNameFindsAServiceWhereThereIsNone()
{
    m_picker->setChoice({}, {});
    QSignalSpy chosen(m_picker, &ModelPicker::chosen);
    type(u"company-only"_s);
    completions()->hide();

    QTest::keyClick(m_picker->lineEdit(), Qt::Key_Return);

    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().at(0).value<ServiceId>(), m_company);
}

void tst_ModelPicker::completionsOfAllServicesAreToldApart()
{
    type(u"mini"_s);

    QTRY_VERIFY(completions()->isVisible());
    const QAbstractItemModel *rows = completions()->model();
    QCOMPARE(rows->rowCount(), 2);
    QCOMPARE(rows->index(0, 0).data(Qt::AccessibleTextRole).toString(), u"gpt-4o-mini – Public"_s);
    QCOMPARE(rows->index(1, 0).data(Qt::AccessibleTextRole).toString(), u"gpt-4o-mini – Company"_s);
    const QFontMetrics metrics = completions()->fontMetrics();
    const int needed = metrics.horizontalAdvance(u"gpt-4o-mini – Company"_s);
    QVERIFY(completions()->sizeHintForIndex(rows->index(1, 0)).width() > needed); // this is what is drawn
    QVERIFY(completions()->viewport()->width() > needed);
}

void tst_ModelPicker::completionIsTakenFromItsService()
{
    QSignalSpy chosen(m_picker, &ModelPicker::chosen);
    type(u"mini"_s);
    QTRY_VERIFY(completions()->isVisible());

    QTest::keyClick(completions(), Qt::Key_Down);
    QTest::keyClick(completions(), Qt::Key_Return);
    m_other->setFocus();

    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().at(0).value<ServiceId>(), m_public);
    QCOMPARE(chosen.constFirst().at(1).toString(), u"gpt-4o-mini"_s);
}

void tst_ModelPicker::serviceIsToldOfTheChoice()
{
    QVERIFY(m_picker->toolTip().contains(u"Company"_s));
    QVERIFY(m_picker->accessibleDescription().contains(u"Company"_s));

    m_picker->setChoice(m_public, u"gpt-4o"_s);

    QVERIFY(m_picker->toolTip().contains(u"Public"_s));
    QVERIFY(m_picker->accessibleDescription().contains(u"Public"_s));
}

QTEST_MAIN(tst_ModelPicker)
#include "tst_modelpicker.moc"
