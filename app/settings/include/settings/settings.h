#pragma once

#include "core/conversation.h"
#include "core/networkoptions.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace bobbin {

/// What the user chose and what the window remembers, in one file. Never holds secrets or history.
class Settings final : public QObject
{
    Q_OBJECT
public:
    enum class Colors { System, Light, Dark };

    explicit Settings(const QString &path, QObject *parent = nullptr);
    ~Settings() override;

    [[nodiscard]] Colors colors() const;
    void setColors(Colors colors);

    /// Whether Enter sends and Shift+Enter breaks the line, or the reverse.
    [[nodiscard]] bool enterSends() const;
    void setEnterSends(bool sends);

    /// Of the transcript, in percent of the platform's.
    static constexpr int UsualTextSize = 100;
    [[nodiscard]] int textSize() const;
    void setTextSize(int percent);

    /// Whether messages stand closer together.
    [[nodiscard]] bool isCompact() const;
    void setCompact(bool compact);

    [[nodiscard]] bool wrapsCode() const;
    void setWrapsCode(bool wraps);

    [[nodiscard]] ListOrder listOrder() const;
    void setListOrder(ListOrder order);

    /// Deleted conversations are kept this long.
    [[nodiscard]] std::chrono::days trashKeeps() const;

    /// An encrypted history is locked when the program has not been used for so long; zero for never.
    [[nodiscard]] std::chrono::minutes locksAfter() const;
    void setLocksAfter(std::chrono::minutes idle);

    /// What a new conversation begins with: the choice that was made last.
    [[nodiscard]] ServiceId lastService() const;
    [[nodiscard]] QString lastModel() const;
    void setLastModel(const ServiceId &service, const QString &model);

    /// When the history was last checked as a whole, and how many faults there were; empty if it never was.
    struct LastCheck {
        Timestamp checkedAt {};
        int faults = 0;
    };
    [[nodiscard]] std::optional<LastCheck> lastCheck() const;
    void setLastCheck(const LastCheck &check);

    [[nodiscard]] ConversationId lastConversation() const { return m_lastConversation; }
    /// Written to the file when no other one has been shown for a while, and at the end.
    void setLastConversation(const ConversationId &conversation);

    /// What was gone to lately, the newest first: conversations, and commands by their names.
    [[nodiscard]] QList<ConversationId> recentConversations() const;
    [[nodiscard]] QStringList recentCommands() const { return m_recentCommands; }
    void addRecentCommand(const QString &name);

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);
    /// Of the docks.
    [[nodiscard]] QByteArray windowState() const;
    void setWindowState(const QByteArray &state);

    /// How the program reaches other computers; the password is in the keychain.
    [[nodiscard]] ProxyChoice proxy() const;
    void setProxy(const ProxyChoice &proxy);

Q_SIGNALS:
    void proxyChanged();
    void colorsChanged();
    void enterSendsChanged();
    void compactChanged();
    void wrapsCodeChanged();
    void textSizeChanged();
    void locksAfterChanged();

private:
    /// Leaves the file alone if it has the value already.
    void set(QLatin1StringView key, const QVariant &value);
    void keepLast();

    QSettings m_file;
    ConversationId m_lastConversation;
    QStringList m_recentConversations;
    QStringList m_recentCommands;
    QTimer m_quiet;
};

} // namespace bobbin
