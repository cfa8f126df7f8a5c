#pragma once

#include <QObject>

namespace bobbin {

class ConversationPage;
class MainActions;
class Settings;

/// Keeps the window as the settings want it: colours, the size and density of the text, how code and the
/// Enter key behave; and changes the settings when the View menu says so.
class Appearance final : public QObject
{
    Q_OBJECT
public:
    /// All must live longer.
    Appearance(Settings &settings, MainActions &actions, ConversationPage &page, QObject *parent);

private:
    void connectActions();
    void showColors();
    void showTextSize();
    void showDensity();
    void showCode();
    void changeTextSize(int percent);

    Settings &m_settings;
    MainActions &m_actions;
    ConversationPage &m_page;
};

} // namespace bobbin
