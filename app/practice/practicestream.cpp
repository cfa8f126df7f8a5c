#include "practicestream.h"

#include <QJsonDocument>
#include <QTimer>

namespace bobbin {

using namespace Qt::StringLiterals;

QString statusName(PracticeStatus status)
{
    switch (status) {
    case PracticeStatus::Queued:
        return u"queued"_s;
    case PracticeStatus::InProgress:
        return u"in_progress"_s;
    case PracticeStatus::Cancelling:
        return u"cancelling"_s;
    case PracticeStatus::Cancelled:
        return u"cancelled"_s;
    case PracticeStatus::Completed:
        return u"completed"_s;
    case PracticeStatus::Incomplete:
        return u"incomplete"_s;
    case PracticeStatus::Failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE();
}

PracticeStream::PracticeStream()
{
    QTimer::singleShot(0, this, [this] { begin(); });
}

PracticeStream::~PracticeStream() = default;

void PracticeStream::writeEvent(const QByteArray &name, const QJsonObject &data)
{
    Q_EMIT eventWritten(name, QJsonDocument(data).toJson(QJsonDocument::Compact));
}

} // namespace bobbin
