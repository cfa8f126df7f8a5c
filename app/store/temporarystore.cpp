#include "store/temporarystore.h"

#include "inmemory_p.h"

namespace bobbin {

Result<std::unique_ptr<StoreThread>, StoreError> startTemporaryStore(const Clock &clock)
{
    return StoreThread::start(QString(InMemory), ConversationStore::Access::ReadWrite, clock);
}

Result<WholeConversation, StoreError> readWhole(ConversationStore &store, const ConversationId &id)
{
    WholeConversation whole;
    const auto conversation = store.conversations().find(id);
    if (!conversation)
        return Failure {conversation.error()};
    whole.conversation = conversation.value();
    const auto read = store.messages().forEach(id, [&whole](const Message &message) {
        whole.messages.append(message);
        return true;
    });
    if (!read)
        return Failure {read.error()};
    const auto draft = store.drafts().find(id);
    if (!draft)
        return Failure {draft.error()};
    whole.draft = draft.value();
    return whole;
}

Status<StoreError> storeWhole(ConversationStore &store, const WholeConversation &whole)
{
    return store.atomically([&]() -> Status<StoreError> {
        Conversation empty = whole.conversation;
        empty.leaf = {}; // follows when its message is there
        if (const auto inserted = store.conversations().insert(empty); !inserted)
            return inserted;
        for (const Message &message : whole.messages) {
            if (const auto inserted = store.messages().insert(whole.conversation.id, message); !inserted)
                return inserted;
        }
        if (const auto replaced = store.conversations().replace(whole.conversation); !replaced)
            return replaced;
        return whole.draft.isEmpty() ? Status<StoreError>(Ok)
                                     : store.drafts().set(whole.conversation.id, whole.draft);
    });
}

QList<ServiceFacts> readServiceFacts(ConversationStore &store)
{
    QList<ServiceFacts> facts;
    const auto services = store.services().all();
    if (!services)
        return facts;
    for (const Service &service : services.value()) {
        ServiceFacts known {.service = service, .models = {}};
        const auto models = store.services().models(service.id);
        for (const QString &name : models ? models.value() : QStringList()) {
            const auto details = store.services().details(service.id, name);
            const auto quirks = store.services().quirks(service.id, name);
            known.models.append({.name = name,
                                 .details = details ? details.value() : ModelDetails(),
                                 .quirks = quirks ? quirks.value() : QJsonObject()});
        }
        facts.append(known);
    }
    return facts;
}

Status<StoreError> storeServiceFacts(ConversationStore &store, const QList<ServiceFacts> &facts)
{
    return store.atomically([&]() -> Status<StoreError> {
        for (const ServiceFacts &known : facts) {
            if (const auto put = store.services().put(known.service); !put)
                return put;
            for (const ServiceFacts::Model &model : known.models) {
                if (const auto put = store.services().setDetails(known.service.id, model.name, model.details);
                    !put)
                    return put;
                if (model.quirks.isEmpty())
                    continue;
                if (const auto put = store.services().setQuirks(known.service.id, model.name, model.quirks);
                    !put)
                    return put;
            }
        }
        return Ok;
    });
}

} // namespace bobbin
