#include "fuzzinput.h"
#include "fuzztargets.h"

#include "core/bobbinlink.h"

namespace bobbin::fuzz {

void links(QByteArrayView bytes)
{
    const std::optional<BobbinLink> link = BobbinLink::parse(QString::fromUtf8(bytes));
    if (!link)
        return;
    require(!link->conversation.isNull(), "a link leads to a conversation");
    require(BobbinLink::parse(link->toString()) == link, "a link that is written is the same when read");
}

} // namespace bobbin::fuzz
