#include "ui/filesaver.h"

#include "core/savefile.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QThreadPool>
#include <QWidget>

namespace bobbin {

using namespace Qt::StringLiterals;

FileSaver::FileSaver(QWidget *window)
    : QObject(window), m_window(window),
      m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
}

QString FileSaver::askForPath(const QString &title, const QString &name, const QString &filter)
{
    const QString path =
        QFileDialog::getSaveFileName(m_window, title, m_folder + u'/' + fileNameFrom(name), filter);
    if (!path.isEmpty())
        m_folder = QFileInfo(path).absolutePath();
    return path;
}

void FileSaver::save(const QString &name, const QByteArray &contents)
{
    const QString path = askForPath(tr("Save As"), name);
    if (path.isEmpty())
        return;
    QThreadPool::globalInstance()->start([guard = QPointer(this), path, contents] {
        QSaveFile file(path);
        const bool isWritten =
            file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() && commitWhole(file);
        const QString shown = QFileInfo(path).fileName();
        const QString message = isWritten ? tr("“%1” was saved.").arg(shown)
                                          : tr("“%1” could not be saved: %2").arg(shown, file.errorString());
        QMetaObject::invokeMethod(
            qApp,
            [guard, message] {
                if (guard)
                    Q_EMIT guard->finished(message);
            },
            Qt::QueuedConnection);
    });
}

QString fileNameFrom(const QString &title)
{
    static const QRegularExpression unfit(u"[\\x00-\\x1f/\\\\:*?\"<>|]+"_s);
    const QString name = QString(title).replace(unfit, u" "_s).simplified().left(80);
    return name.isEmpty() ? u"conversation"_s : name;
}

} // namespace bobbin
