#pragma once

#include "maths/formula.h"

#include <QJSValue>
#include <QObject>

#include <memory>
#include <mutex>

class QJSEngine;

namespace bobbin {

/// The side of a MathRenderer that is in its thread.
class MathWorker final : public QObject
{
    Q_OBJECT
public:
    MathWorker();
    ~MathWorker() override;

    /// Loads MathJax if that has not been done; started() and then finished() follow.
    void render(const bobbin::Formula &formula);
    /// Ends what render() is doing; finished() follows. From any thread.
    void interrupt();
    /// Forgets MathJax, which has to be done in the worker's own thread.
    void unload();

Q_SIGNALS:
    void started(); ///< From now on the time counts.
    void finished(const bobbin::FormulaResult &result);

private:
    bool load();
    [[nodiscard]] FormulaResult typeset(const Formula &formula);

    std::mutex m_mutex; // of m_engine as a pointer, for interrupt()
    std::unique_ptr<QJSEngine> m_engine;
    QJSValue m_typeset;
};

} // namespace bobbin
