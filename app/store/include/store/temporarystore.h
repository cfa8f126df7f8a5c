#pragma once

#include "core/conversation.h"
#include "core/message.h"
#include "store/storethread.h"

#include <QHash>

namespace bobbin {

/// Starts a history that is in memory alone: no file of it is ever made, also not for sorting, and all of it
/// is gone with the object.
[[nodiscard]] Result<std::unique_ptr<StoreThread>, StoreError> startTemporaryStore(const Clock &clock);

/// A conversation with all its branches, to be put into another history.
struct WholeConversation {
    Conversation conversation;
    QList<Message> messages; ///< Parents before their children.
    QString draft;
};

[[nodiscard]] Result<WholeConversation, StoreError> readWhole(ConversationStore &store,
                                                              const ConversationId &id);
/// In one transaction: all of it or nothing.
Status<StoreError> storeWhole(ConversationStore &store, const WholeConversation &whole);

/// What a history knows of its services and their models, without which another one knows no windows, no
/// prices and no quirks.
struct ServiceFacts {
    struct Model {
        QString name;
        ModelDetails details;
        QJsonObject quirks;
    };
    Service service;
    QList<Model> models;
};

[[nodiscard]] QList<ServiceFacts> readServiceFacts(ConversationStore &store);
Status<StoreError> storeServiceFacts(ConversationStore &store, const QList<ServiceFacts> &facts);

} // namespace bobbin
