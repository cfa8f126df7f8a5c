#include "settings/settings.h"

#include <QJsonDocument>

#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr auto colorsKey = "appearance/colors"_L1;
constexpr auto textSizeKey = "appearance/textSize"_L1;
constexpr auto compactKey = "appearance/compact"_L1;
constexpr auto wrapsCodeKey = "appearance/wrapCode"_L1;
constexpr auto enterSendsKey = "composer/enterSends"_L1;
constexpr auto listOrderKey = "list/order"_L1;
constexpr auto proxyKey = "network/proxy"_L1;
constexpr auto trashDaysKey = "history/trashDays"_L1;
constexpr auto locksAfterKey = "history/lockMinutes"_L1;
constexpr auto checkedKey = "history/checkedMs"_L1;
constexpr auto faultsKey = "history/faults"_L1;
constexpr auto lastServiceKey = "last/service"_L1;
constexpr auto lastModelKey = "last/model"_L1;
constexpr auto lastConversationKey = "last/conversation"_L1;
constexpr auto recentConversationsKey = "last/conversations"_L1;
constexpr auto recentCommandsKey = "last/commands"_L1;
constexpr auto geometryKey = "window/geometry"_L1;
constexpr auto splitterKey = "window/splitter"_L1;
constexpr auto stateKey = "window/state"_L1;

constexpr std::array colorNames {"system"_L1, "light"_L1, "dark"_L1}; // in the order of Settings::Colors

constexpr std::array orderNames {"activity"_L1, "creation"_L1, "title"_L1}; // in the order of ListOrder

// The place of the name among `names`, which are those of an enum; its first for none of them.
template<typename Enum, size_t Count>
Enum choiceOf(const std::array<QLatin1StringView, Count> &names, const QString &name)
{
    const auto it = std::find(names.begin(), names.end(), name);
    return it == names.end() ? Enum {} : static_cast<Enum>(it - names.begin());
}

constexpr qsizetype MostRecent = 20;

void putFirst(QStringList &recent, const QString &name)
{
    recent.removeOne(name);
    recent.prepend(name);
    recent = recent.mid(0, MostRecent);
}

// QSettings writes soon after each change and waits for the disk: nothing for the moment of a click.
constexpr std::chrono::milliseconds QuietBeforeWriting {2000};

} // namespace

Settings::Settings(const QString &path, QObject *parent) : QObject(parent), m_file(path, QSettings::IniFormat)
{
    m_lastConversation = ConversationId::fromString(m_file.value(lastConversationKey).toString());
    m_recentConversations = m_file.value(recentConversationsKey).toStringList();
    m_recentCommands = m_file.value(recentCommandsKey).toStringList();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietBeforeWriting);
    connect(&m_quiet, &QTimer::timeout, this, &Settings::keepLast);
}

Settings::~Settings() { keepLast(); }

void Settings::set(QLatin1StringView key, const QVariant &value)
{
    if (m_file.value(key) != value)
        m_file.setValue(key, value);
}

void Settings::keepLast()
{
    set(lastConversationKey, m_lastConversation.toString());
    set(recentConversationsKey, m_recentConversations);
    set(recentCommandsKey, m_recentCommands);
}

Settings::Colors Settings::colors() const
{
    return choiceOf<Colors>(colorNames, m_file.value(colorsKey).toString());
}

void Settings::setColors(Colors colors)
{
    m_file.setValue(colorsKey, QString(colorNames[static_cast<size_t>(colors)]));
    Q_EMIT colorsChanged();
}

bool Settings::enterSends() const { return m_file.value(enterSendsKey, true).toBool(); }

void Settings::setEnterSends(bool sends)
{
    m_file.setValue(enterSendsKey, sends);
    Q_EMIT enterSendsChanged();
}

int Settings::textSize() const
{
    constexpr int Smallest = 50;
    constexpr int Largest = 300;
    return qBound(Smallest, m_file.value(textSizeKey, UsualTextSize).toInt(), Largest);
}

void Settings::setTextSize(int percent)
{
    const int before = textSize();
    m_file.setValue(textSizeKey, percent);
    m_file.setValue(textSizeKey, textSize()); // within the bounds
    if (textSize() != before)
        Q_EMIT textSizeChanged();
}

bool Settings::isCompact() const { return m_file.value(compactKey, false).toBool(); }

void Settings::setCompact(bool compact)
{
    if (compact == isCompact())
        return;
    m_file.setValue(compactKey, compact);
    Q_EMIT compactChanged();
}

bool Settings::wrapsCode() const { return m_file.value(wrapsCodeKey, false).toBool(); }

void Settings::setWrapsCode(bool wraps)
{
    m_file.setValue(wrapsCodeKey, wraps);
    Q_EMIT wrapsCodeChanged();
}

ProxyChoice Settings::proxy() const
{
    return proxyChoiceFromJson(QJsonDocument::fromJson(m_file.value(proxyKey).toString().toUtf8()).object());
}

// Also if only the password is another one.
void Settings::setProxy(const ProxyChoice &proxy)
{
    set(proxyKey, QString::fromUtf8(QJsonDocument(toJson(proxy)).toJson(QJsonDocument::Compact)));
    Q_EMIT proxyChanged();
}

ListOrder Settings::listOrder() const
{
    return choiceOf<ListOrder>(orderNames, m_file.value(listOrderKey).toString());
}

void Settings::setListOrder(ListOrder order)
{
    set(listOrderKey, QString(orderNames[static_cast<size_t>(order)]));
}

std::chrono::days Settings::trashKeeps() const
{
    return std::chrono::days(qBound(1, m_file.value(trashDaysKey, 30).toInt(), 3650));
}

std::chrono::minutes Settings::locksAfter() const
{
    return std::chrono::minutes(qBound(0, m_file.value(locksAfterKey, 0).toInt(), 24 * 60));
}

void Settings::setLocksAfter(std::chrono::minutes idle)
{
    m_file.setValue(locksAfterKey, static_cast<int>(idle.count()));
    Q_EMIT locksAfterChanged();
}

ServiceId Settings::lastService() const
{
    return ServiceId::fromString(m_file.value(lastServiceKey).toString());
}

QString Settings::lastModel() const { return m_file.value(lastModelKey).toString(); }

void Settings::setLastModel(const ServiceId &service, const QString &model)
{
    set(lastServiceKey, service.toString());
    set(lastModelKey, model);
}

void Settings::setLastConversation(const ConversationId &conversation)
{
    m_lastConversation = conversation;
    if (conversation.isValid())
        putFirst(m_recentConversations, conversation.toString());
    m_quiet.start();
}

QList<ConversationId> Settings::recentConversations() const
{
    QList<ConversationId> ids;
    for (const QString &text : m_recentConversations)
        ids.append(ConversationId::fromString(text));
    return ids;
}

void Settings::addRecentCommand(const QString &name)
{
    putFirst(m_recentCommands, name);
    m_quiet.start();
}

std::optional<Settings::LastCheck> Settings::lastCheck() const
{
    const qint64 checked = m_file.value(checkedKey).toLongLong();
    if (checked == 0)
        return {};
    return LastCheck {Timestamp(std::chrono::milliseconds(checked)), m_file.value(faultsKey).toInt()};
}

void Settings::setLastCheck(const LastCheck &check)
{
    m_file.setValue(checkedKey, qint64(check.checkedAt.time_since_epoch().count()));
    m_file.setValue(faultsKey, check.faults);
}

QByteArray Settings::windowGeometry() const { return m_file.value(geometryKey).toByteArray(); }

void Settings::setWindowGeometry(const QByteArray &geometry) { m_file.setValue(geometryKey, geometry); }

QByteArray Settings::splitterState() const { return m_file.value(splitterKey).toByteArray(); }

void Settings::setSplitterState(const QByteArray &state) { m_file.setValue(splitterKey, state); }

QByteArray Settings::windowState() const { return m_file.value(stateKey).toByteArray(); }

void Settings::setWindowState(const QByteArray &state) { m_file.setValue(stateKey, state); }

} // namespace bobbin
