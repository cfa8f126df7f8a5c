#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QHash>

namespace bobbin {

class Database;
struct SalvageReport;

/// What the indexes of a damaged file know of rows that are lost.
struct LostRows {
    struct Place {
        qint64 conversation = 0;
        qint64 parent = 0; ///< 0 for none.
    };
    struct ConversationFacts {
        bool isArchived = false;
        bool isPinned = false;
        qint64 createdMs = 0;
    };
    QHash<qint64, QByteArray> messageIds; ///< By pk, as in all of these.
    QHash<qint64, Place> messagePlaces;
    QHash<qint64, QByteArray> conversationIds;
    QHash<qint64, ConversationFacts> conversationFacts;
};

/// Makes a history of rows that were brought back without each other: what is missing between them gets a
/// marked placeholder, what is about something that is lost goes. In the transaction that the caller began,
/// with foreign keys off; afterwards they hold, and so do the rules of the schema.
Status<StoreError> repairTree(Database &database, const LostRows &lost, Timestamp now, SalvageReport &report);

} // namespace bobbin
