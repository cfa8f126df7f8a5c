#include "context/tokencounter.h"

#include "tokens/tokenizer.h"

#include <QtMath>

#include <algorithm>

namespace bobbin {
namespace {

constexpr int BytesPerToken = 4;

// Kept in files.
constexpr int EstimateNumber = 0;
constexpr int O200kNumber = 1;
constexpr int Cl100kNumber = 2;

} // namespace

TokenCounter::TokenCounter(const QString &model, double factor) : m_encoding(EstimateNumber)
{
    if (const std::optional<Encoding> encoding = encodingOf(model))
        m_tokenizer = Tokenizer::get(*encoding);
    if (m_tokenizer)
        m_encoding = *encodingOf(model) == Encoding::O200k ? O200kNumber : Cl100kNumber;
    else
        m_factor = bounded(factor);
}

qint64 TokenCounter::count(QStringView text) const
{
    return m_tokenizer ? m_tokenizer->count(text) : estimateTokens(text);
}

qint64 TokenCounter::corrected(qint64 count) const
{
    return m_factor == 1 ? count : qCeil(static_cast<double>(count) * m_factor);
}

double TokenCounter::bounded(double factor)
{
    return factor > 0 ? std::clamp(factor, LowestFactor, HighestFactor) : 1;
}

qint64 estimateTokens(QStringView text)
{
    qint64 bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return (bytes + BytesPerToken - 1) / BytesPerToken;
}

} // namespace bobbin
