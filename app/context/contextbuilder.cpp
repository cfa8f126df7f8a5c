#include "context/contextbuilder.h"

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int BytesPerToken = 4;
constexpr int TokensPerMessage = 4;

void add(QList<ChatMessage> &messages, Role role, const QString &content)
{
    if (content.isEmpty())
        return;
    if (!messages.isEmpty() && messages.last().role == role && role != Role::Tool)
        messages.last().content += u"\n\n"_s + content;
    else
        messages.append({role, content});
}

} // namespace

QList<ChatMessage> buildContext(const QString &instructions, const QList<BranchMessage> &branch)
{
    QList<ChatMessage> messages;
    add(messages, Role::System, instructions);
    for (const BranchMessage &entry : branch)
        add(messages, entry.message.role, entry.message.content);
    return messages;
}

QList<ChatMessage> buildContinuation(const QString &instructions, const QList<BranchMessage> &branch)
{
    QList<ChatMessage> messages = buildContext(instructions, branch);
    // For the model, hence not translated. Ending with the reply itself would be understood by some servers
    // only, and some of those repeat it.
    add(messages, Role::User,
        u"Continue your last message exactly where it stopped. Do not repeat anything of it and do not comment on this request."_s);
    return messages;
}

qint64 estimateTokens(QStringView text)
{
    qint64 bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return (bytes + BytesPerToken - 1) / BytesPerToken;
}

qint64 estimateTokens(const QList<ChatMessage> &messages)
{
    qint64 tokens = 0;
    for (const ChatMessage &message : messages)
        tokens += estimateTokens(message.content) + TokensPerMessage;
    return tokens;
}

} // namespace bobbin
