#include "logcapture.h"

#include <QLoggingCategory>
#include <QMutex>

namespace bobbin {
namespace {

QMutex mutex;
QByteArray captured;

void capture(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    const QMutexLocker locker(&mutex);
    captured += QByteArray(context.category) + ": " + message.toUtf8() + '\n';
}

} // namespace

LogCapture::LogCapture() : m_previous(qInstallMessageHandler(capture))
{
    const QMutexLocker locker(&mutex);
    captured.clear();
    QLoggingCategory::setFilterRules(QStringLiteral("bobbin.*=true"));
}

LogCapture::~LogCapture()
{
    qInstallMessageHandler(m_previous);
    QLoggingCategory::setFilterRules({});
}

QByteArray LogCapture::text() const
{
    const QMutexLocker locker(&mutex);
    return captured;
}

} // namespace bobbin
