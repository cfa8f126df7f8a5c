#include "mathworker_p.h"

#include "core/logging.h"
#include "svgrepair_p.h"

#include <QFile>
#include <QJSEngine>
#include <QThread>

namespace bobbin {

using namespace Qt::StringLiterals;

// Characters. What is longer is no formula for people, and would only keep the machine busy.
static constexpr qsizetype LongestTex = 5000;
static constexpr qsizetype LongestSvg = 1'000'000;

// MathJax was compiled from TypeScript, and uses variables before it declares them: once per engine Qt would
// say so, where there is nobody who could do anything about it.
static QLoggingCategory::CategoryFilter previousFilter = nullptr;

static void silenceCompiler(QLoggingCategory *category)
{
    previousFilter(category);
    const QLatin1StringView name(category->categoryName());
    if (name == "qt.qml.compiler"_L1 || name == "qt.qml.usedbeforedeclared"_L1)
        category->setEnabled(QtWarningMsg, false);
}

// Interrupting code that Qt has compiled to machine code crashes now and then; interpreted code it never did,
// and formulas are set as fast. Qt reads the variable once, with the first engine; programs started later go
// without it.
static void interpretOnly()
{
    static constexpr const char *Variable = "QV4_FORCE_INTERPRETER";
    if (qEnvironmentVariableIsSet(Variable))
        return;
    qputenv(Variable, "1");
    [[maybe_unused]] const QJSEngine first;
    qunsetenv(Variable);
}

MathWorker::MathWorker()
{
    if (previousFilter)
        return;
    interpretOnly();
    previousFilter = QLoggingCategory::installFilter(nullptr); // a filter is called while it is installed
    QLoggingCategory::installFilter(silenceCompiler);
}

MathWorker::~MathWorker() = default;

bool MathWorker::load()
{
    if (m_engine)
        return m_typeset.isCallable();
    QFile file(u":/maths/mathjax.js"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    {
        const std::lock_guard lock(m_mutex);
        m_engine = std::make_unique<QJSEngine>();
    }
    m_typeset = m_engine->evaluate(QString::fromUtf8(file.readAll()), u"mathjax.js"_s);
    if (!m_typeset.isCallable() && !QThread::currentThread()->isInterruptionRequested())
        qCWarning(lcMaths) << "MathJax cannot be loaded:" << m_typeset.toString();
    return m_typeset.isCallable();
}

void MathWorker::unload()
{
    m_typeset = {};
    const std::lock_guard lock(m_mutex);
    m_engine.reset();
}

void MathWorker::interrupt()
{
    const std::lock_guard lock(m_mutex);
    if (m_engine)
        m_engine->setInterrupted(true);
}

void MathWorker::render(const Formula &formula)
{
    if (!load()) {
        Q_EMIT finished(Failure {FormulaError {}});
        return;
    }
    m_engine->setInterrupted(false);
    if (QThread::currentThread()->isInterruptionRequested())
        return;
    Q_EMIT started();
    Q_EMIT finished(typeset(formula));
}

FormulaResult MathWorker::typeset(const Formula &formula)
{
    using Kind = FormulaError::Kind;
    if (formula.tex.size() > LongestTex)
        return Failure {FormulaError {Kind::TooLarge, {}}};
    const QJSValue answer = m_typeset.call({formula.tex, formula.isDisplay});
    if (m_engine->isInterrupted()) {
        unload(); // nobody knows in what state it is
        return Failure {FormulaError {Kind::TimedOut, {}}};
    }
    if (answer.isError())
        return Failure {FormulaError {Kind::Invalid, answer.property(u"message"_s).toString()}};
    const QString svg = answer.toString();
    if (svg.size() > LongestSvg)
        return Failure {FormulaError {Kind::TooLarge, {}}};
    std::optional<FormulaPicture> picture = pictureOf(svg);
    if (!picture)
        return Failure {FormulaError {}};
    return *std::move(picture);
}

} // namespace bobbin
