#pragma once

#include "models/transcriptmodel.h"

namespace bobbin {

/// A message of a transcript under test, with an id of its own.
inline BranchMessage branchMessage(const QString &content, Role role = Role::Assistant)
{
    BranchMessage result;
    result.message.id = MessageId::create();
    result.message.role = role;
    result.message.content = content;
    return result;
}

/// Messages of various lengths, by the user and the assistant in turn.
inline QList<BranchMessage> branchMessages(int number)
{
    QList<BranchMessage> result;
    for (int i = 0; i < number; ++i) {
        const QString words = QStringLiteral("words ").repeated(1 + i * 37 % 97);
        const QString text = QStringLiteral("Message %1\n\n%2\n\n%2").arg(QString::number(i), words);
        result << branchMessage(text, i % 2 == 0 ? Role::User : Role::Assistant);
    }
    return result;
}

} // namespace bobbin
