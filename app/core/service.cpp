#include "core/service.h"

namespace bobbin {

ServiceId environmentServiceId() { return ServiceId(QUuid(u"00000000-0000-7000-8000-000000000001")); }

ServiceId practiceServiceId() { return ServiceId(QUuid(u"00000000-0000-7000-8000-000000000002")); }

} // namespace bobbin
