#include "markdownentities_p.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bobbin {
namespace {

struct Entity {
    std::string_view name;
    char16_t character;
};

// Those that people and models write; sorted by name.
constexpr std::array Entities {
    Entity {"Alpha", u'Α'},     Entity {"Beta", u'Β'},      Entity {"Delta", u'Δ'},
    Entity {"Gamma", u'Γ'},     Entity {"Lambda", u'Λ'},    Entity {"Omega", u'Ω'},
    Entity {"Phi", u'Φ'},       Entity {"Pi", u'Π'},        Entity {"Psi", u'Ψ'},
    Entity {"Sigma", u'Σ'},     Entity {"Theta", u'Θ'},     Entity {"agrave", u'à'},
    Entity {"alpha", u'α'},     Entity {"amp", u'&'},       Entity {"apos", u'\''},
    Entity {"asymp", u'≈'},     Entity {"auml", u'ä'},      Entity {"beta", u'β'},
    Entity {"bull", u'•'},      Entity {"ccedil", u'ç'},    Entity {"cent", u'¢'},
    Entity {"check", u'✓'},     Entity {"copy", u'©'},      Entity {"darr", u'↓'},
    Entity {"deg", u'°'},       Entity {"delta", u'δ'},     Entity {"divide", u'÷'},
    Entity {"eacute", u'é'},    Entity {"egrave", u'è'},    Entity {"emsp", u'\u2003'},
    Entity {"ensp", u'\u2002'}, Entity {"epsilon", u'ε'},   Entity {"equiv", u'≡'},
    Entity {"euro", u'€'},      Entity {"forall", u'∀'},    Entity {"frac12", u'½'},
    Entity {"frac14", u'¼'},    Entity {"frac34", u'¾'},    Entity {"gamma", u'γ'},
    Entity {"ge", u'≥'},        Entity {"gt", u'>'},        Entity {"harr", u'↔'},
    Entity {"hellip", u'…'},    Entity {"infin", u'∞'},     Entity {"int", u'∫'},
    Entity {"isin", u'∈'},      Entity {"lambda", u'λ'},    Entity {"laquo", u'«'},
    Entity {"larr", u'←'},      Entity {"ldquo", u'“'},     Entity {"le", u'≤'},
    Entity {"lsquo", u'‘'},     Entity {"lt", u'<'},        Entity {"mdash", u'—'},
    Entity {"micro", u'µ'},     Entity {"middot", u'·'},    Entity {"minus", u'−'},
    Entity {"mu", u'μ'},        Entity {"nbsp", u'\u00a0'}, Entity {"ndash", u'–'},
    Entity {"ne", u'≠'},        Entity {"omega", u'ω'},     Entity {"ouml", u'ö'},
    Entity {"para", u'¶'},      Entity {"part", u'∂'},      Entity {"phi", u'φ'},
    Entity {"pi", u'π'},        Entity {"plusmn", u'±'},    Entity {"pound", u'£'},
    Entity {"prod", u'∏'},      Entity {"quot", u'"'},      Entity {"rArr", u'⇒'},
    Entity {"radic", u'√'},     Entity {"raquo", u'»'},     Entity {"rarr", u'→'},
    Entity {"rdquo", u'”'},     Entity {"reg", u'®'},       Entity {"rsquo", u'’'},
    Entity {"sect", u'§'},      Entity {"shy", u'\u00ad'},  Entity {"sigma", u'σ'},
    Entity {"sum", u'∑'},       Entity {"sup2", u'²'},      Entity {"sup3", u'³'},
    Entity {"szlig", u'ß'},     Entity {"theta", u'θ'},     Entity {"thinsp", u'\u2009'},
    Entity {"times", u'×'},     Entity {"trade", u'™'},     Entity {"uarr", u'↑'},
    Entity {"uuml", u'ü'},      Entity {"yen", u'¥'},       Entity {"zwj", u'\u200d'},
    Entity {"zwnj", u'\u200c'},
};
static_assert(std::is_sorted(Entities.begin(), Entities.end(),
                             [](const Entity &a, const Entity &b) { return a.name < b.name; }));

} // namespace

QString decodeEntity(QStringView entity)
{
    if (entity.size() < 3)
        return entity.toString();
    const QStringView name = entity.sliced(1, entity.size() - 2);
    if (name.startsWith(u'#')) {
        const bool isHex = name.size() > 1 && name[1].toLower() == u'x';
        bool isNumber = false;
        const uint code = name.sliced(isHex ? 2 : 1).toUInt(&isNumber, isHex ? 16 : 10);
        const bool isCharacter =
            isNumber && code != 0 && code <= QChar::LastValidCodePoint && !QChar::isSurrogate(code);
        const auto character = static_cast<char32_t>(isCharacter ? code : uint {QChar::ReplacementCharacter});
        return QString::fromUcs4(&character, 1);
    }
    const QByteArray latin = name.toLatin1();
    const std::string_view key(latin.constData(), static_cast<size_t>(latin.size()));
    const auto it = std::lower_bound(Entities.begin(), Entities.end(), key,
                                     [](const Entity &e, std::string_view n) { return e.name < n; });
    return it != Entities.end() && it->name == key ? QString(QChar(it->character)) : entity.toString();
}

} // namespace bobbin
