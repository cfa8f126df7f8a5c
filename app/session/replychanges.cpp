#include "replychanges.h"

#include <numeric>

namespace bobbin {

void ReplyChanges::append(const QString &content, const QString &reasoning)
{
    if (m_all.isEmpty() || m_all.constLast().kind != Change::Kind::Append)
        m_all.append(Change {});
    m_all.last().content += content;
    m_all.last().reasoning += reasoning;
}

void ReplyChanges::replaceContent(const QString &whole)
{
    m_all.append({.kind = Change::Kind::Replace, .content = whole, .reasoning = {}});
}

void ReplyChanges::turnContentIntoReasoning(const QString &kept)
{
    m_all.append({.kind = Change::Kind::IntoReasoning, .content = kept, .reasoning = {}});
}

qsizetype ReplyChanges::size() const
{
    return std::accumulate(m_all.begin(), m_all.end(), qsizetype(0),
                           [](qsizetype size, const Change &change) {
                               return size + change.content.size() + change.reasoning.size();
                           });
}

Status<StoreError> ReplyChanges::storeOne(ConversationStore &store, const MessageId &reply,
                                          const Change &change)
{
    switch (change.kind) {
    case Change::Kind::Append:
        return store.messages().appendToReply(reply, change.content, change.reasoning);
    case Change::Kind::Replace:
        return store.messages().setContent(reply, change.content);
    case Change::Kind::IntoReasoning:
        return store.messages().turnContentIntoReasoning(reply, change.content);
    }
    Q_UNREACHABLE();
}

// One alone is as quick as the store makes it.
Status<StoreError> ReplyChanges::store(ConversationStore &store, const MessageId &reply) const
{
    return m_all.size() == 1 ? storeOne(store, reply, m_all.constFirst())
                             : store.atomically([&] { return storeEach(store, reply); });
}

Status<StoreError> ReplyChanges::storeEach(ConversationStore &store, const MessageId &reply) const
{
    for (const Change &change : m_all) {
        if (const auto stored = storeOne(store, reply, change); !stored)
            return stored;
    }
    return Ok;
}

// What came last is written together with the end.
Status<StoreError> ReplyChanges::storeWithEnd(ConversationStore &store, const ConversationId &conversation,
                                              const Message &reply) const
{
    ReplyChanges before = *this;
    Change last;
    if (!m_all.isEmpty() && m_all.constLast().kind == Change::Kind::Append)
        last = before.m_all.takeLast();
    if (const auto stored = before.storeEach(store, reply.id); !stored)
        return stored;
    return store.messages().finishReply(conversation, reply, last.content, last.reasoning);
}

} // namespace bobbin
