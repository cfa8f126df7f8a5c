#include "ui/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>

namespace bobbin {
namespace {

QPalette darkPalette()
{
    const QColor window(0x20, 0x22, 0x25);
    const QColor base(0x1a, 0x1b, 0x1e);
    const QColor text(0xe6, 0xe6, 0xe8);
    const QColor muted(0x8c, 0x8f, 0x96);
    const QColor button(0x2c, 0x2f, 0x33);
    const QColor accent(0x3d, 0x7d, 0xca);
    QPalette palette(text, button, button.lighter(150), base.darker(130), button.darker(120), text, Qt::white,
                     base, window);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::ToolTipBase, button);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x7a, 0xb4, 0xf5));
    palette.setColor(QPalette::LinkVisited, QColor(0xb9, 0x9a, 0xf0));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted.darker(120));
    return palette;
}

QPalette lightPalette()
{
    const QColor window(0xf3, 0xf4, 0xf6);
    const QColor text(0x1d, 0x1f, 0x23);
    const QColor button(0xe9, 0xea, 0xee);
    QPalette palette(text, button, Qt::white, QColor(0x9a, 0x9c, 0xa2), QColor(0xc6, 0xc8, 0xce), text,
                     Qt::white, Qt::white, window);
    palette.setColor(QPalette::AlternateBase, QColor(0xf8, 0xf8, 0xfa));
    palette.setColor(QPalette::ToolTipBase, Qt::white);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, QColor(0x6a, 0x6d, 0x75));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x6f, 0xbd));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x1a, 0x5f, 0xb4));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x9a, 0x9c, 0xa2));
    return palette;
}

} // namespace

void applyColors(Settings::Colors colors)
{
    switch (colors) {
    case Settings::Colors::System:
        QApplication::setPalette(QApplication::style()->standardPalette());
        break;
    case Settings::Colors::Light:
        QApplication::setPalette(lightPalette());
        break;
    case Settings::Colors::Dark:
        QApplication::setPalette(darkPalette());
        break;
    }
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor mixed(const QColor &a, const QColor &b, double partOfB)
{
    const auto mix = [partOfB](float x, float y) {
        return static_cast<float>(x * (1 - partOfB) + y * partOfB);
    };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

} // namespace bobbin
