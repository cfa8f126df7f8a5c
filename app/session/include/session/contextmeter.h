#pragma once

#include "context/modelfacts.h"
#include "core/conversation.h"
#include "core/service.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace bobbin {

class Clock;
class StoreThread;

/// How the next request of a conversation will be made up. Figures in tokens.
struct ContextState {
    Strategy strategy = Strategy::FullHistory;
    qint64 tokens = 0; ///< Of the prompt; where the server holds a part, that part included.
    bool isExact = false; ///< Counted as the service counts; else estimated.
    ModelFacts facts;
    qint64 limit = 0; ///< What the prompt may have; 0 if not known.
    qint64 excess = 0; ///< By how much the draft alone is too long.
    int leftOut = 0; ///< Messages that will not be sent.
    int begin = 0; ///< The row from which on everything is sent.
    bool hasSummary = false; ///< A summary stands for what is left out.
    bool isHeld = false; ///< A container on the server holds what was said, as far as is known.
    bool hasExpired = false; ///< The server has probably deleted its container.
    ServerThreadId thread; ///< The container that is held or has expired; null for none.
    Timestamp usedAt {}; ///< Of the container: when it was last used.

    friend bool operator==(const ContextState &, const ContextState &) = default;
};

/// Keeps a conversation's ContextState up to date, off the GUI thread and never at each key.
class ContextMeter final : public QObject
{
    Q_OBJECT
public:
    struct Subject {
        Conversation conversation;
        std::optional<Service> service;
        QString model;
        Strategy strategy = Strategy::FullHistory;
    };
    using FindSubject = std::function<Subject()>;

    /// `writer`, `reader` and `clock` must live longer than the meter.
    ContextMeter(StoreThread &writer, StoreThread &reader, const Clock &clock, FindSubject subject,
                 QObject *parent = nullptr);

    /// Something changed; changed() follows if it makes a difference. Calls in quick succession become one.
    void update();
    void setDraft(const QString &draft);
    [[nodiscard]] const ContextState &state() const { return m_state; }

Q_SIGNALS:
    void changed();

private:
    void measure();

    StoreThread &m_writer;
    StoreThread &m_reader;
    const Clock &m_clock;
    const FindSubject m_subject;
    QTimer m_timer;
    QString m_draft;
    ContextState m_state;
    int m_measurement = 0; // answers to earlier questions are dropped
};

} // namespace bobbin
