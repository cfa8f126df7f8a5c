#include "benchmarks.h"
#include "benchmarkwindow.h"
#include "measuredprogram.h"
#include "sqlite.h"
#include "timing.h"
#include "words.h"

#include "session/palettesearch.h"
#include "settings/datapaths.h"

#include <QKeyEvent>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStringListModel>
#include <QWheelEvent>

#include <limits>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 200;
constexpr int PageRows = 200; // as the sidebar asks for first
constexpr double Frame = 16; // milliseconds
const Goal OneFrame {Goal::Of::Value, Goal::Bound::AtMost, Frame};

// What a user does with a list, each to the painted result.
struct Use {
    QString what;
    std::function<void(QListView &, int round)> act;
};

void press(QListView &view, int key)
{
    QKeyEvent event(QEvent::KeyPress, key, {});
    QCoreApplication::sendEvent(&view, &event);
}

QList<Use> uses()
{
    const auto wheel = [](QListView &view, int) {
        QWheelEvent event(QPointF(10, 10), view.viewport()->mapToGlobal(QPointF(10, 10)), {}, {0, -120}, {},
                          {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    };
    const auto drag = [](QListView &view, int round) { // all over the list
        const int range = view.verticalScrollBar()->maximum();
        view.verticalScrollBar()->setValue(int(qint64(range) * (round * 37 % Rounds) / Rounds));
    };
    const auto resize = [](QListView &view, int round) { view.resize(240 + round % 80, view.height()); };
    return {{u"a step of the wheel"_s, wheel},
            {u"the scroll bar to another place"_s, drag},
            {u"Page Down"_s, [](QListView &view, int) { press(view, Qt::Key_PageDown); }},
            {u"Down"_s, [](QListView &view, int) { press(view, Qt::Key_Down); }},
            {u"resizing"_s, resize}};
}

// Qt's own list with rows of one height and nothing else.
class PlainList final
{
public:
    explicit PlainList(const QStringList &titles, QSize size) : m_model(titles)
    {
        m_view.setUniformItemSizes(true);
        m_view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        m_view.setModel(&m_model);
        m_view.resize(size);
        m_view.show();
        BenchmarkWindow::settle();
    }
    QListView &view() { return m_view; }
    void moveToTop(int row) { m_model.moveRow({}, row, {}, 0); }

private:
    QStringListModel m_model;
    QListView m_view;
};

QStringList titlesOf(const ConversationListModel &model)
{
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles.append(model.at(row).title);
    return titles;
}

Figure figureOf(const QString &what, const QList<double> &times, const QList<double> &floors,
                const std::optional<Goal> &goal = OneFrame)
{
    return figureOfTimes(what, times, median(floors), goal);
}

// Pages of the list, from the store, beside the bare rows by SQLite's own API.
QList<Figure> measurePages(const QString &path)
{
    const SystemClock clock;
    const auto store = ConversationStore::open(path, ConversationStore::Access::ReadOnly, clock).value();
    const SqliteFile file(path);
    SqliteStatement plain(file,
                          "SELECT id, title, pinned, active_ms FROM conversations WHERE trashed_ms IS NULL"
                          " AND archived = 0 AND pinned = 0 ORDER BY active_ms DESC LIMIT 200");
    const auto readPlain = [&plain](int) {
        while (plain.step()) {
            (void)plain.text(0);
            (void)plain.text(1);
        }
    };
    QList<Figure> figures;
    for (const auto &[name, order] :
         {std::pair(u"by activity"_s, ListOrder::Activity), std::pair(u"by creation"_s, ListOrder::Creation),
          std::pair(u"by title"_s, ListOrder::Title)}) {
        const ListQuery query {.order = order};
        std::optional<ListPosition> last;
        for (auto page = store->conversations().page(query, PageRows); page && page->next;
             page = store->conversations().page(query, PageRows, last))
            last = page->next;
        const auto read = [&](const std::optional<ListPosition> &after) {
            return timesOf(Rounds, [&](int) { (void)store->conversations().page(query, PageRows, after); });
        };
        (void)read({});
        const QList<double> floors = timesOf(Rounds, readPlain);
        figures.append(figureOf(u"first page of the list, %1"_s.arg(name), read({}), floors));
        figures.append(figureOf(u"last page of the list, %1"_s.arg(name), read(last), floors));
    }
    return figures;
}

// From the letter to the results; beside finding the titles with the same letters together by SQLite's LIKE.
QList<Figure> measurePalette(BenchmarkWindow &window, const QString &path)
{
    const SqliteFile file(path);
    SqliteStatement plain(file, "SELECT id, title FROM conversations WHERE title LIKE ? LIMIT 50");
    QList<double> openings;
    openings.append(timeOf([&] {
        PaletteSearch search(window.library().searcher(), {}, {});
        QSignalSpy found(&search, &PaletteSearch::found);
        found.wait();
    }));
    PaletteSearch search(window.library().searcher(), {}, {});
    QSignalSpy found(&search, &PaletteSearch::found);
    const Words words(1);
    QList<double> times;
    QList<double> floors;
    for (qsizetype rank = 0; rank < 2000; rank += 100) {
        const QByteArray &word = words.word(rank);
        for (qsizetype length = 1; length <= word.size(); ++length) {
            const QByteArray typed = word.left(length);
            times.append(timeOf([&] {
                search.search(QString::fromLatin1(typed));
                found.wait();
            }));
            const QByteArray pattern = '%' + typed + '%';
            floors.append(timeOf([&] {
                plain.bindText(0, pattern);
                while (plain.step()) { }
            }));
        }
    }
    constexpr double Instant = 100;
    const Goal instant {Goal::Of::Value, Goal::Bound::AtMost, Instant};
    return {figureOf(u"go to anything: opened, to the first entries"_s, openings, {Frame}, instant),
            figureOf(u"go to anything: letter to results"_s, times, floors, instant)};
}

} // namespace

QList<Figure> measureList(const BenchmarkSetup &setup)
{
    const QString path = DataPaths::in(setup.history).database;
    QList<Figure> figures;
    {
        const SystemClock clock;
        const auto store = ConversationStore::open(path, ConversationStore::Access::ReadWrite, clock).value();
        while (store->conversations().orderTitles(PageRows).value()) { }
    }
    figures += measurePages(path);
    BenchmarkWindow window(setup.history);
    auto &view = *window.window().findChild<QListView *>(u"conversations"_s);
    ConversationListModel &model = *window.library().list();

    (void)setup.application.takeLongestBlock();
    const double toTheEnd = timeOf([&] {
        press(view, Qt::Key_End);
        BenchmarkWindow::waitUntil([&model, &view] {
            return !model.hasMore() && view.currentIndex().row() == model.rowCount() - 1;
        });
    });
    const int rows = model.rowCount();
    figures.append({.what = u"End: %L1 rows are loaded and the last is shown"_s.arg(rows),
                    .unit = u"ms"_s,
                    .value = toTheEnd,
                    .high = {},
                    .floor = {},
                    .goal = {}});
    figures.append({.what = u"the same, longest block of the window"_s,
                    .unit = u"ms"_s,
                    .value = setup.application.takeLongestBlock(),
                    .high = {},
                    .floor = Frame,
                    .goal = OneFrame});

    PlainList plain(titlesOf(model), view.size());
    for (const Use &use : uses()) {
        const auto measure = [&use](QListView &list) {
            list.verticalScrollBar()->setValue(list.verticalScrollBar()->maximum() / 2);
            list.setCurrentIndex(list.model()->index(list.model()->rowCount() / 2, 0));
            BenchmarkWindow::settle();
            return timesOf(Rounds, [&](int round) {
                use.act(list, round);
                QCoreApplication::processEvents();
            });
        };
        const QList<double> floors = measure(plain.view());
        figures.append(figureOf(u"%L1 rows: %2"_s.arg(rows).arg(use.what), measure(view), floors));
    }
    const QList<double> floors = timesOf(Rounds, [&](int round) {
        plain.moveToTop(rows - 1 - round);
        QCoreApplication::processEvents();
    });
    const QList<double> moves = timesOf(Rounds, [&](int round) {
        ConversationSummary summary = model.at(rows - 1 - round);
        summary.activeAt = SystemClock().now() + std::chrono::hours(round);
        model.put(summary);
        QCoreApplication::processEvents();
    });
    figures.append(figureOf(u"%L1 rows: the last comes to the top"_s.arg(rows), moves, floors));
    const QList<double> changes = timesOf(Rounds, [&](int) {
        model.put(model.at(rows / 2));
        QCoreApplication::processEvents();
    });
    figures.append(figureOf(u"%L1 rows: one in the middle changes"_s.arg(rows), changes, floors));
    return figures + measurePalette(window, path);
}

} // namespace bobbin
