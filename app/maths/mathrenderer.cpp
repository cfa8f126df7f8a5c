#include "maths/mathrenderer.h"

#include "mathworker_p.h"

#include <QFile>

namespace bobbin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static constexpr qsizetype MaximalCost = 16'000'000; // bytes
static constexpr qsizetype EntryCost = 500; // of what is remembered beside the SVG
static constexpr uint StackSize = 8 * 1024 * 1024; // formulas nest; elsewhere than on Linux threads have less

MathRenderer::MathRenderer(QObject *parent) : QObject(parent), m_known(MaximalCost)
{
    qRegisterMetaType<Formula>();
    qRegisterMetaType<FormulaResult>();
    m_timeLimit.setSingleShot(true);
    setTimeLimit(3s);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] { m_worker->interrupt(); });
}

MathRenderer::~MathRenderer()
{
    if (!m_worker)
        return;
    m_thread.requestInterruption();
    m_worker->interrupt();
    m_thread.quit();
    m_thread.wait();
}

bool MathRenderer::isAvailable() { return QFile::exists(u":/maths/mathjax.js"_s); }

std::optional<FormulaResult> MathRenderer::find(const Formula &formula) const
{
    const FormulaResult *known = m_known.object(formula);
    return known ? std::optional(*known) : std::nullopt;
}

void MathRenderer::request(const Formula &formula)
{
    Q_ASSERT(isAvailable());
    if (m_known.contains(formula) || m_current == formula)
        return;
    m_waiting.removeOne(formula);
    m_waiting.append(formula);
    startNext();
}

void MathRenderer::startNext()
{
    if (m_current || m_waiting.isEmpty())
        return;
    if (!m_worker) {
        m_worker = std::make_unique<MathWorker>();
        m_worker->moveToThread(&m_thread);
        connect(m_worker.get(), &MathWorker::started, &m_timeLimit, qOverload<>(&QTimer::start));
        connect(m_worker.get(), &MathWorker::finished, this, &MathRenderer::take);
        connect(&m_thread, &QThread::finished, m_worker.get(), &MathWorker::unload);
        m_thread.setObjectName(u"maths"_s);
        m_thread.setStackSize(StackSize);
        m_thread.start(QThread::LowPriority);
    }
    m_current = m_waiting.takeLast();
    QMetaObject::invokeMethod(m_worker.get(),
                              [worker = m_worker.get(), formula = *m_current] { worker->render(formula); });
}

void MathRenderer::take(const FormulaResult &result)
{
    m_timeLimit.stop();
    const Formula formula = *std::exchange(m_current, std::nullopt);
    const qsizetype size = result ? result->svg.size() : 0;
    m_known.insert(formula, new FormulaResult(result), EntryCost + formula.tex.size() + size);
    startNext();
    Q_EMIT rendered(formula);
}

} // namespace bobbin
