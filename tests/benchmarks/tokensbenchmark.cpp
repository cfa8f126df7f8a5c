#include "benchmarks.h"
#include "tokenpatterns.h"

#include "tokens/tokenizer.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QRegularExpression>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int Rounds = 5;

// English, German, code, and something of everything else: the project's own files, with the corpus of the
// tokenizer's test.
QString mixedText()
{
    const QString root = QStringLiteral(PROJECT_SOURCES);
    QString text;
    for (const QString &folder : {u"app"_s, u"docs"_s, u"translations"_s, u"ui"_s, u"tests/data/tokens"_s}) {
        QDirIterator files(root + u'/' + folder, {u"*.cpp"_s, u"*.h"_s, u"*.md"_s, u"*.ts"_s, u"*.jsonl"_s},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
            text += QString::fromUtf8(file.readAll());
        }
    }
    return text;
}

template<typename Work>
double millisecondsOf(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

qint64 piecesOf(const QRegularExpression &expression, const QString &text)
{
    qint64 pieces = 0;
    for (auto matches = expression.globalMatch(text); matches.hasNext(); matches.next())
        ++pieces;
    return pieces;
}

} // namespace

QList<Figure> measureTokens(const BenchmarkSetup &)
{
    const QString text = mixedText();
    const double megabytes = double(text.toUtf8().size()) / 1e6;
    QList<Figure> figures;
    for (const auto &[encoding, name] :
         {std::pair(Encoding::O200k, u"o200k_base"_s), {Encoding::Cl100k, u"cl100k_base"_s}}) {
        const Tokenizer *tokenizer = nullptr;
        const double loading = millisecondsOf([&] { tokenizer = Tokenizer::get(encoding); });
        if (!tokenizer)
            return {}; // built without the npm packages
        const QRegularExpression expression(tokenPattern(encoding),
                                            QRegularExpression::UseUnicodePropertiesOption);
        QList<double> speeds;
        QList<double> floors;
        for (int round = 0; round < Rounds; ++round) {
            qint64 pieces = 0;
            qint64 tokens = 0;
            floors.append(megabytes / millisecondsOf([&] { pieces = piecesOf(expression, text); }) * 1000);
            speeds.append(megabytes / millisecondsOf([&] { tokens = tokenizer->count(text); }) * 1000);
            if (tokens < pieces)
                qFatal("a piece has no token");
        }
        figures.append({.what = u"tokens: load %1"_s.arg(name),
                        .unit = u"ms"_s,
                        .value = loading,
                        .high = {},
                        .floor = {},
                        .goal = {}});
        figures.append({.what = u"tokens: %1, mixed text"_s.arg(name),
                        .unit = u"MB/s"_s,
                        .value = median(speeds),
                        .high = {},
                        .floor = median(floors),
                        .goal = Goal {Goal::Of::Value, Goal::Bound::AtLeast, 10}});
    }
    return figures;
}

} // namespace bobbin
