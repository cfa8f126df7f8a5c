#include "fuzzinput.h"
#include "fuzztargets.h"

#include "contextfigures.h"
#include "serviceerror.h"
#include "threaderror.h"

#include <algorithm>

namespace bobbin::fuzz {
namespace {

using namespace Qt::StringLiterals;

constexpr auto Key = "Zq7Key9w";
constexpr qsizetype MostShown = 500;

void requirePlain(const QString &text)
{
    require(!text.contains(QLatin1StringView(Key)), "what is shown of an error has no key in it");
    require(text.size() <= MostShown, "what is shown of an error is short");
    const QList<uint> characters = text.toUcs4();
    require(std::all_of(characters.begin(), characters.end(),
                        [](uint c) {
                            return QChar::category(c) != QChar::Other_Control
                                && QChar::category(c) != QChar::Other_Format;
                        }),
            "what is shown of an error has nothing invisible in it");
}

void requirePlain(const CompletionError &error)
{
    requirePlain(error.detail);
    requirePlain(error.code);
    requirePlain(error.param);
}

} // namespace

void errors(QByteArrayView bytes)
{
    const ServiceError words = parseServiceError(bytes);
    (void)contextFigures(words);
    (void)saysRouteIsMissing(words);
    for (const int status : {200, 400, 403, 404, 409, 429, 500})
        requirePlain(makeError(status, words, Key));
    const CompletionError missing = makeError(404, words, Key);
    for (const Strategy strategy : {Strategy::FullHistory, Strategy::Response, Strategy::Thread}) {
        const Diagnosis diagnosis = diagnose(
            missing, words, {.strategy = strategy, .threadId = u"thread_1"_s, .assistant = u"asst_1"_s});
        requirePlain(diagnosis.error);
        (void)saysContainerIsGone(diagnosis);
    }
    const QByteArray header = bytes.toByteArray();
    const auto wish = parseRetryAfter({}, header, "Sat, 01 Aug 2026 00:00:00 GMT");
    require(!wish || wish->count() >= 0, "nobody is asked to wait for less than no time");
}

} // namespace bobbin::fuzz
