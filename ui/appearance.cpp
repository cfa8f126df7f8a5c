#include "ui/appearance.h"

#include "settings/settings.h"
#include "ui/composer.h"
#include "ui/conversationpage.h"
#include "ui/mainactions.h"
#include "ui/theme.h"
#include "ui/transcriptview.h"

#include <QAction>
#include <QApplication>

namespace bobbin {

Appearance::Appearance(Settings &settings, MainActions &actions, ConversationPage &page, QObject *parent)
    : QObject(parent), m_settings(settings), m_actions(actions), m_page(page)
{
    connectActions();
    connect(&settings, &Settings::colorsChanged, this, &Appearance::showColors);
    connect(&settings, &Settings::textSizeChanged, this, &Appearance::showTextSize);
    connect(&settings, &Settings::compactChanged, this, &Appearance::showDensity);
    connect(&settings, &Settings::wrapsCodeChanged, this, &Appearance::showCode);
    connect(&settings, &Settings::enterSendsChanged, this,
            [this] { m_page.composer()->setEnterSends(m_settings.enterSends()); });
    m_page.composer()->setEnterSends(settings.enterSends());
    m_actions.showColors(settings.colors());
    showCode();
    showDensity();
    if (settings.textSize() != Settings::UsualTextSize)
        showTextSize();
}

void Appearance::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions.systemColors, [this] { m_settings.setColors(Settings::Colors::System); });
    on(m_actions.light, [this] { m_settings.setColors(Settings::Colors::Light); });
    on(m_actions.dark, [this] { m_settings.setColors(Settings::Colors::Dark); });
    on(m_actions.compact, [this](bool compact) { m_settings.setCompact(compact); });
    on(m_actions.wrapCode, [this](bool wraps) { m_settings.setWrapsCode(wraps); });
    constexpr int Step = 10;
    on(m_actions.largerText, [this] { changeTextSize(m_settings.textSize() + Step); });
    on(m_actions.smallerText, [this] { changeTextSize(m_settings.textSize() - Step); });
    on(m_actions.usualText, [this] { changeTextSize(Settings::UsualTextSize); });
}

void Appearance::changeTextSize(int percent) { m_settings.setTextSize(percent); }

void Appearance::showColors()
{
    applyColors(m_settings.colors());
    m_actions.showColors(m_settings.colors());
}

// Everything in the transcript follows from its font.
void Appearance::showTextSize()
{
    QFont font = QApplication::font();
    constexpr double Percent = 100;
    font.setPointSizeF(font.pointSizeF() * m_settings.textSize() / Percent);
    m_page.transcript()->setFont(font);
}

void Appearance::showDensity()
{
    m_actions.compact->setChecked(m_settings.isCompact());
    m_page.transcript()->setCompact(m_settings.isCompact());
}

void Appearance::showCode()
{
    m_actions.wrapCode->setChecked(m_settings.wrapsCode());
    m_page.transcript()->setWrapsCode(m_settings.wrapsCode());
}

} // namespace bobbin
