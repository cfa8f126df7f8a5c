#pragma once

#include "core/conversation.h"

#include <QObject>
#include <QSet>

class QNetworkAccessManager;

namespace bobbin {

class ChatSession;
class ServiceRegistry;

/// Asks a conversation's own model for a title in the background, once, after its first reply.
///
/// Only where the service allows it and the title is still made of the first words; a failure is silent,
/// since the conversation has a title.
class TitleMaker final : public QObject
{
    Q_OBJECT
public:
    TitleMaker(ServiceRegistry &services, QNetworkAccessManager &network, QObject *parent = nullptr);

    void considerAfterReply(ChatSession *session);

private:
    void ask(ChatSession *session);

    ServiceRegistry &m_services;
    QNetworkAccessManager &m_network;
    QSet<ConversationId> m_asked;
};

/// What a model answered, as a title: one line without quotes, Markdown and final stop; empty if unusable.
[[nodiscard]] QString titleFromAnswer(const QString &answer);

} // namespace bobbin
