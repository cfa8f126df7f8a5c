#pragma once

#include "core/message.h"
#include "store/conversationstore.h"

#include <QList>

namespace bobbin {

/// What has come of a reply and is not in the store yet, in the order in which it came.
class ReplyChanges
{
public:
    void append(const QString &content, const QString &reasoning);
    /// The content is `whole` from now on.
    void replaceContent(const QString &whole);
    /// What of the content comes after `kept` was reasoning.
    void turnContentIntoReasoning(const QString &kept);
    /// What came before this, and could not be stored.
    void putBefore(const ReplyChanges &earlier) { m_all = earlier.m_all + m_all; }

    [[nodiscard]] bool isEmpty() const { return m_all.isEmpty(); }
    /// Of all texts, in UTF-16 units.
    [[nodiscard]] qsizetype size() const;

    /// Changes the reply in the store, by all of it or nothing.
    [[nodiscard]] Status<StoreError> store(ConversationStore &store, const MessageId &reply) const;
    /// The same, and what the end of `reply` changes. Within a transaction.
    [[nodiscard]] Status<StoreError>
    storeWithEnd(ConversationStore &store, const ConversationId &conversation, const Message &reply) const;

private:
    struct Change {
        enum class Kind { Append, Replace, IntoReasoning } kind = Kind::Append;
        QString content;
        QString reasoning;
    };
    [[nodiscard]] Status<StoreError> storeEach(ConversationStore &store, const MessageId &reply) const;
    static Status<StoreError> storeOne(ConversationStore &store, const MessageId &reply,
                                       const Change &change);

    QList<Change> m_all;
};

} // namespace bobbin
