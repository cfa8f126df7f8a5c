#include "keptrecord.h"

#include "store/conversationstore.h"
#include "store/conversationtable.h"
#include "store/messagetable.h"

namespace bobbin {

using namespace Qt::StringLiterals;

static constexpr double AllowedLoss = 250; // milliseconds of a reply

void KeptRecord::take(const QJsonObject &line)
{
    const QString what = line.value(u"what").toString();
    const QString conversation = line.value(u"conversation").toString();
    const QString title = line.value(u"title").toString();
    const QString reply = line.value(u"reply").toString();
    m_last = line.value(u"t").toDouble();
    if (what == u"ready"_s) {
        m_isReady = true;
    } else if (what == u"lag"_s) {
        m_lag = line.value(u"ms").toDouble();
    } else if (what == u"kept"_s) {
        m_messages.insert(line.value(u"message").toString(), {conversation, line.value(u"text").toString()});
        m_replies[reply].conversation = conversation;
    } else if (what == u"got"_s) {
        m_replies[reply].arrivals.append({m_last, line.value(u"length").toInteger()});
    } else if (what == u"ended"_s) {
        m_replies[reply].hasEnded = true;
    } else if (what == u"renaming"_s) {
        m_titles[conversation].coming = title;
    } else if (what == u"renamed"_s) {
        m_titles[conversation] = {title, {}};
    } else if (what == u"trashing"_s || what == u"restoring"_s) {
        m_places[conversation] = Place::Moving;
    } else if (what == u"trashed"_s) {
        m_places[conversation] = Place::Trashed;
    } else if (what == u"restored"_s) {
        m_places[conversation] = Place::There;
    } else if (what == u"emptying"_s) {
        for (auto it = m_places.cbegin(); it != m_places.cend(); ++it) {
            if (it.value() != Place::There)
                m_emptied.insert(it.key());
        }
    } else if (what == u"deleting"_s) {
        m_deleted.insert(line.value(u"message").toString());
    } else if (what == u"imported"_s) {
        m_imported.append(line.value(u"text").toString());
    }
}

QStringList KeptRecord::problems(const QString &database, const QString &replies) const
{
    const SystemClock clock;
    const auto opened = ConversationStore::open(database, ConversationStore::Access::ReadWrite, clock);
    if (!opened)
        return {u"cannot be opened: "_s + explain(opened.error())};
    ConversationStore &store = *opened.value();
    (void)store.messages().interruptStreaming(u"killed"_s);
    const auto checked = store.maintenance().check();
    QStringList problems = checked ? checked.value() : QStringList {explain(checked.error())};

    QHash<QString, Message> stored;
    QHash<QString, int> texts;
    QHash<QString, Conversation> conversations;
    QList<ConversationId> ids;
    const auto read = store.conversations().forEach([&](const Conversation &conversation) {
        conversations.insert(conversation.id.toString(), conversation);
        ids.append(conversation.id);
        return true;
    });
    if (!read)
        return problems << explain(read.error());
    for (const ConversationId &id : std::as_const(ids)) {
        (void)store.messages().forEach(id, [&](const Message &message) {
            stored.insert(message.id.toString(), message);
            if (message.role == Role::User)
                ++texts[message.content];
            return true;
        });
    }
    const auto mayBeGone = [this](const QString &conversation) { return m_emptied.contains(conversation); };

    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        if (it.value() != 1)
            problems << u"there %1 times: %2"_s.arg(it.value()).arg(it.key());
    }
    for (auto it = m_messages.cbegin(); it != m_messages.cend(); ++it) {
        if (!stored.contains(it.key()) && !mayBeGone(it->conversation) && !m_deleted.contains(it.key()))
            problems << u"lost: "_s + it->text;
        else if (stored.contains(it.key()) && stored.value(it.key()).content != it->text)
            problems << u"changed: "_s + it->text;
    }
    for (auto it = m_replies.cbegin(); it != m_replies.cend(); ++it) {
        if (!stored.contains(it.key())) {
            if (!mayBeGone(it->conversation) && !m_deleted.contains(it.key()))
                problems << u"lost: a reply"_s;
            continue;
        }
        const Message &reply = stored.value(it.key());
        if (reply.state == ReplyState::Streaming)
            problems << u"still streaming: "_s + it.key();
        if (!replies.startsWith(reply.content))
            problems << u"not what was received: "_s + reply.content;
        for (const Arrival &arrival : it->arrivals) {
            if (arrival.length <= reply.content.size())
                continue;
            const double loss = m_last - arrival.time;
            m_longestLoss = qMax(m_longestLoss, loss);
            if (it->hasEnded || loss > AllowedLoss + m_lag)
                problems
                    << u"%1 characters of a reply, %2 ms old, are lost (the machine was up to %3 ms late)"_s
                           .arg(arrival.length - reply.content.size())
                           .arg(loss)
                           .arg(m_lag);
            break;
        }
    }
    for (auto it = m_titles.cbegin(); it != m_titles.cend(); ++it) {
        if (!conversations.contains(it.key())) {
            if (!mayBeGone(it.key()))
                problems << u"lost: a conversation"_s;
            continue;
        }
        const QString title = conversations.value(it.key()).title;
        if (!it->kept.isEmpty() && title != it->kept && title != it->coming)
            problems << u"title: %1, not %2"_s.arg(title, it->kept);
    }
    for (auto it = m_places.cbegin(); it != m_places.cend(); ++it) {
        if (!conversations.contains(it.key())) {
            if (!mayBeGone(it.key()))
                problems << u"lost: a conversation"_s;
        } else if (it.value() != Place::Moving
                   && conversations.value(it.key()).trashedAt.has_value() != (it.value() == Place::Trashed)) {
            problems << u"not where it was moved"_s;
        }
    }
    for (const QString &text : m_imported) {
        if (texts.value(text) != 1)
            problems << u"lost: "_s + text;
    }
    return problems;
}

} // namespace bobbin
