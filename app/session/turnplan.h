#pragma once

#include "context/contextbuilder.h"
#include "context/modelfacts.h"
#include "core/conversation.h"
#include "core/result.h"
#include "core/service.h"
#include "net/completionbackend.h"
#include "net/modelquirks.h"
#include "store/contexttable.h"
#include "store/serverthreadtable.h"
#include "store/storeerror.h"

#include <QJsonObject>

#include <memory>
#include <optional>

namespace bobbin {

class ConversationStore;

// How the request of a turn is made up. All of it reads a store, in that store's thread.

/// A turn whose request is to be made up. Its messages stand in the store.
struct TurnQuestion {
    Conversation conversation;
    Service service;
    QString model;
    Strategy strategy = Strategy::FullHistory;
    Message reply; ///< To be received, below the message by the user.
    bool isContinuation = false; ///< The reply is to be continued.
    Timestamp now {};
    qint64 limit = 0; ///< Tokens of the prompt; 0 for what the model's window leaves.
    /// Without a reply yet: what would be sent after the conversation's leaf.
    std::optional<QString> draft {};

    /// The end of what the model is to know, as far as it is stored.
    [[nodiscard]] MessageId end() const
    {
        return draft ? conversation.leaf : isContinuation ? reply.id : reply.parent;
    }
};

/// What is known of the model that is asked.
struct ModelKnowledge {
    ModelQuirks quirks;
    ModelDetails details;
    ModelFacts facts;
};

/// What a container has at its end if it holds the branch down to `depth`.
struct PossibleEnd {
    int depth = -1;
    Role role = Role::Assistant; ///< Of the last message with text.
    QStringList texts; ///< The same, alone or joined to those of its role before it; empty if there is none.
};

/// A server's container that holds the beginning of the branch.
struct HeldPart {
    ServerThread thread;
    QString goOnFrom; ///< The server's id that a request names.
    int depth = -1; ///< Of the last message that is held; -1 if the container is empty.
    bool isInDoubt = false; ///< A message was sent to it of which nobody knows whether it arrived.
    QList<PossibleEnd> ends; ///< In doubt: from what is known to be held to that message.
};

/// What can be sent at once.
struct TurnPlan {
    ModelKnowledge model;
    qint64 limit = 0; ///< Tokens of the prompt; 0 if not known.
    int encoding = 0; ///< By which context.counted was counted.
    std::optional<HeldPart> held; ///< What a container has; `context` is then what it lacks.
    Context context;
    QList<std::pair<MessageId, MessageId>> keptEnds; ///< The first and the last message of each context.kept.
    std::optional<ServerThread>
        expired; ///< A container that the server has deleted by now, to judge by time.
    QList<ServerThread> orphans; ///< Containers that were made and never filled.
    QUuid summary; ///< Which one the context has; null for none.
    MessageId end; ///< Of priming: the last message that it covers; null if there is none.
};

/// Reads what is there for the question's strategy. With `heldDepth`, the container is known to hold that
/// much.
[[nodiscard]] Result<TurnPlan, StoreError> planTurn(ConversationStore &store, const TurnQuestion &question,
                                                    std::optional<int> heldDepth = {});

/// What a new container, or the first request of a chain, is to be given: of a container everything above the
/// message by the user, cut to half of the model's window.
[[nodiscard]] Result<TurnPlan, StoreError> planPriming(ConversationStore &store,
                                                       const TurnQuestion &question);

/// What a summary is to be made of.
struct SummaryWish {
    QList<MessageId> covered; ///< From the beginning of the branch on.
    QList<ChatMessage> messages; ///< The newest of that, as much as half of the window takes.
    ModelQuirks quirks;
    int longestAnswer = 0; ///< Tokens, those of what the model thinks before it writes among them.
};
/// When a summary is needed and what it leaves to the newest turns, both in tokens of the prompt.
struct SummaryLimits {
    qint64 needed = 0; ///< It is needed when the branch is longer than this.
    qint64 kept = 0; ///< The newest turns that fit into this stand for themselves.
};
/// Empty if no summary is needed, or one is there, be it one that leaves no room for what is to be added.
[[nodiscard]] Result<std::optional<SummaryWish>, StoreError>
findSummaryWish(ConversationStore &store, const TurnQuestion &question, const SummaryLimits &limits);

/// A stored branch as a source of contexts, with the newest summary that holds for it.
struct StoredSource : ContextSource {
    QUuid summaryId;
    std::shared_ptr<const Status<StoreError>> texts; ///< How reading them has gone.

    /// What came of the texts that were asked for: one that could not be read was given as an empty one, so
    /// that nothing that was made of them holds.
    [[nodiscard]] const Status<StoreError> &read() const { return *texts; }
};

[[nodiscard]] Result<StoredSource, StoreError>
contextSource(ConversationStore &store, const Conversation &conversation, const MessageId &end, int encoding);

[[nodiscard]] ModelKnowledge readModel(ConversationStore &store, const ServiceId &service,
                                       const QString &model);

/// The request of `plan`, without anything that only a server can say.
[[nodiscard]] CompletionRequest requestOf(const TurnQuestion &question, const TurnPlan &plan);

/// The field of requests that says what to go on from; a rejected parameter of this name in a model's quirks
/// says that the service takes no notice of it.
[[nodiscard]] QString parameterOf(Strategy strategy);

/// Gives a strategy another chance that the service was found not to heed.
Status<StoreError> forgetIgnored(ConversationStore &store, const ServiceId &service, const QString &model,
                                 Strategy strategy);

/// Notes that `thread` holds everything up to `reply`, which it has answered; `result` is what it said.
Status<StoreError> keepHeld(ConversationStore &store, const ConversationId &conversation,
                            const ServerThread &thread, const MessageId &reply,
                            const CompletionResult &result, Timestamp now);

/// Changes what is known of a model by `change(ModelDetails &)`.
template<typename Store, typename Change>
Status<StoreError> changeDetails(Store &store, const ServiceId &service, const QString &model, Change change)
{
    const auto details = store.services().details(service, model);
    if (!details)
        return Failure {details.error()};
    ModelDetails changed = details.value();
    change(changed);
    return store.services().setDetails(service, model, changed);
}

/// From what the request was made, so that it can be made again: see SentTurn.
[[nodiscard]] QJsonObject recipeOf(const TurnQuestion &question, const TurnPlan &plan,
                                   const CompletionRequest &request);

} // namespace bobbin
