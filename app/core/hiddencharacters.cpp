#include "core/hiddencharacters.h"

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

char32_t codePointAt(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[at + 1]);
    if (c.isLowSurrogate() && at > 0 && text[at - 1].isHighSurrogate())
        return QChar::surrogateToUcs4(text[at - 1], c);
    return c.unicode();
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

QString withSignsInProse(const QString &text)
{
    constexpr char16_t highTag = 0xDB40; // of U+E0000 to U+E007F, with a low surrogate up to:
    constexpr char16_t lastLowTag = 0xDC7F;
    static const QString blackFlag = u"\U0001F3F4"_s;
    QString signs = text;
    bool isFlag = false; // what was just read is a flag of a region, or the beginning of one
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        const char16_t next = i + 1 < text.size() ? text[i + 1].unicode() : u'\0';
        const bool isTag = c == highTag && QChar::isLowSurrogate(next) && next <= lastLowTag;
        if (isTag) {
            if (!isFlag)
                signs[i] = signs[i + 1] = QChar::ReplacementCharacter;
            isFlag = isFlag && next != lastLowTag; // which ends it
            ++i;
            continue;
        }
        isFlag = QChar::isHighSurrogate(c) ? QStringView(text).sliced(i).startsWith(blackFlag)
                                           : isFlag && QChar::isLowSurrogate(c);
        const bool isDirection = c >= 0x202A && c <= 0x202E;
        const bool isControl =
            (c < u' ' && c != u'\n' && c != u'\t' && c != u'\r') || (c >= 0x7F && c < 0xA0);
        if (isDirection || isControl)
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
