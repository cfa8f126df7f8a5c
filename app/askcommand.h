#pragma once

#include "terminaloutput.h"
#include "workspace.h"

#include <QObject>
#include <QPointer>

namespace bobbin {

class ModelListReply;

/// One turn without a window: sends a text, writes the reply to standard output as it arrives, and keeps
/// both.
class AskCommand final : public QObject
{
    Q_OBJECT
public:
    /// `line` and `workspace` must live longer than the command.
    AskCommand(const CommandLine &line, Workspace &workspace);
    ~AskCommand() override;

    void start();
    /// Stops the reply; what has arrived is kept.
    void stop();

Q_SIGNALS:
    /// With the exit status of the program.
    void finished(int status);

private:
    void chooseService();
    void chooseModelOf(const ServiceId &service);
    void openSession(const ServiceId &service, const QString &model);
    void send();
    void print(const QString &text);
    void takeEnd(const Message &reply, bool isKept);
    void fail(const QString &message);

    const CommandLine &m_line;
    Workspace &m_workspace;
    QPointer<ChatSession> m_session;
    TerminalOutput m_output;
    bool m_isHeard = true; // what was written has arrived
    bool m_endsInNewline = true;
    bool m_hasStarted = false;
};

} // namespace bobbin
