#include "tokens/tokenizer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <array>
#include <thread>

using namespace bobbin;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(std::optional<bobbin::Encoding>)

static constexpr bool HasRanks = HAS_TOKEN_RANKS;
static constexpr char WithoutRanks[] =
    "Built without the npm packages, and so without the ranks of the tokens.";

class tst_Tokenizer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isLoadedByTheFirstOfManyThreads(); // before anything else asks for the tokenizer
    void encodesLikeTheReference_data();
    void encodesLikeTheReference();
    void knowsEveryCharacterLikeTheReference_data();
    void knowsEveryCharacterLikeTheReference();
    void encodes_data();
    void encodes();
    void endsWithOnePieceOfAMegabyte_data();
    void endsWithOnePieceOfAMegabyte();
    void knowsTheEncodingOfModels_data();
    void knowsTheEncodingOfModels();
};

// What data/tokens/make_corpus.mjs says about a text in one encoding.
struct Expected {
    qint64 count;
    QString hash;
};

static QString hashOf(const QList<int> &ids)
{
    quint64 hash = 0xcbf29ce484222325;
    for (const int id : ids) {
        for (int shift = 0; shift < 32; shift += 8)
            hash = (hash ^ (quint64(id) >> shift & 0xFF)) * 0x100000001b3;
    }
    return u"%1"_s.arg(hash, 16, 16, QChar(u'0'));
}

static QList<QJsonArray> linesOf(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA) + u"/tokens/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    QList<QJsonArray> lines;
    while (!file.atEnd())
        lines.append(QJsonDocument::fromJson(file.readLine()).array());
    return lines;
}

static Expected expectedIn(const QJsonArray &line, Encoding encoding)
{
    const qsizetype column = encoding == Encoding::O200k ? 1 : 3;
    return {line[column].toInteger(), line[column + 1].toString()};
}

static void addEncodings()
{
    QTest::addColumn<Encoding>("encoding");

    QTest::newRow("o200k_base") << Encoding::O200k;
    QTest::newRow("cl100k_base") << Encoding::Cl100k;
}

void tst_Tokenizer::isLoadedByTheFirstOfManyThreads()
{
    std::array<const Tokenizer *, 8> got {};
    {
        std::vector<std::jthread> threads;
        for (const Tokenizer *&tokenizer : got)
            threads.emplace_back([&] { tokenizer = Tokenizer::get(Encoding::O200k); });
    }

    QCOMPARE(got.front() != nullptr, HasRanks);
    QVERIFY(std::all_of(got.begin(), got.end(), [&](const Tokenizer *each) { return each == got.front(); }));
    QCOMPARE(Tokenizer::get(Encoding::Cl100k) != nullptr, HasRanks);
}

void tst_Tokenizer::encodesLikeTheReference_data() { addEncodings(); }

void tst_Tokenizer::encodesLikeTheReference()
{
    if (!HasRanks)
        QSKIP(WithoutRanks);
    QFETCH(const Encoding, encoding);
    const Tokenizer &tokenizer = *Tokenizer::get(encoding);
    const QList<QJsonArray> corpus = linesOf(u"corpus.jsonl"_s);
    QVERIFY(corpus.size() > 2000);

    for (const QJsonArray &line : corpus) {
        const QString text = line[0].toString();
        const Expected expected = expectedIn(line, encoding);

        const QList<int> ids = tokenizer.encode(text);

        QVERIFY2(ids.size() == expected.count && hashOf(ids) == expected.hash, qPrintable(text));
        QVERIFY2(tokenizer.count(text) == expected.count, qPrintable(text));
    }
}

void tst_Tokenizer::knowsEveryCharacterLikeTheReference_data() { addEncodings(); }

// In text as textOfPlane() of make_corpus.mjs makes it.
void tst_Tokenizer::knowsEveryCharacterLikeTheReference()
{
    if (!HasRanks)
        QSKIP(WithoutRanks);
    QFETCH(const Encoding, encoding);

    for (const QJsonArray &line : linesOf(u"characters.jsonl"_s)) {
        const auto plane = char32_t(line[0].toInt());
        QString text;
        for (char32_t character = plane << 16; character < (plane + 1) << 16; ++character) {
            const auto units = QChar::fromUcs4(character); // QString's own would drop U+FEFF
            const QString c = QStringView(units).toString();
            text += c % u"'stuff 1" % c % u"2345 " % c % u"  x A" % c % u'b' % c % c % u"C\n" % c % u'\n';
        }
        const Expected expected = expectedIn(line, encoding);

        const QList<int> ids = Tokenizer::get(encoding)->encode(text);

        QCOMPARE(ids.size(), expected.count);
        QCOMPARE(hashOf(ids), expected.hash);
    }
}

void tst_Tokenizer::encodes_data()
{
    QTest::addColumn<Encoding>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("ids");

    QTest::newRow("nothing") << Encoding::O200k << QString() << QList<int> {};
    QTest::newRow("o200k_base") << Encoding::O200k << u"a\n  "_s << QList<int> {64, 198, 256};
    QTest::newRow("cl100k_base") << Encoding::Cl100k << u"a  \n"_s << QList<int> {64, 2355};
    QTest::newRow("special tokens are text")
        << Encoding::O200k << u"<|endoftext|>"_s << QList<int> {27, 91, 419, 1440, 919, 91, 29};
    QTest::newRow("half a surrogate pair") << Encoding::O200k << u"\xD800x"_s << QList<int> {3251, 87};
    QTest::newRow("U+FFFD") << Encoding::O200k << u"\uFFFDx"_s << QList<int> {3251, 87};
}

void tst_Tokenizer::encodes()
{
    if (!HasRanks)
        QSKIP(WithoutRanks);
    QFETCH(const Encoding, encoding);
    QFETCH(const QString, text);
    QFETCH(const QList<int>, ids);

    QCOMPARE(Tokenizer::get(encoding)->encode(text), ids);
}

void tst_Tokenizer::endsWithOnePieceOfAMegabyte_data() { addEncodings(); }

// It would not, if the time grew with the square of the length.
void tst_Tokenizer::endsWithOnePieceOfAMegabyte()
{
    if (!HasRanks)
        QSKIP(WithoutRanks);
    QFETCH(const Encoding, encoding);
    const Tokenizer &tokenizer = *Tokenizer::get(encoding);
    constexpr qsizetype Length = 1'000'000;

    const qint64 count = tokenizer.count(QString(Length, u'a'));

    QCOMPARE(count, Length / 8); // "aaaaaaaa" is the longest token of that kind
}

void tst_Tokenizer::knowsTheEncodingOfModels_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<std::optional<Encoding>>("encoding");

    const std::optional<Encoding> o200k = Encoding::O200k;
    const std::optional<Encoding> cl100k = Encoding::Cl100k;
    const std::optional<Encoding> unknown;
    const auto add = [](const char *model, const std::optional<Encoding> &encoding) {
        QTest::newRow(model) << QString::fromLatin1(model) << encoding;
    };
    for (const char *model : {"gpt-4o",
                              "gpt-4o-mini-2024-07-18",
                              "chatgpt-4o-latest",
                              "gpt-4.1",
                              "gpt-4.1-nano",
                              "gpt-4.5-preview",
                              "gpt-5",
                              "gpt-5-mini",
                              "gpt-5.1-chat",
                              "o1",
                              "o1-preview",
                              "o3-mini",
                              "o4-mini",
                              "gpt-oss:20b",
                              "openai/gpt-4o",
                              "openai/gpt-4o:extended",
                              "openai/gpt-oss-120b",
                              "unsloth/gpt-oss-20b-GGUF",
                              "ft:gpt-4o:org:name:id",
                              "azure/gpt-4o"})
        add(model, o200k);
    for (const char *model : {"gpt-4", "gpt-4-32k", "gpt-4-turbo-2024-04-09", "gpt-3.5-turbo", "gpt-35-turbo",
                              "openai/gpt-4-turbo", "ft:gpt-3.5-turbo-0125:org", "text-embedding-3-small",
                              "text-embedding-ada-002"})
        add(model, cl100k);
    for (const char *model :
         {"", "gpt", "gpt-40", "gpt-4.7", "gpt-6", "o10", "gpt-4ob", "llama3.2", "my-gpt-4o",
          "somebody/gpt-4o", "openai/", "ft:", "claude-3-5-sonnet", "qwen2.5:7b", "GPT-4"})
        add(model, unknown);
}

void tst_Tokenizer::knowsTheEncodingOfModels()
{
    QFETCH(const QString, model);
    QFETCH(const std::optional<Encoding>, encoding);

    QCOMPARE(encodingOf(model), encoding);
}

QTEST_APPLESS_MAIN(tst_Tokenizer)
#include "tst_tokenizer.moc"
