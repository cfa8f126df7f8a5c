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
            openPrivate(file) && file.write(contents) == contents.size() && commitWhole(file);
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
    constexpr qsizetype longest = 80; // characters, of which file systems store up to three bytes each
    constexpr qsizetype longestSuffix = 10;
    static const QRegularExpression unfit(u"[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}/\\\\:*?\"<>|]+"_s);
    static const QRegularExpression dots(u"^[. ]+"_s); // no hidden file, and no folder above
    QString name = QString(title).replace(unfit, u" "_s).simplified().remove(dots);
    if (name.size() > longest) {
        const qsizetype dot = name.lastIndexOf(u'.');
        const QString suffix = dot >= 0 && name.size() - dot <= longestSuffix ? name.mid(dot) : QString();
        name.truncate(longest - suffix.size());
        if (name.back().isHighSurrogate())
            name.chop(1);
        name += suffix;
    }
    return name.isEmpty() ? u"conversation"_s : name;
}

} // namespace bobbin
