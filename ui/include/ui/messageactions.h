#pragma once

#include "core/bobbinlink.h"
#include "session/organizer.h"

#include <QObject>

class QMenu;

namespace bobbin {

class ConversationPage;
class FileSaver;

/// What can be done with a message beyond what its buttons offer: its menu's entries and the keys for them.
class MessageActions final : public QObject
{
    Q_OBJECT
public:
    /// All must live longer.
    MessageActions(ConversationPage &page, Organizer &organizer, FileSaver &files, QObject *parent);

    /// Puts what is selected, or else the current message, into the composer as a quotation.
    void quote();

Q_SIGNALS:
    void linkActivated(const bobbin::BobbinLink &link);
    /// What came of an action, in the user's language.
    void done(const QString &message);

private:
    void fillMenu(const MessageId &message, QMenu *menu);
    void quoteMessage(const MessageId &message);
    void copyLink(const MessageId &message);
    void deleteMessage(const MessageId &message, MessageRemoval::Scope scope);

    ConversationPage &m_page;
    Organizer &m_organizer;
};

} // namespace bobbin
