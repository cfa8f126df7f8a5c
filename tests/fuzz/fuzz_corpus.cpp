#include "fuzztargets.h"

#include <QDir>
#include <QTest>

#include <random>

using namespace bobbin;
using namespace Qt::StringLiterals;

// Gives the fuzzers' functions the files that were kept of earlier runs, what once went wrong among them. A
// promise that does not hold ends the program, with the name of the file above it.
class fuzz_corpus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holds_data();
    void holds();
    void holdsWhenChanged_data();
    void holdsWhenChanged();
};

using Target = void (*)(QByteArrayView);

static const QList<std::pair<QString, Target>> &targets()
{
    static const QList<std::pair<QString, Target>> all {
        {u"answers"_s, &fuzz::answers},
        {u"assistants"_s, &fuzz::assistants},
        {u"chat"_s, &fuzz::chat},
        {u"damage"_s, &fuzz::damage},
        {u"document"_s, &fuzz::document},
        {u"errors"_s, &fuzz::errors},
        {u"formulas"_s, &fuzz::formulas},
        {u"import"_s, &fuzz::import},
        {u"links"_s, &fuzz::links},
        {u"markdown"_s, &fuzz::markdown},
        {u"models"_s, &fuzz::models},
        {u"pictures"_s, &fuzz::pictures},
        {u"responses"_s, &fuzz::responses},
        {u"search"_s, &fuzz::search},
        {u"sse"_s, &fuzz::sse},
        {u"thinking"_s, &fuzz::thinking},
    };
    return all;
}

void fuzz_corpus::holds_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QString>("path");
    for (int i = 0; i < targets().size(); ++i) {
        const QString name = targets().at(i).first;
        const QDir corpus(QStringLiteral(TEST_DATA "/fuzz/") + name);
        const QStringList files = corpus.entryList(QDir::Files);
        QVERIFY2(!files.isEmpty(), qPrintable(corpus.path()));
        for (const QString &file : files)
            QTest::addRow("%s/%s", qPrintable(name), qPrintable(file)) << i << corpus.filePath(file);
    }
}

void fuzz_corpus::holds()
{
    QFETCH(int, target);
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));

    targets().at(target).second(file.readAll());
}

// `bytes` with a few changes that look random and depend on `seed` alone.
static QByteArray changed(QByteArray bytes, unsigned seed)
{
    constexpr char Telling[] = "\n\r`$*|-#[]{}\"\\:,<>&\0\x7f\x80\xc3\xef\xff ";
    static const QByteArray telling(Telling, sizeof Telling - 1);
    std::minstd_rand random(seed);
    const auto upTo = [&random](qsizetype most) { return qsizetype(random()) % (most + 1); };
    for (qsizetype changes = 1 + upTo(5); changes > 0; --changes) {
        const qsizetype place = upTo(bytes.size());
        const qsizetype length = upTo(qMin<qsizetype>(bytes.size() - place, 40));
        switch (random() % 5) {
        case 0:
            bytes.insert(place, telling.at(upTo(telling.size() - 1)));
            break;
        case 1:
            bytes.remove(place, length);
            break;
        case 2:
            bytes.insert(upTo(bytes.size()), bytes.mid(place, length).repeated(1 + int(upTo(3))));
            break;
        case 3:
            if (place < bytes.size())
                bytes[place] = static_cast<char>(bytes.at(place) ^ (1 << upTo(7)));
            break;
        default:
            if (place < bytes.size())
                bytes[place] = static_cast<char>(upTo(255));
            break;
        }
    }
    return bytes;
}

// A short search of its own, the same one each time: what a fuzzer does all day needs clang.
void fuzz_corpus::holdsWhenChanged_data()
{
    QTest::addColumn<int>("target");
    QTest::addColumn<QByteArray>("bytes");
    const int wanted = qEnvironmentVariableIntValue("BOBBIN_FUZZ_CHANGES");
    const unsigned changes = wanted > 0 ? unsigned(wanted) : 24; // of each file
    for (int i = 0; i < targets().size(); ++i) {
        const QString name = targets().at(i).first;
        const QDir corpus(QStringLiteral(TEST_DATA "/fuzz/") + name);
        for (const QString &path : corpus.entryList(QDir::Files)) {
            QFile file(corpus.filePath(path));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (unsigned seed = 1; seed <= changes; ++seed)
                QTest::addRow("%s/%s %u", qPrintable(name), qPrintable(path), seed)
                    << i << changed(bytes, seed);
        }
    }
}

void fuzz_corpus::holdsWhenChanged()
{
    QFETCH(int, target);
    QFETCH(QByteArray, bytes);

    targets().at(target).second(bytes);
}

QTEST_MAIN(fuzz_corpus)
#include "fuzz_corpus.moc"
