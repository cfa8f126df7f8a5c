#include "session/replycomparison.h"

#include "store/storethread.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace bobbin {
namespace {

Result<ReplyComparison, StoreError> readBoth(ConversationStore &store, const MessageId &left,
                                             const MessageId &right)
{
    auto leftMessage = store.messages().find(left);
    auto rightMessage = store.messages().find(right);
    if (!leftMessage || !rightMessage)
        return Failure {leftMessage ? rightMessage.error() : leftMessage.error()};
    return ReplyComparison {
        .left = std::move(leftMessage).value(), .right = std::move(rightMessage).value(), .rows = {}};
}

// Calls `then` with what `work` returned in another thread, unless `context` is gone by then.
template<typename Work, typename Then>
void runInPool(QObject *context, Work work, Then then)
{
    using Value = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Value>>();
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        then(watcher->result());
    });
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace

void compareReplies(StoreThread &reader, const MessageId &left, const MessageId &right, QObject *context,
                    std::function<void(const Result<ReplyComparison, StoreError> &)> answer)
{
    using Answer = Result<ReplyComparison, StoreError>;
    reader.run(
        context, [left, right](ConversationStore &store) { return readBoth(store, left, right); },
        [context, answer = std::move(answer)](const Answer &read) {
            if (!read) {
                answer(read);
                return;
            }
            const auto work = [read = read.value()] {
                ReplyComparison comparison = read;
                comparison.rows = diffTexts(read.left.content, read.right.content);
                return comparison;
            };
            runInPool(context, work, [answer](const ReplyComparison &comparison) { answer(comparison); });
        });
}

void readAlternatives(StoreThread &reader, const MessageId &message, QObject *context,
                      std::function<void(const QList<MessagePreview> &)> answer)
{
    const auto work = [message](ConversationStore &store) -> Result<QList<MessagePreview>, StoreError> {
        auto alternatives = store.messages().alternatives(message);
        if (!alternatives)
            return Failure {alternatives.error()};
        QList<MessageId> others = std::move(alternatives).value();
        others.removeOne(message);
        return store.branches().previews(others);
    };
    reader.run(context, work,
               [answer = std::move(answer)](const Result<QList<MessagePreview>, StoreError> &previews) {
                   answer(previews ? previews.value() : QList<MessagePreview>());
               });
}

} // namespace bobbin
