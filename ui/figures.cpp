#include "ui/figures.h"

#include <QCoreApplication>
#include <QLocale>

namespace bobbin {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Figures)
};

} // namespace

QString shortTokens(qint64 tokens)
{
    constexpr qint64 Thousand = 1000;
    constexpr qint64 Million = 1'000'000;
    const QLocale locale;
    const auto share = [&](qint64 unit, int digits) {
        QString text = locale.toString(static_cast<double>(tokens) / static_cast<double>(unit), 'f', digits);
        while (digits > 0 && text.endsWith(u'0'))
            text.chop(1);
        return text.endsWith(locale.decimalPoint()) ? text.chopped(locale.decimalPoint().size()) : text;
    };
    if (tokens < Thousand)
        return locale.toString(tokens);
    if (tokens < Million)
        return Tr::tr("%1k", "thousands of tokens").arg(share(Thousand, tokens < 100 * Thousand ? 1 : 0));
    return Tr::tr("%1M", "millions of tokens").arg(share(Million, 2));
}

QString shownCost(qint64 nanoDollars)
{
    constexpr double Dollar = 1e9;
    const double dollars = static_cast<double>(nanoDollars) / Dollar;
    return u'$' + QLocale().toString(dollars, 'f', dollars == 0 || dollars >= 1 ? 2 : 4);
}

} // namespace bobbin
