#include "ui/paperdialogs.h"

#include "core/savefile.h"
#include "session/chatsession.h"
#include "ui/conversationpage.h"
#include "ui/conversationpaper.h"
#include "ui/filesaver.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QFileInfo>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QPointer>
#include <QPrintDialog>
#include <QPrinter>
#include <QProgressDialog>
#include <QSaveFile>

namespace bobbin {

using namespace Qt::StringLiterals;

// What paper is usual where the user is.
static QPageSize usualPage()
{
    return QPageSize(QLocale().measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter
                                                                                : QPageSize::A4);
}

PaperDialogs::PaperDialogs(ConversationPage &page, FileSaver &files, QWidget *window)
    : QObject(window), m_page(page), m_files(files), m_window(window)
{
}

void PaperDialogs::print()
{
    const QPointer<ChatSession> session = m_page.session();
    if (!session)
        return;
    auto printer = std::make_unique<QPrinter>(QPrinter::HighResolution);
    printer->setResolution(ConversationPaper::Resolution);
    printer->setDocName(session->conversation().title);
    QPrintDialog dialog(printer.get(), m_window);
    dialog.setOption(QAbstractPrintDialog::PrintPageRange, false);
    if (dialog.exec() == QDialog::Accepted && session)
        begin({session, std::move(printer), nullptr, tr("Printing…"), tr("The conversation was printed.")});
}

void PaperDialogs::savePdf()
{
    const QPointer<ChatSession> session = m_page.session();
    if (!session)
        return;
    const QString title = session->conversation().title;
    const QString path = m_files.askForPath(tr("Save as PDF"), title + u".pdf"_s, tr("PDF (*.pdf)"));
    if (path.isEmpty() || !session)
        return;
    auto file = std::make_shared<QSaveFile>(path); // what was there stays until the new one is whole
    if (!openPrivate(*file)) {
        Q_EMIT finished(
            tr("“%1” could not be saved: %2").arg(QFileInfo(path).fileName(), file->errorString()));
        return;
    }
    auto writer = std::make_unique<QPdfWriter>(file.get());
    constexpr double Margin = 18; // millimetres
    writer->setResolution(ConversationPaper::Resolution);
    writer->setTitle(title);
    writer->setCreator(QCoreApplication::applicationName());
    writer->setPageSize(usualPage());
    writer->setPageMargins(QMarginsF(Margin, Margin, Margin, Margin), QPageLayout::Millimeter);
    begin({session, std::move(writer), std::move(file), tr("Saving as PDF…"),
           tr("“%1” was saved.").arg(QFileInfo(path).fileName())});
}

void PaperDialogs::begin(Job job)
{
    constexpr int Steps = 1000;
    auto *progress = new QProgressDialog(job.label, tr("Cancel"), 0, Steps, m_window);
    progress->setWindowModality(Qt::WindowModal);
    progress->setMinimumDuration(0);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    auto *paper = new ConversationPaper(
        *job.session, ConversationPaper::styleOnPaper(QApplication::font(), m_page.transcript()->style()),
        progress);
    connect(job.session, &QObject::destroyed, progress, &QObject::deleteLater);
    connect(progress, &QProgressDialog::canceled, paper, &ConversationPaper::cancel);
    connect(paper, &ConversationPaper::progressed, progress,
            [progress](double share) { progress->setValue(static_cast<int>(share * Steps)); });
    const QString notWritten = tr("It could not be written. Is there room, and may you write there?");
    connect(paper, &ConversationPaper::finished, this,
            [this, progress, notWritten, file = job.file, success = job.success] {
                progress->deleteLater();
                Q_EMIT finished(!file || commitWhole(*file) ? success : notWritten);
            });
    connect(paper, &ConversationPaper::failed, this, [this, progress, notWritten] {
        const bool isCancelled = progress->wasCanceled();
        progress->deleteLater();
        Q_EMIT finished(isCancelled ? tr("Cancelled.") : notWritten);
    });
    paper->start(std::move(job.device));
}

} // namespace bobbin
