#include "core/ids.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <mutex>

namespace bobbin {

// RFC 9562, section 6.2, method 1: the 12 bits beside the time are a counter within the millisecond,
// begun at a random low value; when it runs over, the time is advanced.
QUuid createUuid7(Timestamp now)
{
    static std::mutex mutex;
    static quint64 lastTime = 0;
    static quint32 counter = 0;

    quint64 time = 0;
    quint32 count = 0;
    {
        const std::lock_guard lock(mutex);
        const auto requested = static_cast<quint64>(now.time_since_epoch().count());
        if (requested > lastTime) {
            lastTime = requested;
            counter = QRandomGenerator::global()->bounded(0x400U);
        } else if (++counter > 0xFFF) {
            ++lastTime;
            counter = 0;
        }
        time = lastTime;
        count = counter;
    }
    const quint64 random = QRandomGenerator::global()->generate64();

    std::array<uchar, 16> bytes {};
    for (size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<uchar>(time >> (40 - 8 * i));
    bytes[6] = static_cast<uchar>(0x70 | (count >> 8));
    bytes[7] = static_cast<uchar>(count);
    for (size_t i = 0; i < 8; ++i)
        bytes[8 + i] = static_cast<uchar>(random >> (8 * i));
    bytes[8] = static_cast<uchar>(0x80 | (bytes[8] & 0x3F));
    return QUuid::fromRfc4122(QByteArray(reinterpret_cast<const char *>(bytes.data()), bytes.size()));
}

QUuid createUuid7() { return createUuid7(SystemClock().now()); }

} // namespace bobbin
