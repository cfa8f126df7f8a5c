#pragma once

#include "maths/formula.h"

#include <QCache>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace bobbin {

class MathWorker;

/// Sets formulas with MathJax, in a thread of its own, and remembers them.
///
/// Nothing is loaded before the first formula is asked for. What was asked for last is set first: it is what
/// is in sight. A formula is TeX without commands that link, load or define; whatever it says, it reads
/// nothing from the disk or the network, changes no other formula, and takes no longer than the time limit.
class MathRenderer final : public QObject
{
    Q_OBJECT
public:
    explicit MathRenderer(QObject *parent = nullptr);
    ~MathRenderer() override;

    /// Whether MathJax is in the program: it is not if it was built without npm. request() needs it.
    [[nodiscard]] static bool isAvailable();

    /// What is known of `formula`; nothing if it was not requested, or so long ago that it is forgotten.
    [[nodiscard]] std::optional<FormulaResult> find(const Formula &formula) const;
    /// rendered() follows, unless it is known already.
    void request(const Formula &formula);
    /// Whether all that was requested is known.
    [[nodiscard]] bool isIdle() const { return !m_current; }

    /// How long a formula may take.
    void setTimeLimit(std::chrono::milliseconds limit) { m_timeLimit.setInterval(limit); }

Q_SIGNALS:
    void rendered(const bobbin::Formula &formula);

private:
    void startNext();
    void take(const FormulaResult &result);

    std::unique_ptr<MathWorker> m_worker; // lives in m_thread
    QThread m_thread;
    QTimer m_timeLimit;
    QList<Formula> m_waiting; // the next one last
    std::optional<Formula> m_current; // is being set
    QCache<Formula, FormulaResult> m_known; // the cost is in bytes of SVG
};

} // namespace bobbin
