#include "ui/transferdialogs.h"

#include "session/historytransfer.h"
#include "ui/filesaver.h"
#include "ui/plainwords.h"

#include <QFileDialog>
#include <QProgressDialog>
#include <QStandardPaths>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Format {
    ExportFormat format;
    QString filter;
    QString suffix;
};

QList<Format> formats(bool isOneConversation)
{
    QList<Format> result {
        {ExportFormat::Json, TransferDialogs::tr("Bobbin's JSON: everything (*.json)"), u".json"_s},
        {ExportFormat::Markdown, TransferDialogs::tr("Markdown (*.md)"), u".md"_s},
        {ExportFormat::Html, TransferDialogs::tr("Web page (*.html)"), u".html"_s}};
    if (isOneConversation)
        result.append({ExportFormat::Messages,
                       TransferDialogs::tr("Messages as the API takes them (*.messages.json)"),
                       u".messages.json"_s});
    return result;
}

// A suffix that was typed counts for more than the filter, unless the filter's own suffix ends the same.
Format formatOf(const QString &path, const QList<Format> &all, const Format &filtered)
{
    if (path.endsWith(filtered.suffix.mid(filtered.suffix.lastIndexOf(u'.')), Qt::CaseInsensitive))
        return filtered;
    const auto typed = std::find_if(all.rbegin(), all.rend(), [&](const Format &format) {
        return path.endsWith(format.suffix, Qt::CaseInsensitive); // the longest suffix stands last
    });
    return typed == all.rend() ? filtered : *typed;
}

} // namespace

TransferDialogs::TransferDialogs(const QString &database, const Clock &clock, QWidget *window)
    : QObject(window), m_database(database), m_clock(clock), m_window(window)
{
}

TransferDialogs::~TransferDialogs() = default;

void TransferDialogs::exportHistory() { exportTo(tr("Bobbin history"), {}); }

void TransferDialogs::exportConversations(const QList<ConversationId> &ids, const QString &title)
{
    exportTo(fileNameFrom(title), ids);
}

void TransferDialogs::exportTo(const QString &proposedName, const QList<ConversationId> &conversations)
{
    const QList<Format> all = formats(conversations.size() == 1);
    QStringList filters;
    for (const Format &format : all)
        filters.append(format.filter);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    QString filter = filters.constFirst();
    QString path = QFileDialog::getSaveFileName(m_window, tr("Export"),
                                                folder + u'/' + proposedName + all.constFirst().suffix,
                                                filters.join(u";;"_s), &filter);
    if (path.isEmpty())
        return;
    const Format chosen = formatOf(path, all, all.at(qMax<qsizetype>(0, filters.indexOf(filter))));
    if (QFileInfo(path).suffix().isEmpty()) {
        path += chosen.suffix;
        // The dialog has asked for the name without the suffix.
        if (QFileInfo::exists(path)
            && showPlainBox(QMessageBox::Question, m_window, tr("Export"),
                            tr("%1 exists already. Replace it?").arg(QFileInfo(path).fileName()),
                            QMessageBox::Yes | QMessageBox::No)
                != QMessageBox::Yes)
            return;
    }
    begin(tr("Exporting…"))->exportTo(path, {chosen.format, conversations});
}

void TransferDialogs::importFile()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Import"), {}, tr("Exports of Bobbin and lists of messages (*.json);;All files (*)"));
    if (path.isEmpty())
        return;
    HistoryTransfer *transfer = begin(tr("Importing…"));
    connect(transfer, &HistoryTransfer::finished, this, &TransferDialogs::imported);
    transfer->importFrom(path);
}

HistoryTransfer *TransferDialogs::begin(const QString &label)
{
    auto *progress = new QProgressDialog(label, tr("Cancel"), 0, 1000, m_window);
    progress->setWindowModality(Qt::WindowModal);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    auto *transfer = new HistoryTransfer(m_database, m_clock, progress);
    connect(progress, &QProgressDialog::canceled, transfer, &HistoryTransfer::cancel);
    connect(transfer, &HistoryTransfer::progressed, progress,
            [progress](double share) { progress->setValue(static_cast<int>(share * 1000)); });
    connect(transfer, &HistoryTransfer::finished, this, [this, progress](const QString &message) {
        progress->deleteLater();
        Q_EMIT succeeded(message);
    });
    connect(transfer, &HistoryTransfer::failed, this, [this, progress](const QString &message) {
        progress->deleteLater();
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Bobbin"), {}, QMessageBox::Ok, m_window);
        setPlainWords(*box, message);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    return transfer;
}

} // namespace bobbin
