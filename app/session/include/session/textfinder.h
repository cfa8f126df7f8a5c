#pragma once

#include "core/ids.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <optional>

namespace bobbin {

class ChatSession;

/// Which messages of a conversation have a text.
struct TextHits {
    QList<int> rows; ///< On the branch that is shown.
    QList<MessageId> shown; ///< The same, as messages.
    QList<MessageId> others; ///< On other branches only, in the order of the tree.
};

/// Looks for a text in a conversation, on the branch that is shown or on all of them, and goes from one
/// message that has it to the next.
///
/// Begins with the newest message of the branch that is shown. Across all branches the order stays as it was
/// when the search began, whatever branch is shown meanwhile, and the last one is followed by the first.
class TextFinder final : public QObject
{
    Q_OBJECT
public:
    explicit TextFinder(QObject *parent = nullptr);

    /// Ends a search.
    void setSession(ChatSession *session);
    /// Goes to the next message with `text`, from the beginning of the search or, if it is looked for again,
    /// from where it was found last. `step` is -1 upwards, 1 downwards.
    void find(const QString &text, int step, bool isAgain);
    void setEverywhere(bool isEverywhere);
    void end();

Q_SIGNALS:
    /// The message is to be shown; it can be on another branch.
    void found(const bobbin::MessageId &message);
    /// There is no further one, but for `elsewhere` on branches that are not searched.
    void notFound(int elsewhere);
    /// What is to be marked on the branch that is shown; an empty text ends that.
    void marked(const QString &text, const QList<int> &rows);
    /// How many messages there are to go to, which of them is the current one, from 1, or 0 if none is, and
    /// how many there are beside those on branches that are not searched.
    void counted(int messages, int current, int elsewhere);

private:
    void search();
    void take(const TextHits &hits);
    void go(int step, bool isAgain);
    void count();
    [[nodiscard]] int elsewhere() const;

    QPointer<ChatSession> m_session;
    QString m_text;
    TextHits m_hits;
    QList<MessageId> m_order; // in which they are gone to
    MessageId m_current;
    MessageId m_leaf; // of the branch that m_hits is about
    struct Wish {
        int step;
        bool isAgain;
    };
    std::optional<Wish> m_wish; // to be fulfilled when the search is over
    bool m_isEverywhere = false;
    bool m_isSearching = false;
    bool m_isStale = true; // what m_hits says may no longer be so
};

} // namespace bobbin
