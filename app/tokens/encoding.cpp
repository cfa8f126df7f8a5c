#include "tokens/encoding.h"

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Family {
    QLatin1StringView name; ///< A whole name, or one that "-" or ":" follows; after a "." anything does.
    Encoding encoding;
};

constexpr std::array Families {
    Family {"gpt-5"_L1, Encoding::O200k},
    Family {"gpt-5."_L1, Encoding::O200k},
    Family {"gpt-4o"_L1, Encoding::O200k},
    Family {"gpt-4.1"_L1, Encoding::O200k},
    Family {"gpt-4.5"_L1, Encoding::O200k},
    Family {"chatgpt-4o"_L1, Encoding::O200k},
    Family {"o1"_L1, Encoding::O200k},
    Family {"o3"_L1, Encoding::O200k},
    Family {"o4"_L1, Encoding::O200k},
    Family {"codex-mini"_L1, Encoding::O200k}, // a variant of o4-mini
    Family {"gpt-oss"_L1, Encoding::O200k}, // o200k_harmony: the same ranks, more special tokens
    Family {"gpt-4"_L1, Encoding::Cl100k},
    Family {"gpt-3.5"_L1, Encoding::Cl100k},
    Family {"gpt-35"_L1, Encoding::Cl100k}, // as Azure writes it
    Family {"text-embedding-3"_L1, Encoding::Cl100k},
    Family {"text-embedding-ada-002"_L1, Encoding::Cl100k},
    Family {"davinci-002"_L1, Encoding::Cl100k},
    Family {"babbage-002"_L1, Encoding::Cl100k},
};

bool isOf(const Family &family, QStringView model)
{
    if (!model.startsWith(family.name))
        return false;
    const QStringView rest = model.sliced(family.name.size());
    return rest.isEmpty() || rest.startsWith(u'-') || rest.startsWith(u':') || family.name.endsWith(u'.');
}

} // namespace

std::optional<Encoding> encodingOf(const QString &model)
{
    QStringView name(model);
    const qsizetype slash = name.lastIndexOf(u'/');
    const QStringView vendor = slash < 0 ? QStringView() : name.first(slash);
    name = name.sliced(slash + 1);
    // Others give their own models names that begin like these. gpt-oss is published by many.
    if (!vendor.isEmpty() && !vendor.endsWith("openai"_L1) && !vendor.endsWith("azure"_L1)
        && !name.startsWith("gpt-oss"_L1))
        return {};
    if (name.startsWith("ft:"_L1))
        name = name.sliced(3);
    const auto family =
        std::find_if(Families.begin(), Families.end(), [&](const Family &each) { return isOf(each, name); });
    return family == Families.end() ? std::nullopt : std::optional(family->encoding);
}

} // namespace bobbin
