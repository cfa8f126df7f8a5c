#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>

namespace bobbin {

/// How far something is that a model writes.
enum class PracticeStatus { Queued, InProgress, Cancelling, Cancelled, Completed, Incomplete, Failed };

/// As both APIs with states call it: "in_progress".
[[nodiscard]] QString statusName(PracticeStatus status);

/// Something that is written over time, with a client that may follow it as server-sent events.
///
/// Begins by itself when control returns to the event loop; emits eventWritten() any number of times and then
/// finished(). It goes on without a client, unless that makes no sense for its API.
class PracticeStream : public QObject
{
    Q_OBJECT
public:
    PracticeStream();
    ~PracticeStream() override;

    /// Whether to wait, because the client does not read what was written.
    virtual void setPaused(bool paused) = 0;
    /// The client that followed it has closed the connection.
    virtual void loseClient() = 0;

Q_SIGNALS:
    /// `name` is empty where the API does not name its events.
    void eventWritten(const QByteArray &name, const QByteArray &data);
    void finished();

protected:
    virtual void begin() = 0;

    void writeEvent(const QByteArray &name, const QJsonObject &data);
};

} // namespace bobbin
