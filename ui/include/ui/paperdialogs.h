#pragma once

#include <QObject>

#include <memory>

class QPagedPaintDevice;
class QSaveFile;
class QWidget;

namespace bobbin {

class ChatSession;
class ConversationPage;
class FileSaver;

/// Asks for a printer or a file, puts the conversation that is shown on paper, and shows how far it is.
class PaperDialogs final : public QObject
{
    Q_OBJECT
public:
    /// All must live longer.
    PaperDialogs(ConversationPage &page, FileSaver &files, QWidget *window);

    void print();
    void savePdf();

Q_SIGNALS:
    /// What came of it, in the user's language.
    void finished(const QString &message);

private:
    struct Job {
        ChatSession *session;
        std::unique_ptr<QPagedPaintDevice> device;
        std::shared_ptr<QSaveFile> file; ///< What the device writes to; null for a printer.
        QString label;
        QString success;
    };
    void begin(Job job);

    ConversationPage &m_page;
    FileSaver &m_files;
    QWidget *m_window;
};

} // namespace bobbin
