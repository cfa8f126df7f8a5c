#pragma once

#include <QTcpServer>
#include <QUrl>

namespace bobbin {

/// A service on the loopback interface that answers everything with the same words, one every few
/// milliseconds.
class SlowService final : public QTcpServer
{
    Q_OBJECT
public:
    SlowService();

    [[nodiscard]] QUrl url() const;
    /// What each reply is, from its beginning on.
    [[nodiscard]] static QString text();

private:
    void serve(QTcpSocket *socket);
};

} // namespace bobbin
