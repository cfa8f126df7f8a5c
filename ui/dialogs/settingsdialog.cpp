#include "ui/settingsdialog.h"

#include "session/serviceregistry.h"
#include "settings/settings.h"
#include "ui/datapage.h"
#include "ui/networkpage.h"
#include "ui/servicepage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace bobbin {

using namespace Qt::StringLiterals;

SettingsDialog::SettingsDialog(Settings &settings, ServiceRegistry &services, QNetworkAccessManager &network,
                               HistoryCare *care, QWidget *parent)
    : QDialog(parent), m_tabs(new QTabWidget), m_servicePage(new ServicePage(services, network)),
      m_networkPage(new NetworkPage(settings, services))
{
    setWindowTitle(tr("Settings"));
    setObjectName(u"settings"_s);
    m_tabs->addTab(m_servicePage, tr("Services"));
    m_tabs->addTab(m_networkPage, tr("Network"));
    m_tabs->addTab(createGeneralPage(settings), tr("General"));
    if (care) {
        auto *dataPage = new DataPage(*care, settings, services.keyring());
        connect(dataPage, &DataPage::errandWanted, this, &SettingsDialog::errandWanted);
        m_tabs->addTab(dataPage, tr("Data"));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    for (QAbstractButton *button : buttons->buttons())
        static_cast<QPushButton *>(button)->setAutoDefault(
            false); // Enter in a field must not close the window
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs);
    layout->addWidget(buttons);
    for (QPushButton *button : m_tabs->findChildren<QPushButton *>())
        button->setAutoDefault(false);
    const int width = fontMetrics().averageCharWidth();
    resize(width * 110, fontMetrics().lineSpacing() * 36);
}

void SettingsDialog::done(int result)
{
    m_servicePage->leave([this, result] { m_networkPage->leave([this, result] { QDialog::done(result); }); });
}

bool SettingsDialog::hasUnsaved() const { return m_servicePage->hasUnsaved() || m_networkPage->hasUnsaved(); }

void SettingsDialog::showServices() { m_tabs->setCurrentWidget(m_servicePage); }

void SettingsDialog::showNetwork() { m_tabs->setCurrentWidget(m_networkPage); }

QWidget *SettingsDialog::createGeneralPage(Settings &settings)
{
    auto *colors = new QComboBox;
    colors->setObjectName(u"colors"_s);
    colors->setAccessibleName(tr("Colors"));
    colors->addItems({tr("As the system"), tr("Light"), tr("Dark")}); // in the order of Settings::Colors
    colors->setCurrentIndex(static_cast<int>(settings.colors()));
    connect(colors, &QComboBox::activated, this,
            [&settings](int index) { settings.setColors(static_cast<Settings::Colors>(index)); });

    auto *enterSends = new QCheckBox(tr("Enter sends, Shift+Enter breaks the line"));
    enterSends->setObjectName(u"enterSends"_s);
    enterSends->setAccessibleName(enterSends->text());
    enterSends->setChecked(settings.enterSends());
    connect(enterSends, &QCheckBox::toggled, this,
            [&settings](bool sends) { settings.setEnterSends(sends); });

    auto *compact = new QCheckBox(tr("Compact transcript"));
    compact->setObjectName(u"compact"_s);
    compact->setAccessibleName(compact->text());
    compact->setChecked(settings.isCompact());
    connect(compact, &QCheckBox::toggled, this, [&settings](bool isOn) { settings.setCompact(isOn); });

    auto *wrapsCode = new QCheckBox(tr("Wrap long lines of code"));
    wrapsCode->setObjectName(u"wrapsCode"_s);
    wrapsCode->setAccessibleName(wrapsCode->text());
    wrapsCode->setChecked(settings.wrapsCode());
    connect(wrapsCode, &QCheckBox::toggled, this, [&settings](bool wraps) { settings.setWrapsCode(wraps); });

    auto *page = new QWidget;
    auto *layout = new QFormLayout(page);
    layout->addRow(tr("Colors"), colors);
    layout->addRow(enterSends);
    layout->addRow(compact);
    layout->addRow(wrapsCode);
    return page;
}

} // namespace bobbin
