#include "store/tagtable.h"

#include "database_p.h"
#include "rows_p.h"

namespace bobbin {

QStringList tagsFrom(const QString &text)
{
    constexpr QChar Separator(0x1F);
    return text.isEmpty() ? QStringList() : sortedTags(text.split(Separator));
}

Result<QStringList, StoreError> TagTable::all() const
{
    QStringList tags;
    Query row = m_database.run(Statement::ListTags);
    while (row.next())
        tags.append(row.text(0));
    if (const auto status = row.status(); !status)
        return Failure {status.error()};
    return tags;
}

Status<StoreError> TagTable::replace(const ConversationId &conversation, const QStringList &tags)
{
    Transaction transaction(m_database);
    if (const auto deleted = m_database.run(Statement::DeleteTagsOf, conversation).status(); !deleted)
        return deleted;
    for (const QString &tag : sortedTags(tags)) {
        const QString folded = foldedTag(tag);
        if (const auto known = m_database.run(Statement::InsertTag, tag, folded).status(); !known)
            return known;
        const auto tagged = m_database.run(Statement::InsertConversationTag, conversation, folded).status();
        if (!tagged)
            return tagged;
    }
    return transaction.commit();
}

} // namespace bobbin
