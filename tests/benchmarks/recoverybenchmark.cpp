#include "benchmarks.h"
#include "historygenerator.h"
#include "sqlite.h"
#include "turnplan.h"

#include "store/conversationstore.h"

#include <QDir>
#include <QElapsedTimer>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 9;
constexpr int Longest = LongConversations.back();
constexpr double Promise = 300; // milliseconds from the loss to the first request

Conversation findLong(ConversationStore &store)
{
    std::optional<ListPosition> position;
    do {
        constexpr int AtOnce = 100;
        const auto page = store.conversations().page({}, AtOnce, position);
        if (!page)
            qFatal("the history cannot be listed");
        for (const ConversationSummary &summary : page->conversations) {
            if (summary.title == titleOfLong(Longest))
                return store.conversations().find(summary.id).value();
        }
        position = page->next;
    } while (position);
    qFatal("the history has no conversation of 10,000 messages");
}

template<typename Work>
double millisecondsOf(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

} // namespace

// What stands between the loss of a server thread and the first request for a new one: the branch is read,
// its tokens are counted, of which none are known yet, and what fits is chosen.
QList<Figure> measureRecovery(const BenchmarkSetup &setup)
{
    const QString path = QDir(setup.history).filePath(u"history.sqlite"_s);
    const SystemClock clock;
    auto opened = ConversationStore::open(path, ConversationStore::Access::ReadWrite, clock);
    if (!opened)
        qFatal("%s", qPrintable(explain(opened.error())));
    ConversationStore &store = *opened.value();
    TurnQuestion question;
    question.conversation = findLong(store);
    question.strategy = Strategy::Conversation;
    question.reply.parent = question.conversation.leaf;
    question.reply.depth = question.conversation.length;
    question.now = clock.now();

    SqliteFile file(path);
    SqliteStatement read(file,
                         "SELECT count(*), sum(length(content)) FROM messages WHERE conversation ="
                         " (SELECT pk FROM conversations WHERE id = ?)");
    const QByteArray id = question.conversation.id.toBytes();
    QList<Figure> figures;
    for (const auto &[model, limit] :
         {std::pair(u"gpt-4"_s, 8'192), {u"gpt-4o"_s, 128'000}, {u"gpt-4.1"_s, 1'000'000}}) {
        question.model = model;
        question.limit = limit;
        QList<double> times;
        QList<double> floors;
        for (int round = 0; round < Rounds; ++round) {
            read.bindBlob(0, id);
            floors.append(millisecondsOf([&] {
                while (read.step()) { }
            }));
            times.append(millisecondsOf([&] {
                const auto plan = planPriming(store, question);
                if (!plan || plan->context.messages.isEmpty())
                    qFatal("the conversation cannot be given again");
            }));
        }
        figures.append({.what = u"recovery: %1 messages, window of %2"_s.arg(Longest).arg(limit),
                        .unit = u"ms"_s,
                        .value = median(times),
                        .high = percentile(times, 0.95),
                        .floor = median(floors),
                        .goal = Goal {Goal::Of::Value, Goal::Bound::AtMost, Promise}});
    }
    return figures;
}

} // namespace bobbin
