#include "threadopening.h"

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LookedAt = 100; // messages; what one page of the APIs has at the most

} // namespace

bool isSameText(const QString &remote, const QString &local)
{
    return remote.simplified().endsWith(local.simplified());
}

ThreadOpening::ThreadOpening(QNetworkAccessManager &network, const Endpoint &endpoint, Strategy strategy,
                             const QList<ChatMessage> &messages, QObject *parent)
    : QObject(parent), m_threads(network, endpoint, strategy), m_messages(messages)
{
    Q_ASSERT(ServerThreads::canCreate(strategy));
}

void ThreadOpening::start()
{
    ServerThreadReply *reply = m_threads.create(this);
    connect(reply, &ServerThreadReply::failed, this, &ThreadOpening::failed);
    connect(reply, &ServerThreadReply::finished, this, [this](const ServerThreadReply::Answer &answer) {
        m_remoteId = answer.id;
        Q_EMIT created(m_remoteId);
    });
}

void ThreadOpening::goOn()
{
    if (m_messages.isEmpty()) {
        Q_EMIT opened(m_remoteId);
        return;
    }
    ServerThreadReply *reply = m_threads.append(m_remoteId, m_messages, this);
    connect(reply, &ServerThreadReply::failed, this, &ThreadOpening::failed);
    connect(reply, &ServerThreadReply::finished, this, &ThreadOpening::verify);
}

void ThreadOpening::verify()
{
    ServerThreadReply *reply =
        m_threads.list(m_remoteId, static_cast<int>(std::min(m_messages.size() + 1, LookedAt)), this);
    connect(reply, &ServerThreadReply::failed, this, &ThreadOpening::failed);
    connect(reply, &ServerThreadReply::finished, this, &ThreadOpening::compare);
}

void ThreadOpening::compare(const ServerThreadReply::Answer &answer)
{
    const qsizetype wanted = std::min(m_messages.size(), LookedAt);
    bool isSame = answer.messages.size() == wanted || (answer.messages.size() > wanted && !answer.isWhole);
    for (qsizetype i = 1; isSame && i <= wanted; ++i) {
        isSame = isSameText(answer.messages.at(answer.messages.size() - i).content,
                            m_messages.at(m_messages.size() - i).content);
    }
    if (isSame) {
        Q_EMIT opened(m_remoteId);
        return;
    }
    Q_EMIT failed({.kind = CompletionError::Kind::StateIgnored, .code = u"primed_messages_missing"_s});
}

} // namespace bobbin
