#include "core/knowntime.h"

namespace bobbin {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr days LongestPause {7}; // between two looks at the clock that nobody wonders about
constexpr days Confirmation {7};
constexpr int ConfirmingDays = 3;
constexpr days Correction {1}; // by which a clock may go back without having jumped
constexpr hours AnotherDay {20};

} // namespace

KnownTime KnownTime::seen(Timestamp now) const
{
    if (known == Timestamp {} || (now - known <= LongestPause && known - now <= Correction))
        return {.known = std::max(known, now)};
    KnownTime next = *this;
    if (doubtedSince == Timestamp {} || now < doubtedSince || doubtedLast - now > Correction) {
        next.doubtedSince = next.doubtedLast = now;
        next.doubtedDays = 1;
        return next;
    }
    if (now - doubtedLast >= AnotherDay) {
        next.doubtedLast = now;
        ++next.doubtedDays;
    }
    if (next.doubtedDays >= ConfirmingDays && now - doubtedSince >= Confirmation)
        return {.known = now};
    return next;
}

} // namespace bobbin
