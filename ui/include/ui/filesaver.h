#pragma once

#include <QObject>

class QWidget;

namespace bobbin {

/// Asks where to, and writes what the user wants to have as a file. The window does not wait for the disk.
class FileSaver final : public QObject
{
    Q_OBJECT
public:
    explicit FileSaver(QWidget *window);

    /// `name` is what the dialog proposes, in the folder that was used last.
    void save(const QString &name, const QByteArray &contents);

    /// Asks for a path only; empty if the user thought better of it.
    [[nodiscard]] QString askForPath(const QString &title, const QString &name, const QString &filter = {});

Q_SIGNALS:
    /// What came of it, in the user's language.
    void finished(const QString &message);

private:
    QWidget *m_window;
    QString m_folder;
};

/// `title` as the name of a file: without what a file system does not take, and not longer than it takes.
[[nodiscard]] QString fileNameFrom(const QString &title);

} // namespace bobbin
