#include "ui/paperdialogs.h"

#include "session/chatsession.h"
#include "ui/conversationpage.h"
#include "ui/conversationpaper.h"
#include "ui/filesaver.h"
#include "ui/transcriptview.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QProgressDialog>

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
    constexpr int Resolution = 96; // what ConversationPaper measures in
    auto printer = std::make_unique<QPrinter>(QPrinter::HighResolution);
    printer->setResolution(Resolution);
    printer->setDocName(m_page.session()->conversation().title);
    QPrintDialog dialog(printer.get(), m_window);
    dialog.setOption(QAbstractPrintDialog::PrintPageRange, false);
    if (dialog.exec() == QDialog::Accepted)
        begin(std::move(printer), tr("Printing…"), tr("The conversation was printed."));
}

void PaperDialogs::savePdf()
{
    const QString title = m_page.session()->conversation().title;
    QString path = m_files.askForPath(tr("Save as PDF"), title + u".pdf"_s, tr("PDF (*.pdf)"));
    if (path.isEmpty())
        return;
    auto writer = std::make_unique<QPdfWriter>(path);
    constexpr int Resolution = 96;
    constexpr double Margin = 18; // millimetres
    writer->setResolution(Resolution);
    writer->setTitle(title);
    writer->setCreator(QCoreApplication::applicationName());
    writer->setPageSize(usualPage());
    writer->setPageMargins(QMarginsF(Margin, Margin, Margin, Margin), QPageLayout::Millimeter);
    begin(std::move(writer), tr("Saving as PDF…"), tr("“%1” was saved.").arg(QFileInfo(path).fileName()));
}

void PaperDialogs::begin(std::unique_ptr<QPagedPaintDevice> device, const QString &label,
                         const QString &success)
{
    constexpr int Steps = 1000;
    auto *progress = new QProgressDialog(label, tr("Cancel"), 0, Steps, m_window);
    progress->setWindowModality(Qt::WindowModal);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    auto *paper = new ConversationPaper(
        *m_page.session(),
        ConversationPaper::styleOnPaper(QApplication::font(), m_page.transcript()->style()), progress);
    connect(m_page.session(), &QObject::destroyed, progress, &QObject::deleteLater);
    connect(progress, &QProgressDialog::canceled, paper, &ConversationPaper::cancel);
    connect(paper, &ConversationPaper::progressed, progress,
            [progress](double share) { progress->setValue(static_cast<int>(share * Steps)); });
    connect(paper, &ConversationPaper::finished, this, [this, progress, success] {
        progress->deleteLater();
        Q_EMIT finished(success);
    });
    connect(paper, &ConversationPaper::failed, this, [this, progress] {
        const bool isCancelled = progress->wasCanceled();
        progress->deleteLater();
        Q_EMIT finished(isCancelled ? tr("Cancelled.")
                                    : tr("It could not be written. Is there room, and may you write there?"));
    });
    paper->start(std::move(device));
}

} // namespace bobbin
