#include "emojiruns_p.h"

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

constexpr char32_t PictureSelector = 0xfe0f;
constexpr char32_t Joiner = 0x200d;
constexpr char32_t Keycap = 0x20e3;

struct Range {
    char32_t first;
    char32_t last;
};

// Characters with the Unicode property Emoji_Presentation (emoji-data.txt, version 15), below U+1F000.
constexpr std::array SmallRanges {
    Range {0x231a, 0x231b}, Range {0x23e9, 0x23ec}, Range {0x23f0, 0x23f0}, Range {0x23f3, 0x23f3},
    Range {0x25fd, 0x25fe}, Range {0x2614, 0x2615}, Range {0x2648, 0x2653}, Range {0x267f, 0x267f},
    Range {0x2693, 0x2693}, Range {0x26a1, 0x26a1}, Range {0x26aa, 0x26ab}, Range {0x26bd, 0x26be},
    Range {0x26c4, 0x26c5}, Range {0x26ce, 0x26ce}, Range {0x26d4, 0x26d4}, Range {0x26ea, 0x26ea},
    Range {0x26f2, 0x26f3}, Range {0x26f5, 0x26f5}, Range {0x26fa, 0x26fa}, Range {0x26fd, 0x26fd},
    Range {0x2705, 0x2705}, Range {0x270a, 0x270b}, Range {0x2728, 0x2728}, Range {0x274c, 0x274c},
    Range {0x274e, 0x274e}, Range {0x2753, 0x2755}, Range {0x2757, 0x2757}, Range {0x2795, 0x2797},
    Range {0x27b0, 0x27b0}, Range {0x27bf, 0x27bf}, Range {0x2b1b, 0x2b1c}, Range {0x2b50, 0x2b50},
    Range {0x2b55, 0x2b55},
};

bool isPicture(char32_t c)
{
    if (c < SmallRanges.front().first)
        return false;
    if (c >= 0x1f000)
        return c == 0x1f004 || c == 0x1f0cf || c == 0x1f18e || (c >= 0x1f191 && c <= 0x1f19a)
            || (c >= 0x1f1e6 && c <= 0x1f1ff) || (c >= 0x1f201 && c <= 0x1f251)
            || (c >= 0x1f300 && c <= 0x1faff);
    return std::any_of(SmallRanges.begin(), SmallRanges.end(),
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

bool joinsPictures(char32_t c)
{
    return c == PictureSelector || c == Joiner || c == Keycap || (c >= 0xe0020 && c <= 0xe007f);
}

char32_t characterAt(const QString &text, qsizetype i)
{
    if (i >= text.size())
        return 0;
    if (text[i].isHighSurrogate() && i + 1 < text.size())
        return QChar::surrogateToUcs4(text[i], text[i + 1]);
    return text[i].unicode();
}

} // namespace

void forEachEmojiRun(const QString &text, const std::function<void(qsizetype, qsizetype, bool)> &found)
{
    qsizetype begin = 0;
    bool inEmoji = false;
    bool afterJoiner = false;
    for (qsizetype i = 0; i < text.size();) {
        const char32_t c = characterAt(text, i);
        const qsizetype next = i + (c > 0xffff ? 2 : 1);
        const bool isEmoji = isPicture(c) || (inEmoji && (joinsPictures(c) || afterJoiner))
            || characterAt(text, next) == PictureSelector;
        if (isEmoji != inEmoji) {
            if (i > begin)
                found(begin, i, inEmoji);
            begin = i;
            inEmoji = isEmoji;
        }
        afterJoiner = c == Joiner;
        i = next;
    }
    if (begin < text.size())
        found(begin, text.size(), inEmoji);
}

} // namespace bobbin
