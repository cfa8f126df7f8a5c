#include "core/bobbinlink.h"

#include <QStringList>

namespace bobbin {

using namespace Qt::StringLiterals;

static constexpr auto Scheme = "bobbin:"_L1;

QString BobbinLink::toString() const
{
    const QString whole = Scheme + u"conversation/"_s + conversation.toString();
    return message.isNull() ? whole : whole + u"/message/"_s + message.toString();
}

std::optional<BobbinLink> BobbinLink::parse(const QString &text)
{
    if (!text.startsWith(Scheme, Qt::CaseInsensitive))
        return {};
    const QStringList parts = text.mid(Scheme.size()).split(u'/');
    const bool hasMessage = parts.size() == 4 && parts[2] == "message"_L1;
    if (parts[0] != "conversation"_L1 || (parts.size() != 2 && !hasMessage))
        return {};
    BobbinLink link;
    link.conversation = ConversationId::fromString(parts[1]);
    if (hasMessage)
        link.message = MessageId::fromString(parts[3]);
    if (link.conversation.isNull() || (hasMessage && link.message.isNull()))
        return {};
    return link;
}

} // namespace bobbin
