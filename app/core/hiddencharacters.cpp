#include "core/hiddencharacters.h"

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

// Of U+E0000 to U+E007F, in UTF-16. A tag stands for the ASCII character of the same place.
constexpr char16_t HighTag = 0xDB40;
constexpr char16_t FirstLowTag = 0xDC00;
constexpr char16_t LastLowTag = 0xDC7F;

char32_t codePointAt(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[at + 1]);
    if (c.isLowSurrogate() && at > 0 && text[at - 1].isHighSurrogate())
        return QChar::surrogateToUcs4(text[at - 1], c);
    return c.unicode();
}

char32_t codePointBefore(QStringView text, qsizetype at)
{
    if (at > 0 && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate())
        --at;
    return at > 0 ? codePointAt(text, at - 1) : U'\0';
}

bool isVariationSelector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Whether the selector of a variant at `at` stands behind a character that has variants: a Chinese one, a
// symbol, a sign of mathematics, a digit. A sequence of selectors, or one behind a letter, is a text that
// nobody sees.
bool selectsVariant(QStringView text, qsizetype at)
{
    constexpr char32_t firstOfPlane14 = 0xE0100;
    constexpr char32_t firstWithVariants =
        0x1000; // Myanmar; below it digits, and a few signs that emoji have
    const char32_t before = codePointBefore(text, at);
    if (isVariationSelector(before))
        return false;
    if (codePointAt(text, at) >= firstOfPlane14)
        return QChar::script(before) == QChar::Script_Han;
    return before >= firstWithVariants || (before >= U'0' && before <= U'9') || before == U'#'
        || before == U'*' || before == U'\u00A9' || before == U'\u00AE';
}

// Emoji, and the scripts in which letters change their shape by what is between them.
bool canBeJoined(QStringView text, qsizetype at)
{
    constexpr char32_t firstWithShapes = 0x0600;
    constexpr char32_t firstSymbol = 0x2190;
    const char32_t before = at > 0 ? codePointAt(text, at - 1) : U'\0';
    if (before >= firstSymbol)
        return QChar::category(before) != QChar::Other_Format;
    return before >= firstWithShapes && before < 0x1100 && (QChar::isLetter(before) || QChar::isMark(before));
}

bool isFiller(char32_t c) { return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0; }

} // namespace

bool isHidden(QStringView text, qsizetype at)
{
    constexpr char32_t nonJoiner = 0x200C;
    constexpr char32_t joiner = 0x200D;
    const char32_t c = codePointAt(text, at);
    if (c == U'\n' || c == U'\t')
        return false;
    if (c == nonJoiner || c == joiner)
        return !canBeJoined(text, at);
    if (isVariationSelector(c))
        return !selectsVariant(text, at);
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Format || isFiller(c);
}

QString withSigns(QStringView text)
{
    constexpr char16_t firstPicture = 0x2400; // of the control characters
    constexpr char16_t deletePicture = 0x2421;
    QString signs = text.toString();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isHidden(text, i))
            continue;
        const char16_t c = text[i].unicode();
        signs[i] = c < u' ' ? QChar(firstPicture + c) : c == 0x7F ? QChar(deletePicture) : u'\uFFFD';
    }
    return signs;
}

// The size of the flag of a region with which `text` begins: a black flag, three to six letters or digits as
// tags, and the tag that ends it. Other tags behind a flag hide a text there.
static qsizetype flagSize(QStringView text)
{
    constexpr int Fewest = 3;
    constexpr int Most = 6;
    static const QString blackFlag = u"\U0001F3F4"_s;
    if (!text.startsWith(blackFlag))
        return 0;
    int letters = 0;
    for (qsizetype i = blackFlag.size(); i + 1 < text.size() && text[i].unicode() == HighTag; i += 2) {
        const char16_t tag = text[i + 1].unicode();
        if (tag == LastLowTag)
            return letters >= Fewest && letters <= Most ? i + 2 : 0;
        const auto letter = static_cast<char16_t>(tag - FirstLowTag);
        if (!(letter >= u'a' && letter <= u'z') && !(letter >= u'0' && letter <= u'9'))
            return 0;
        ++letters;
    }
    return 0;
}

QString withSignsInProse(const QString &text)
{
    QString signs = text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c)) {
            const char16_t low = i + 1 < text.size() ? text[i + 1].unicode() : u'\0';
            const bool isPair = QChar::isLowSurrogate(low);
            const bool isTag = c == HighTag && low >= FirstLowTag && low <= LastLowTag;
            if (isTag || (isPair && isVariationSelector(codePointAt(text, i)) && !selectsVariant(text, i)))
                signs[i] = signs[i + 1] = QChar::ReplacementCharacter;
            i += qMax<qsizetype>(flagSize(QStringView(text).sliced(i)), isPair ? 2 : 1) - 1;
            continue;
        }
        const bool isDirection = c >= 0x202A && c <= 0x202E;
        const bool isControl =
            (c < u' ' && c != u'\n' && c != u'\t' && c != u'\r') || (c >= 0x7F && c < 0xA0);
        const bool isVariation = isVariationSelector(c) && !selectsVariant(text, i);
        if (isDirection || isControl || isVariation)
            signs[i] = QChar::ReplacementCharacter;
    }
    return signs;
}

QString codePointName(QStringView text, qsizetype at)
{
    return u"U+"_s + QString::number(codePointAt(text, at), 16).toUpper().rightJustified(4, u'0');
}

QString spelledOut(QStringView text)
{
    QString spelled;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isHidden(text, i)) {
            spelled += text[i];
            continue;
        }
        spelled += u'⟨' + codePointName(text, i) + u'⟩';
        if (text[i].isHighSurrogate())
            ++i;
    }
    return spelled;
}

} // namespace bobbin
