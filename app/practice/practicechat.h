#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace bobbin {

class PracticeGuide;
class PracticeResponse;

/// Answers one request of the Chat Completions API, whole or as a stream at a visible speed.
class PracticeChat final : public QObject
{
    Q_OBJECT
public:
    /// The models that can be asked for.
    [[nodiscard]] static QStringList models();

    /// `response` and `guide` must outlive it. `tokensPerSecond` 0 is as fast as the client reads.
    PracticeChat(PracticeResponse &response, const PracticeGuide &guide, int tokensPerSecond);

    /// Begins to answer the request with this body; to be called once.
    void start(const QByteArray &body);
    /// Writes the tokens that are due.
    void writeMore();

Q_SIGNALS:
    void finished();

private:
    [[nodiscard]] bool prepare(const QByteArray &body);
    void sendWhole();
    void sendChunk(const QJsonObject &delta, const QJsonValue &finishReason);
    void endStream();
    [[nodiscard]] qsizetype dueTokens() const;
    [[nodiscard]] QJsonObject frame(const QString &objectName) const;
    [[nodiscard]] QJsonObject usage() const;

    PracticeResponse &m_response;
    const PracticeGuide &m_guide;
    const int m_tokensPerSecond;

    QString m_model;
    QString m_id;
    qint64 m_created = 0;
    QStringList m_tokens; // of the answer
    qsizetype m_sent = 0; // tokens of it
    qsizetype m_promptTokens = 0;
    QString m_finishReason;
    bool m_isStream = false;
    bool m_wantsUsage = false;
    bool m_isStreaming = false;
    QTimer m_timer;
    QElapsedTimer m_age;
};

} // namespace bobbin
