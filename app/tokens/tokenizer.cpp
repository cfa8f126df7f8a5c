#include "tokens/tokenizer.h"

#include "bytepairmerger_p.h"
#include "ranktable_p.h"
#include "textsplitter_p.h"

#include <QFile>

#include <vector>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

/// Turns one piece after the other into UTF-8, in memory that it keeps.
class Utf8Buffer final
{
public:
    /// Valid until the next call.
    QByteArrayView of(QStringView text)
    {
        constexpr size_t MostBytesPerUnit = 3;
        m_bytes.resize(qMax(m_bytes.size(), size_t(text.size()) * MostBytesPerUnit));
        char *out = m_bytes.data();
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar unit = text[i];
            if (unit.unicode() < 0x80) {
                *out++ = char(unit.unicode());
            } else if (!unit.isSurrogate()) {
                out = write(unit.unicode(), out);
            } else if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                out = write(QChar::surrogateToUcs4(unit, text[i + 1]), out);
                ++i;
            } else {
                out = write(QChar::ReplacementCharacter, out);
            }
        }
        return {m_bytes.data(), out};
    }

private:
    static char *write(char32_t character, char *out)
    {
        const auto continuation = [&](int shift) { return char(0x80 | ((character >> shift) & 0x3F)); };
        if (character < 0x800) {
            *out++ = char(0xC0 | character >> 6);
        } else if (character < 0x10000) {
            *out++ = char(0xE0 | character >> 12);
            *out++ = continuation(6);
        } else {
            *out++ = char(0xF0 | character >> 18);
            *out++ = continuation(12);
            *out++ = continuation(6);
        }
        *out++ = continuation(0);
        return out;
    }

    std::vector<char> m_bytes;
};

QString ranksFile(Encoding encoding)
{
    return encoding == Encoding::O200k ? u":/tokens/o200k_base.ranks"_s : u":/tokens/cl100k_base.ranks"_s;
}

} // namespace

Tokenizer::Tokenizer(Encoding encoding, std::unique_ptr<const RankTable> ranks)
    : m_encoding(encoding), m_ranks(std::move(ranks))
{
}

Tokenizer::~Tokenizer() = default;

const Tokenizer *Tokenizer::get(Encoding encoding)
{
    if (encoding == Encoding::O200k) {
        static const auto o200k = load(Encoding::O200k);
        return o200k.get();
    }
    static const auto cl100k = load(Encoding::Cl100k);
    return cl100k.get();
}

std::unique_ptr<const Tokenizer> Tokenizer::load(Encoding encoding)
{
    QFile file(ranksFile(encoding));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto ranks = std::make_unique<const RankTable>(file.readAll());
    return std::unique_ptr<const Tokenizer>(new Tokenizer(encoding, std::move(ranks)));
}

qint64 Tokenizer::count(QStringView text) const
{
    qint64 count = 0;
    TextSplitter splitter(m_encoding, text);
    BytePairMerger merger(*m_ranks);
    Utf8Buffer buffer;
    for (QStringView piece = splitter.next(); !piece.isEmpty(); piece = splitter.next()) {
        const QByteArrayView bytes = buffer.of(piece);
        count += m_ranks->rankOf(bytes) != RankTable::None ? 1 : qint64(merger.divide(bytes).size()) - 1;
    }
    return count;
}

QList<int> Tokenizer::encode(QStringView text) const
{
    QList<int> ids;
    TextSplitter splitter(m_encoding, text);
    BytePairMerger merger(*m_ranks);
    Utf8Buffer buffer;
    for (QStringView piece = splitter.next(); !piece.isEmpty(); piece = splitter.next()) {
        const QByteArrayView bytes = buffer.of(piece);
        if (const auto rank = m_ranks->rankOf(bytes); rank != RankTable::None) {
            ids.append(int(rank));
            continue;
        }
        const auto &begins = merger.divide(bytes);
        for (size_t i = 0; i + 1 < begins.size(); ++i)
            ids.append(int(m_ranks->rankOf(bytes.sliced(begins[i], begins[i + 1] - begins[i]))));
    }
    return ids;
}

} // namespace bobbin
