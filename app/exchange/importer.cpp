#include "exchange/importer.h"

#include "core/enumnames.h"
#include "historyimport_p.h"
#include "historyjson_p.h"
#include "jsonstream_p.h"
#include "messagelistimport_p.h"

#include <QCoreApplication>
#include <QFile>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::Importer)
};

ExchangeError malformed(const QString &what) { return {ExchangeError::Kind::Malformed, what}; }

// Reads the file once, feeding `sink`.
Status<ExchangeError> readOnce(QFile &file, ImportSink &sink, const ImportProgress &progress, qint64 before)
{
    std::optional<ExchangeError> error;
    bool isCancelled = false;
    const auto took = [&error](const Status<ExchangeError> &status) {
        if (!status)
            error = status.error();
        return status.isOk();
    };
    JsonStream stream;
    stream.parts = sink.parts();
    stream.arraysWithHead = sink.arraysWithHead();
    stream.partRead = [&](const QString &path, const QJsonValue &value) {
        return took(sink.takePart(path, value));
    };
    stream.headRead = [&](const QString &path, const QJsonObject &head) {
        return took(sink.takeHead(path, head));
    };
    stream.progressed = [&](qint64 bytes) {
        isCancelled = progress && !progress(before + bytes, 2 * file.size());
        return !isCancelled;
    };
    if (!file.seek(0))
        return Failure {ExchangeError {ExchangeError::Kind::CannotRead, file.errorString()}};
    const auto root = stream.read(file);
    if (isCancelled)
        return Failure {ExchangeError {ExchangeError::Kind::Cancelled, {}}};
    if (error)
        return Failure {*error};
    if (!root)
        return Failure {malformed(Tr::tr("it stops being JSON at byte %1").arg(root.error()))};
    if (root->isUndefined())
        return Failure {malformed(Tr::tr("it is nested too deeply"))};
    return sink.finish(root.value());
}

// The first character that is not white space tells the formats apart.
bool beginsWithArray(QFile &file)
{
    const QByteArray start = file.peek(4096).trimmed();
    return start.startsWith('[') || start.startsWith("\xEF\xBB\xBF[");
}

} // namespace

QString notesOn(const ImportReport &report)
{
    if (report.distrusted == 0)
        return {};
    return Tr::tr("%n new service(s) came with certificates or a proxy, which were left out: "
                  "whom to trust is set in the services.",
                  nullptr, static_cast<int>(report.distrusted));
}

Result<ImportReport, ExchangeError> importFile(const QString &path, ConversationStore &store,
                                               const Clock &clock, const ImportProgress &progress)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure {ExchangeError {ExchangeError::Kind::CannotRead, file.errorString()}};

    ImportReport report;
    const bool isList = beginsWithArray(file);
    for (const bool isDry : {true, false}) {
        const auto sink = isList ? createMessageListImport(isDry ? nullptr : &store, clock, report)
                                 : createHistoryImport(isDry ? nullptr : &store, store, clock, report);
        if (const auto read = readOnce(file, *sink, progress, isDry ? 0 : file.size()); !read) {
            if (const auto undone = sink->undo(); !undone)
                return Failure {ExchangeError {ExchangeError::Kind::NotUndone, explain(undone.error())}};
            return Failure {read.error()};
        }
    }
    return report;
}

} // namespace bobbin
