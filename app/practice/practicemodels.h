#pragma once

#include "core/chatmessage.h"
#include "core/result.h"
#include "practiceerror.h"
#include "practiceguide.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace bobbin {

/// What a model has to say, and what that costs.
struct PracticeAnswer {
    QStringList tokens {}; ///< Together they are the text.
    qsizetype promptTokens = 0;
    bool isCut = false; ///< Because of the limit that the request set.

    [[nodiscard]] QString text() const { return tokens.join(QString()); }
};

/// The models of the practice service: all its APIs answer with them.
class PracticeModels
{
public:
    /// `tokensPerSecond` is how fast they write; 0 is as fast as the client reads.
    explicit PracticeModels(int tokensPerSecond) : m_tokensPerSecond(tokensPerSecond) { }

    [[nodiscard]] static QStringList names();
    /// What is wrong with the model that a request names, as all APIs but Chat Completions say it.
    [[nodiscard]] static std::optional<PracticeError> check(const QJsonValue &model);

    [[nodiscard]] int tokensPerSecond() const { return m_tokensPerSecond; }

    /// How many tokens a request may have; 0, as at first, is any number.
    void setContextWindow(qsizetype tokens) { m_contextWindow = tokens; }

    /// The answer to `messages`, oldest first, by the model called `model`, one of names(); or the reason
    /// why the model cannot take so much.
    [[nodiscard]] Result<PracticeAnswer, PracticeError> answer(const QString &model,
                                                               const QList<ChatMessage> &messages,
                                                               std::optional<qsizetype> maxTokens) const;

private:
    const PracticeGuide m_guide;
    const int m_tokensPerSecond;
    qsizetype m_contextWindow = 0;
};

} // namespace bobbin
