#pragma once

#include <QObject>

#include <memory>

class QPagedPaintDevice;
class QWidget;

namespace bobbin {

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
    void begin(std::unique_ptr<QPagedPaintDevice> device, const QString &label, const QString &success);

    ConversationPage &m_page;
    FileSaver &m_files;
    QWidget *m_window;
};

} // namespace bobbin
