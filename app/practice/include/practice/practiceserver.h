#pragma once

#include "core/result.h"
#include "core/service.h"

#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>

namespace bobbin {

class PracticeListener;

/// The practice service: a small server inside the program that speaks the API of real services, so that
/// everything can be tried without a key and without a network.
///
/// Its models are "practice-guide", which answers questions about the program, and "practice-echo". It
/// listens on 127.0.0.1 only, on a port and below a path that are random each time, so that other programs
/// and web pages do not come across it. It runs on a thread of its own.
class PracticeServer final : public QObject
{
    Q_OBJECT
public:
    explicit PracticeServer(QObject *parent = nullptr);
    ~PracticeServer() override;

    /// How fast answers are written; a speed that people can follow unless set. 0 is as fast as possible.
    /// To be called before start().
    void setTokensPerSecond(int tokensPerSecond) { m_tokensPerSecond = tokensPerSecond; }

    /// Starts to listen and returns baseUrl(), or the operating system's reason why that is impossible.
    Result<QUrl, QString> start();
    /// Ends all answers and stops listening. Does nothing if the server does not run.
    void stop();

    /// As "http://127.0.0.1:PORT/TOKEN/v1"; empty while the server does not run.
    [[nodiscard]] QUrl baseUrl() const { return m_baseUrl; }

    /// The service that people choose in order to practise.
    [[nodiscard]] Service service() const;

private:
    QThread m_thread;
    std::unique_ptr<PracticeListener> m_listener; // lives in m_thread
    QUrl m_baseUrl;
    int m_tokensPerSecond = 60;
};

} // namespace bobbin
