#include "store/messageremoval.h"

#include "database_p.h"
#include "rows_p.h"
#include "store/conversationtable.h"
#include "store/messagetable.h"

namespace bobbin {

Result<int, StoreError> MessageRemoval::remove(const ConversationId &conversation, const MessageId &message,
                                               Scope scope, const QString &reason)
{
    const int number = ++m_count;
    for (const Statement statement :
         {Statement::CreateRemovedMessages, Statement::CreateRemovedAttachments,
          Statement::CreateRemovedRequests, Statement::CreateRemovedParents, Statement::CreateRemovals}) {
        if (const auto created = m_database.run(statement).status(); !created)
            return Failure {created.error()};
    }
    Transaction transaction(m_database);
    if (const auto removed = run(conversation, message, scope, reason, number); !removed)
        return Failure {removed.error()};
    if (const auto kept = transaction.commit(); !kept)
        return Failure {kept.error()};
    return number;
}

Status<StoreError> MessageRemoval::run(const ConversationId &conversation, const MessageId &message,
                                       Scope scope, const QString &reason, int number)
{
    ConversationTable conversations(m_database, m_clock);
    const auto found = conversations.find(conversation);
    if (!found)
        return Failure {found.error()};
    const auto leaf = leafWithout(message, found->leaf, scope);
    if (!leaf)
        return Failure {leaf.error()};
    const bool onlyOne = scope == Scope::Message;
    const auto listed = m_database.run(Statement::InsertRemoval, number, found->leaf, leaf.value(), message);
    if (!listed.isOk())
        return listed.error();
    if (listed.changedRows() == 0)
        return Failure {StoreError {StoreError::Kind::NotFound, {}}};

    Status<StoreError> done =
        m_database.run(Statement::LoseThreadsWith, message, m_clock.now(), reason).status();
    const auto next = [this, &done](Statement statement, const auto &...values) {
        if (done)
            done = m_database.run(statement, values...).status();
    };
    next(Statement::KeepLastKey);
    next(Statement::ForgetResponsesWith, message);
    next(Statement::ForgetSummariesWith, message);
    next(onlyOne ? Statement::KeepRemovedMessage : Statement::KeepRemovedBranch, number, message);
    next(Statement::KeepRemovedAttachments, number);
    next(Statement::KeepRemovedRequests, number);
    if (onlyOne) {
        next(Statement::KeepRemovedParents, number, message);
        next(Statement::ShiftDepthsBelow, -1, message);
        next(Statement::MoveChildrenUp, message);
    }
    if (done && leaf.value() != found->leaf)
        done = conversations.setLeaf(conversation, leaf.value());
    next(Statement::DeleteRemoved, number);
    return done;
}

Result<MessageId, StoreError> MessageRemoval::leafWithout(const MessageId &message, const MessageId &leaf,
                                                          Scope scope) const
{
    const MessageTable messages(m_database, m_clock);
    const auto own = messages.find(message);
    if (!own)
        return Failure {own.error()};
    if (scope == Scope::Message && message != leaf)
        return leaf;
    const auto standing = messages.branch(leaf, own->depth, own->depth);
    if (!standing)
        return Failure {standing.error()};
    if (standing->isEmpty() || standing->first().message.id != message)
        return leaf; // another branch is shown
    const auto alternatives = messages.alternatives(message);
    if (!alternatives)
        return Failure {alternatives.error()};
    const qsizetype place = alternatives->indexOf(message);
    if (alternatives->size() > 1)
        return messages.leafBelow(alternatives->at(place > 0 ? place - 1 : 1));
    return own->parent;
}

Status<StoreError> MessageRemoval::putBack(const ConversationId &conversation, int number,
                                           const QString &reason)
{
    Transaction transaction(m_database);
    MessageId message;
    {
        Query found = m_database.run(Statement::FindRemoval, conversation, number);
        if (!found.next())
            return found.status() ? Failure {StoreError {StoreError::Kind::NotFound, {}}} : found.status();
        message = found.id<MessageId>(0);
        if (found.flag(1))
            return Failure {StoreError {StoreError::Kind::BeingAnswered, {}}};
    }
    Status<StoreError> done = Ok;
    const auto next = [this, &done](Statement statement, const auto &...values) {
        if (done)
            done = m_database.run(statement, values...).status();
    };
    next(Statement::PutMessagesBack, number);
    next(Statement::PutParentsBack, number);
    next(Statement::PutAttachmentsBack, number);
    next(Statement::PutRequestsBack, number);
    next(Statement::MoveChildrenBack, number);
    next(Statement::ShiftDepthsBack, number);
    next(Statement::ForgetSummariesWith, message); // those lack it
    next(Statement::LoseThreadsOf, m_clock.now(), reason, conversation);
    next(Statement::PutLeafBack, number, m_clock.now(), m_database.devicePk(), conversation);
    if (!done)
        return done;
    QList<std::pair<MessageId, QString>> texts;
    {
        Query row = m_database.run(Statement::RemovedTexts, number);
        while (row.next())
            texts.append({row.id<MessageId>(0), row.text(1)});
    }
    for (const auto &[id, text] : texts) {
        if (const auto indexed = indexParts(m_database, id, text); !indexed)
            return indexed;
    }
    for (const Statement statement :
         {Statement::ForgetRemovedRequests, Statement::ForgetRemovedAttachments,
          Statement::ForgetRemovedMessages, Statement::ForgetRemovedParents, Statement::ForgetRemoval})
        next(statement, number);
    return done ? transaction.commit() : done;
}

} // namespace bobbin
