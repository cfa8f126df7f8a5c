#pragma once

#include <QObject>

#include <functional>

class QMainWindow;

namespace bobbin {

class ConversationPage;
class Library;
class MainActions;
class ServiceRegistry;
struct BobbinLink;

/// What one does with the conversation that is shown, beside talking: its dialogs, its branches, its
/// messages, and putting it on paper.
class ConversationTools final : public QObject
{
    Q_OBJECT
public:
    /// Everything must live longer than the tools, which belong to `window`.
    ConversationTools(Library &library, ServiceRegistry &services, ConversationPage &page,
                      const MainActions &actions, QMainWindow *window);

Q_SIGNALS:
    /// Something was done or failed, with what can be done about it; `action` is empty for nothing.
    void told(const QString &message, const QString &action, const std::function<void()> &perform);
    void linkActivated(const bobbin::BobbinLink &link);

private:
    void tell(const QString &message) { Q_EMIT told(message, {}, {}); }
};

} // namespace bobbin
