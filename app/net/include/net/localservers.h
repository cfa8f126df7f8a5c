#pragma once

#include <QList>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include <chrono>

class QNetworkAccessManager;

namespace bobbin {

/// A model server that answers on this computer.
struct LocalServer {
    QString name {}; ///< The product that usually listens on its port.
    QUrl baseUrl {};
    QStringList models {};

    friend bool operator==(const LocalServer &, const LocalServer &) = default;
};

/// Looks for model servers on this computer by asking the ports that they usually listen on.
///
/// Nothing but 127.0.0.1 is asked, and never through a proxy. All ports are asked at once.
class LocalServerSearch final : public QObject
{
    Q_OBJECT
public:
    struct Port {
        QString name;
        quint16 number = 0;
    };

    /// Ollama, LM Studio, llama.cpp, vLLM and Jan.
    [[nodiscard]] static QList<Port> usualPorts();

    explicit LocalServerSearch(QObject *parent = nullptr);
    LocalServerSearch(QList<Port> ports, std::chrono::milliseconds timeLimit, QObject *parent = nullptr);
    ~LocalServerSearch() override;

    /// Starts a search; to be called once.
    void start();

Q_SIGNALS:
    void found(const bobbin::LocalServer &server);
    /// The last signal, never before control has returned to the event loop.
    void finished();

private:
    void ask(const Port &port);
    void countAnswer();

    const QList<Port> m_ports;
    const std::chrono::milliseconds m_timeLimit;
    QNetworkAccessManager *const m_network;
    qsizetype m_unanswered = 0;
};

} // namespace bobbin
