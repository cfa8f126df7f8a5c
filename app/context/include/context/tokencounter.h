#pragma once

#include <QString>
#include <QStringView>

namespace bobbin {

class Tokenizer;

/// Counts the tokens of texts for one model: exactly where its encoding is known, else by an estimate.
///
/// A value that can be used in any thread. The first one for an encoding takes a tenth of a second: it is
/// not for the GUI thread.
class TokenCounter final
{
public:
    /// Within these a factor tells how a service counts; beyond, it counts something else, such as
    /// instructions of its own.
    static constexpr double LowestFactor = 0.25;
    static constexpr double HighestFactor = 4;

    /// `factor` is what the service's counts are of the estimates; 0 if nothing is known.
    explicit TokenCounter(const QString &model, double factor = 0);

    [[nodiscard]] bool isExact() const { return m_tokenizer != nullptr; }
    /// Tells the ways of counting apart, for keeping counts: it never changes its meaning.
    [[nodiscard]] int encoding() const { return m_encoding; }

    /// Of one text, before it is corrected by the factor.
    [[nodiscard]] qint64 count(QStringView text) const;
    /// A sum of counts as the service would see it.
    [[nodiscard]] qint64 corrected(qint64 count) const;
    /// `factor` within its bounds; 1 if nothing is known.
    [[nodiscard]] static double bounded(double factor);

private:
    const Tokenizer *m_tokenizer = nullptr;
    int m_encoding = 0;
    double m_factor = 1;
};

/// About how many tokens `text` has: four bytes of UTF-8 each.
[[nodiscard]] qint64 estimateTokens(QStringView text);

} // namespace bobbin
