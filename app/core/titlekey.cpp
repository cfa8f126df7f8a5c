#include "core/titlekey.h"

#include <QCollator>
#include <QHash>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestKey = 80; // weights; titles that are the same up to there are as good as the same

// Weights are 16 bits wide. Each kind comes after the one before it.
constexpr char16_t BetweenWords = 0x0001;
constexpr char16_t FirstNumber = 0x0010; // plus the number of digits: a longer number is a greater one
constexpr char16_t FirstLetter = 0x0200; // of the alphabets below
constexpr char32_t FirstOther = 0x2000; // plus the code point
constexpr qsizetype LongestNumber = 0x100;

// The letters of the scripts with upper and lower case, in the order of a language, by their weights.
using Alphabet = QHash<char32_t, char16_t>;

QStringList letters()
{
    constexpr std::pair<char16_t, char16_t> blocks[] {
        {0x0061, 0x024F}, {0x0370, 0x052F}, {0x1E00, 0x1EFF}}; // Latin, Greek, Cyrillic, more Latin
    QStringList all;
    for (const auto &[first, last] : blocks) {
        for (char16_t c = first; c <= last; ++c) {
            const QString letter {QChar(c)};
            if (QChar(c).isLetter() && letter.toCaseFolded() == letter)
                all.append(letter);
        }
    }
    return all;
}

// Two letters are one in a language if what follows them decides: "éa" comes before "eb", and "ea" before
// "éb".
bool areOne(const QCollator &collator, const QString &a, const QString &b)
{
    return collator.compare(QString(a + u'a'), QString(b + u'b')) < 0
        && collator.compare(QString(b + u'a'), QString(a + u'b')) < 0;
}

Alphabet makeAlphabet(QLocale::Language language)
{
    QCollator collator {QLocale(language)};
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    QStringList sorted = letters();
    std::stable_sort(sorted.begin(), sorted.end(), collator);
    Alphabet alphabet;
    QString first = sorted.constFirst();
    char16_t weight = FirstLetter;
    for (const QString &letter : std::as_const(sorted)) {
        if (!areOne(collator, letter, first)) {
            first = letter;
            ++weight;
        }
        alphabet.insert(letter.front().unicode(), weight);
    }
    return alphabet;
}

std::shared_ptr<const Alphabet> alphabetOf(QLocale::Language language)
{
    static std::mutex mutex;
    static QHash<QLocale::Language, std::shared_ptr<const Alphabet>> alphabets;
    const std::lock_guard lock(mutex);
    auto &alphabet = alphabets[language];
    if (!alphabet)
        alphabet = std::make_shared<const Alphabet>(makeAlphabet(language));
    return alphabet;
}

void appendNumber(std::u16string &weights, std::u16string &digits)
{
    const size_t significant = std::min(digits.find_first_not_of(u'\0'), digits.size());
    digits.erase(0, significant);
    weights += char16_t(FirstNumber + std::min(qsizetype(digits.size()), LongestNumber));
    digits.resize(std::min(digits.size(), size_t(LongestKey)));
    for (const char16_t digit : digits)
        weights += char16_t(FirstNumber + digit);
    digits.clear();
}

} // namespace

QLocale::Language titleLanguage()
{
    const QLocale::Language language = QLocale().language();
    return language == QLocale::C ? QLocale::English : language;
}

QByteArray titleKey(const QString &title, QLocale::Language language)
{
    const auto alphabet = alphabetOf(language);
    std::u16string weights;
    std::u16string digits; // of the number that is being read
    for (const char32_t c : title.normalized(QString::NormalizationForm_KC).toCaseFolded().toUcs4()) {
        if (QChar::isDigit(c)) {
            digits += char16_t(QChar::digitValue(c));
            continue;
        }
        if (!digits.empty())
            appendNumber(weights, digits);
        if (QChar::isLetter(c))
            weights += alphabet->value(c, char16_t(std::min<char32_t>(FirstOther + c, 0xFFFF)));
        else if (!QChar::isMark(c) && !weights.empty() && weights.back() != BetweenWords)
            weights += BetweenWords;
        if (qsizetype(weights.size()) > LongestKey)
            break;
    }
    if (!digits.empty())
        appendNumber(weights, digits);
    if (!weights.empty() && weights.back() == BetweenWords)
        weights.pop_back();
    QByteArray key;
    key.reserve(qsizetype(weights.size()) * 2);
    for (const char16_t weight : weights) {
        key += char(weight >> 8);
        key += char(weight & 0xFF);
    }
    return key;
}

} // namespace bobbin
