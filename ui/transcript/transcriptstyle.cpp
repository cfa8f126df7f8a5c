#include "ui/transcriptstyle.h"

#include "ui/theme.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QtMath>

#include <algorithm>
#include <cmath>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double ReadableContrast = 4.5; // WCAG 2, level AA

struct CodeColors {
    QRgb light;
    QRgb dark;
};

// By CodeToken. Made readable on the actual background afterwards.
constexpr std::array<CodeColors, CodeTokenCount> Colors {{
    {0x24292f, 0xe6edf3}, // Plain; the palette's own colour is used instead
    {0xb3202c, 0xff7b72}, // Keyword
    {0x8a4600, 0xf2b26b}, // Type
    {0x0550ae, 0x79c0ff}, // Constant
    {0x6b35c0, 0xd2a8ff}, // Call
    {0x1a6334, 0x9fdc9b}, // String
    {0x0550ae, 0x79c0ff}, // Number
    {0x5f6872, 0x98a2ad}, // Comment
    {0x7a3e9d, 0xd2a8ff}, // Preprocessor
    {0x8a4600, 0xf2b26b}, // Variable
    {0x116329, 0x7ee787}, // Tag
    {0x0550ae, 0x79c0ff}, // Attribute
    {0x116329, 0x7ee787}, // Inserted
    {0xa40e26, 0xffa198}, // Deleted
}};

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// `color`, moved towards black or white as far as reading it on `background` needs.
QColor readable(const QColor &color, const QColor &background)
{
    const QColor target = luminance(background) > 0.18 ? Qt::black : Qt::white;
    for (double part = 0; part < 1; part += 0.05) {
        const QColor candidate = mixed(color, target, part);
        if (contrast(candidate, background) >= ReadableContrast)
            return candidate;
    }
    return target;
}

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

// The system's fixed-pitch font, as high as the text beside it.
QFont monoFor(const QFont &text)
{
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!QFontInfo(mono).fixedPitch())
        mono.setFamily(u"monospace"_s);
    mono.setStyleHint(QFont::Monospace, QFont::PreferMatch);
    if (text.pointSizeF() > 0)
        mono.setPointSizeF(text.pointSizeF());
    else
        mono.setPixelSize(text.pixelSize());
    const double ratio = QFontMetricsF(text).xHeight() / std::max(1.0, QFontMetricsF(mono).xHeight());
    return scaled(mono, std::clamp(ratio * 0.95, 0.8, 1.1));
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QStringList emojiFamilies()
{
    return {u"Noto Color Emoji"_s, u"Apple Color Emoji"_s, u"Segoe UI Emoji"_s, u"Twemoji"_s};
}

QFont TranscriptStyle::heading(int level) const
{
    static constexpr std::array Factors {1.5, 1.3, 1.15, 1.0, 1.0, 1.0};
    QFont font = scaled(text, Factors[static_cast<size_t>(std::clamp(level, 1, 6) - 1)]);
    font.setWeight(QFont::DemiBold);
    return font;
}

TranscriptStyle TranscriptStyle::of(const QFont &font, const QPalette &palette, Density density)
{
    TranscriptStyle style;
    style.text = font;
    style.small = scaled(font, 0.9);
    style.mono = monoFor(font);

    style.background = palette.color(QPalette::Base);
    style.foreground = palette.color(QPalette::Text);
    style.isDark = luminance(style.background) < 0.18;
    style.accent = palette.color(QPalette::Highlight);
    style.selection = style.accent;
    style.selectedText = palette.color(QPalette::HighlightedText);
    style.mark = style.isDark ? QColor(0x6b, 0x4e, 0x00) : QColor(0xff, 0xe5, 0x8a);
    style.panel = mixed(style.background, style.accent, style.isDark ? 0.20 : 0.09);
    style.codeBackground = mixed(style.background, style.foreground, style.isDark ? 0.06 : 0.035);
    style.codeHeader = mixed(style.background, style.foreground, style.isDark ? 0.11 : 0.07);
    style.border = mixed(style.background, style.foreground, style.isDark ? 0.22 : 0.15);
    style.hover = mixed(style.background, style.foreground, style.isDark ? 0.18 : 0.11);
    const QColor red = style.isDark ? QColor(0xff, 0x7b, 0x72) : QColor(0xb4, 0x23, 0x18);
    const QColor amber = style.isDark ? QColor(0xe3, 0xb3, 0x41) : QColor(0x8a, 0x5a, 0x00);
    style.dangerBackground = mixed(style.background, red, style.isDark ? 0.16 : 0.08);
    style.noticeBackground = mixed(style.background, amber, style.isDark ? 0.14 : 0.10);
    style.danger = readable(red, style.dangerBackground);
    style.notice = readable(amber, style.noticeBackground);
    style.muted = readable(mixed(style.foreground, style.background, 0.38), style.codeHeader);
    style.link = readable(palette.color(QPalette::Link), style.panel);
    for (size_t i = 0; i < Colors.size(); ++i)
        style.code[i] =
            readable(QColor(style.isDark ? Colors[i].dark : Colors[i].light), style.codeBackground);
    style.code[static_cast<size_t>(CodeToken::Plain)] = style.foreground;

    const QFontMetricsF metrics(font);
    const double em = metrics.height();
    style.isCompact = density == Density::Compact;
    style.measure = qRound((style.isCompact ? 88 : 76) * metrics.averageCharWidth());
    style.lineHeight = style.isCompact ? 112 : 128;
    const double gap = em * (style.isCompact ? 0.6 : 1);
    style.tightGap = qRound(gap * 0.25);
    style.paragraphGap = qRound(gap * 0.7);
    style.headingGap = qRound(gap * 1.2);
    style.rowGap = qRound(gap * 1.5);
    style.padding = qRound(em * 0.6);
    style.listIndent = qRound(std::max(em * 1.5, metrics.horizontalAdvance(u"00. "_s)));
    style.quoteIndent = qRound(em * 0.9);
    style.radius = qRound(em * 0.4);
    return style;
}

} // namespace bobbin
