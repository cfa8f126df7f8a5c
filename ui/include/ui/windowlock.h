#pragma once

#include <QObject>

class QAction;
class QWidget;

namespace bobbin {

class Curtain;
class Library;
class Settings;
class TemporaryConversation;

/// Locks the window of an encrypted history, when the user wants it or has not used it for a while: it is
/// closed, or, where that would lose or interrupt something, covered for as long as that is so.
class WindowLock final : public QObject
{
    Q_OBJECT
public:
    struct Context {
        const QString &database;
        Settings &settings;
        const Library &library;
        const TemporaryConversation *temporary; ///< May be null.
        QAction *command;
    };
    /// All of `context` must live longer than this, which `window` owns.
    WindowLock(const Context &context, QWidget *window);

Q_SIGNALS:
    /// The window is to be closed, and the history locked.
    void closingWanted();

private:
    void lock();
    [[nodiscard]] bool isAtWork() const;
    [[nodiscard]] bool hasToTell() const;

    const Library &m_library;
    const TemporaryConversation *m_temporary;
    QWidget *m_window;
    Curtain *m_curtain = nullptr;
};

} // namespace bobbin
