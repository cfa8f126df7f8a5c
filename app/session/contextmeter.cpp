#include "session/contextmeter.h"

#include "store/storethread.h"
#include "turnplan.h"

#include <limits>

namespace bobbin {
namespace {

constexpr std::chrono::milliseconds Pause {250}; // in typing, after which it is counted

struct Measurement {
    ContextState state;
    int encoding = 0;
    QHash<MessageId, qint64> counted;
};

Result<Measurement, StoreError> measureContext(ConversationStore &store, const TurnQuestion &question)
{
    const auto plan = planTurn(store, question);
    if (!plan)
        return Failure {plan.error()};
    Measurement result;
    ContextState &state = result.state;
    state.strategy = question.strategy;
    state.facts = plan->model.facts;
    state.limit = plan->limit;
    state.hasExpired = plan->expired.has_value();
    state.isHeld = plan->held.has_value();
    if (plan->held || plan->expired) {
        const ServerThread &thread = plan->held ? plan->held->thread : *plan->expired;
        state.thread = thread.id;
        state.usedAt = thread.usedAt;
    }
    Context context = plan->context;
    if (question.strategy != Strategy::FullHistory) {
        TurnQuestion whole = question; // what the server reads is what it holds and what is sent
        whole.strategy = Strategy::FullHistory;
        if (plan->held)
            whole.limit = std::numeric_limits<qint64>::max(); // nothing of what it holds is left out
        const auto all = planTurn(store, whole);
        if (!all)
            return Failure {all.error()};
        context = all->context;
    }
    result.encoding = plan->encoding;
    result.counted = context.counted;
    result.counted.remove(MessageId()); // the draft
    state.tokens = context.tokens;
    state.isExact = context.isExact;
    state.excess = context.excess;
    state.leftOut = static_cast<int>(context.leftOut);
    state.hasSummary = context.hasSummary;
    state.begin =
        context.leftOut > 0 && !context.kept.isEmpty() ? static_cast<int>(context.kept.last().first) : 0;
    return result;
}

} // namespace

ContextMeter::ContextMeter(StoreThread &writer, StoreThread &reader, const Clock &clock, FindSubject subject,
                           QObject *parent)
    : QObject(parent), m_writer(writer), m_reader(reader), m_clock(clock), m_subject(std::move(subject))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Pause);
    connect(&m_timer, &QTimer::timeout, this, &ContextMeter::measure);
}

void ContextMeter::update() { m_timer.start(); }

void ContextMeter::setDraft(const QString &draft)
{
    if (std::exchange(m_draft, draft) != draft)
        update();
}

void ContextMeter::measure()
{
    const Subject subject = m_subject();
    if (!subject.service || subject.model.isEmpty()) {
        ++m_measurement;
        if (std::exchange(m_state, {}) != ContextState {})
            Q_EMIT changed(); // nothing can be sent, and nothing is known
        return;
    }
    const TurnQuestion question {.conversation = subject.conversation,
                                 .service = *subject.service,
                                 .model = subject.model,
                                 .strategy = subject.strategy,
                                 .reply = {},
                                 .now = m_clock.now(),
                                 .draft = m_draft};
    m_reader.run(
        this, [question](ConversationStore &store) { return measureContext(store, question); },
        [this, measurement = ++m_measurement](const Result<Measurement, StoreError> &measured) {
            if (!measured || measurement != m_measurement)
                return;
            if (!measured->counted.isEmpty()) {
                m_writer.run(
                    [encoding = measured->encoding, counted = measured->counted](ConversationStore &store) {
                        (void)store.messages().setTokenCounts(encoding, counted);
                    });
            }
            if (std::exchange(m_state, measured->state) != measured->state)
                Q_EMIT changed();
        });
}

} // namespace bobbin
