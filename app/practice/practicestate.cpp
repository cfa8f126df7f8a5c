#include "practicestate.h"

#include "core/ids.h"
#include "practiceresponse.h"
#include "practicerun.h"

#include <QDateTime>

#include <algorithm>

namespace bobbin {

using namespace Qt::StringLiterals;

PracticeRun *PracticeThread::activeRun() const
{
    const auto it =
        std::find_if(runs.begin(), runs.end(), [](const auto &entry) { return entry.second->isActive(); });
    return it == runs.end() ? nullptr : it->second.get();
}

PracticeState::~PracticeState() = default;

void PracticeState::removeThread(const QString &id)
{
    PracticeThread *thread = findIn(threads, id);
    Q_ASSERT(thread);
    for (const auto &[runId, run] : thread->runs)
        run->loseThread();
    threads.erase(id);
}

void PracticeState::removeConversation(const QString &id)
{
    PracticeConversation *conversation = findIn(conversations, id);
    Q_ASSERT(conversation);
    if (conversation->writer)
        conversation->writer->loseConversation();
    conversations.erase(id);
}

bool PracticeState::forget(const QString &id)
{
    if (findIn(threads, id))
        removeThread(id);
    else if (findIn(conversations, id))
        removeConversation(id);
    else
        return responses.erase(id) + assistants.erase(id) > 0;
    return true;
}

PracticeError conversationMissing(const QString &id)
{
    return PracticeError::notFound(u"Conversation with id '%1' not found."_s.arg(id));
}

PracticeError threadMissing(const QString &id)
{
    return PracticeError::notFound(u"No thread found with id '%1'."_s.arg(id));
}

PracticeError assistantMissing(const QString &id)
{
    return PracticeError::notFound(u"No assistant found with id '%1'."_s.arg(id));
}

QString newId(QLatin1StringView prefix) { return prefix % createUuid7().toString(QUuid::Id128); }

qint64 secondsNow() { return QDateTime::currentSecsSinceEpoch(); }

} // namespace bobbin
