#include "contextfigures.h"

#include <QTest>

using namespace bobbin;
using namespace Qt::StringLiterals;

using Figure = std::optional<qint64>;

class tst_ContextFigures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsThem_data();
    void readsThem();
    void standInTheError();
};

void tst_ContextFigures::readsThem_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Figure>("window");
    QTest::addColumn<Figure>("prompt");

    const auto row = [](const char *name, const QByteArray &message, Figure window, Figure prompt) {
        QTest::newRow(name) << QByteArray(R"({"error":{"message":")" + message + R"("}})") << window
                            << prompt;
    };
    QTest::newRow("llama.cpp, fields")
        << QByteArray(R"({"error":{"code":400,"message":"too long","type":"exceed_context_size_error",)"
                      R"("n_prompt_tokens":9001,"n_ctx":8192}})")
        << Figure(8192) << Figure(9001);
    row("llama.cpp, words",
        "request (9001 tokens) exceeds the available context size (8192 tokens), try increasing it", 8192,
        9001);
    row("OpenAI",
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens. "
        "Please reduce the length of the messages.",
        8192, 9001);
    row("OpenAI without figures", "Your input exceeds the context window of this model.", {}, {});
    row("vLLM",
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4500 in the "
        "messages, 500 in the completion). Please reduce the length of the messages or completion.",
        4096, 4500);
    row("old completions",
        "This model's maximum context length is 4097 tokens, however you requested 5000 tokens (4500 in your "
        "prompt; 500 for the completion).",
        4097, 4500);
    row("vLLM, newer", "The decoder prompt (length 5000) is longer than the maximum model length of 4096.",
        4096, 5000);
    row("vLLM, total", "The prompt (total length 5000) is too long to fit into the model context length 4096",
        4096, 5000);
    row("vLLM, input tokens",
        "This model's maximum context length is 32768 tokens and your request has 40000 input tokens", 32768,
        40000);
    row("bare number", "Input (5000) exceeds the maximum model length (4096).", 4096, 5000);
    row("Anthropic", "prompt is too long: 210000 tokens > 200000 maximum", 200000, 210000);
    row("Gemini", "The input token count (1200000) exceeds the maximum number of tokens allowed (1048575).",
        1048575, 1200000);
    row("OpenRouter",
        "This endpoint's maximum context length is 131072 tokens. However, you requested about 200000 tokens "
        "(199000 of text input, 1000 in the output).",
        131072, 199000);
    row("thousands",
        "maximum context length is 128,000 tokens. However, your messages resulted in 131,072 tokens", 128000,
        131072);
}

void tst_ContextFigures::readsThem()
{
    QFETCH(const QByteArray, body);
    const ServiceError error = parseServiceError(body);

    const ContextFigures figures = contextFigures(error);

    QTEST(figures.contextWindow, "window");
    QTEST(figures.promptTokens, "prompt");
    QCOMPARE(makeError(400, error, {}).kind, CompletionError::Kind::ContextTooLong);
}

void tst_ContextFigures::standInTheError()
{
    const ServiceError tooLong =
        parseServiceError(QByteArray(R"({"error":"prompt is too long: 9 tokens > 8 maximum"})"));
    const ServiceError other = parseServiceError(QByteArray(R"({"error":{"message":"No.","n_ctx":8}})"));

    QCOMPARE(makeError(400, tooLong, {}).contextWindow, Figure(8));
    QCOMPARE(makeError(400, tooLong, {}).promptTokens, Figure(9));
    QCOMPARE(makeError(400, other, {}).contextWindow, Figure());
}

QTEST_APPLESS_MAIN(tst_ContextFigures)
#include "tst_contextfigures.moc"
