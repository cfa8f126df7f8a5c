#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "store/storeerror.h"

#include <QList>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace bobbin {

class ConversationStore;

/// A change of the history, made in the store's thread.
using StoreChange = std::function<Status<StoreError>(ConversationStore &)>;

/// The steps that can be taken back while the program runs, the newest first. A step may concern any number
/// of conversations.
class UndoStack final : public QObject
{
    Q_OBJECT
public:
    struct Step {
        QList<ConversationId> conversations;
        StoreChange reverse;
        /// More that it concerns, which is known when the change has been made; null for none.
        std::shared_ptr<const QList<ConversationId>> found {};
        bool changesMessages = false; ///< Of the conversations; else it changes them as wholes.
    };

    using QObject::QObject;

    /// Returns the number by which take() finds the step.
    int push(const Step &step);
    [[nodiscard]] bool isEmpty() const { return m_steps.isEmpty(); }
    /// Removes the newest step, or the one with this number; empty if there is none.
    std::optional<Step> take();
    std::optional<Step> take(int number);
    /// The conversation is gone for good: what concerns it alone cannot be taken back.
    void forget(const ConversationId &id);

Q_SIGNALS:
    void changed();

private:
    struct Numbered {
        int number;
        Step step;
    };
    QList<Numbered> m_steps;
    int m_last = 0;
};

} // namespace bobbin
