#pragma once

#include "scriptedserver.h"
#include "testworkspace.h"

#include "ui/mainwindow.h"

#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <memory>

namespace bobbin {

class TranscriptModel;

/// What tests of the whole window share: a workspace, a service that answers "Hello", and the window as a
/// user works with it, by keyboard and mouse.
class WindowTest : public QObject
{
    Q_OBJECT
protected Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    /// An event of a stream by Chat Completions.
    [[nodiscard]] static QByteArray delta(const QByteArray &text);
    /// A whole answer of that kind.
    [[nodiscard]] static ScriptedServer::Answer reply(const QByteArray &text);

    /// Opens the window, or closes it and opens it anew.
    void open();
    /// What has the name; it has to be there.
    template<typename Object>
    [[nodiscard]] Object *child(const QString &name) const
    {
        auto *found = m_window->findChild<Object *>(name);
        Q_ASSERT(found);
        return found;
    }
    [[nodiscard]] QPlainTextEdit *input() const
    {
        return child<QPlainTextEdit>(QStringLiteral("messageInput"));
    }
    [[nodiscard]] QPushButton *sendButton() const { return child<QPushButton>(QStringLiteral("send")); }
    [[nodiscard]] QListView *list() const { return child<QListView>(QStringLiteral("conversations")); }
    [[nodiscard]] QStringList titles() const; ///< Of the list.
    [[nodiscard]] TranscriptModel *transcript() const;
    void write(const QString &text);
    /// Sends and waits until the reply is complete.
    void sendAndWait(const QString &text);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TestWorkspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
    ServiceId m_service;
};

} // namespace bobbin
