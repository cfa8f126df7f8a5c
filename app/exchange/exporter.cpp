#include "exchange/exporter.h"

#include "documentwriter_p.h"
#include "historyjson_p.h"
#include "jsonwriter_p.h"
#include "store/conversationstore.h"

#include "core/enumnames.h"
#include "core/savefile.h"

#include <QFile>
#include <QSaveFile>
#include <QSet>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Outcome = Result<ExportReport, ExchangeError>;

Failure<ExchangeError> storeFailed(const StoreError &error)
{
    return Failure {ExchangeError {ExchangeError::Kind::StoreFailed, explain(error)}};
}

Failure<ExchangeError> cannotWrite(const QIODevice &device)
{
    return Failure {ExchangeError {ExchangeError::Kind::CannotWrite, device.errorString()}};
}

Status<StoreError> writeConversation(JsonWriter &writer, ConversationStore &store,
                                     const Conversation &conversation, ExportReport &report)
{
    const auto draft = store.drafts().find(conversation.id);
    if (!draft)
        return Failure {draft.error()};
    const auto threads = store.serverThreads().of(conversation.id);
    if (!threads)
        return Failure {threads.error()};
    const auto owners = store.attachments().ownersIn(conversation.id);
    if (!owners)
        return Failure {owners.error()};
    beginConversation(writer, conversation, draft.value(), threads.value());
    writer.key("messages"_L1);
    writer.beginArray();
    std::optional<StoreError> error;
    const auto visited = store.messages().forEach(conversation.id, [&](const Message &message) {
        QList<Attachment> attachments;
        if (owners->contains(message.id)) {
            const auto found = store.attachments().of(message.id);
            if (!found) {
                error = found.error();
                return false;
            }
            attachments = found.value();
        }
        writeMessage(writer, message, attachments);
        ++report.messages;
        return !writer.hasFailed();
    });
    writer.endArray();
    writer.endObject();
    ++report.conversations;
    if (error)
        return Failure {*error};
    return visited;
}

using WriteConversation = std::function<Status<StoreError>(const Conversation &)>;

Status<ExchangeError> forEachOf(ConversationStore &store, const QList<ConversationId> &ids,
                                const ExportProgress &progress, const WriteConversation &write)
{
    qint64 done = 0;
    for (const ConversationId &id : ids) {
        if (progress && !progress(done++, ids.size()))
            return Failure {ExchangeError {ExchangeError::Kind::Cancelled, {}}};
        const auto conversation = store.conversations().find(id);
        if (!conversation)
            return storeFailed(conversation.error());
        if (const auto written = write(conversation.value()); !written)
            return storeFailed(written.error());
    }
    return Ok;
}

// Calls `write` with each conversation that is asked for.
Status<ExchangeError> forEachConversation(ConversationStore &store, const ExportRequest &request,
                                          const ExportProgress &progress, const WriteConversation &write)
{
    if (!request.conversations.isEmpty())
        return forEachOf(store, request.conversations, progress, write);
    const auto all = store.conversations().count();
    if (!all)
        return storeFailed(all.error());
    qint64 done = 0;
    bool isCancelled = false;
    std::optional<StoreError> error;
    const auto visited = store.conversations().forEach([&](const Conversation &conversation) {
        isCancelled = progress && !progress(done, all.value());
        if (isCancelled)
            return false;
        if (const auto written = write(conversation); !written)
            error = written.error();
        ++done;
        return !error;
    });
    if (isCancelled)
        return Failure {ExchangeError {ExchangeError::Kind::Cancelled, {}}};
    if (error || !visited)
        return storeFailed(error ? *error : visited.error());
    return Ok;
}

// All folders, or only those that the conversations are in.
Status<StoreError> writeFolders(JsonWriter &writer, ConversationStore &store,
                                const QList<ConversationId> &ids)
{
    const auto folders = store.folders().all();
    if (!folders)
        return Failure {folders.error()};
    QSet<FolderId> wanted;
    for (const ConversationId &id : ids) {
        const auto conversation = store.conversations().find(id);
        if (!conversation)
            return Failure {conversation.error()};
        wanted.insert(conversation->folder);
    }
    QList<Folder> written = folders.value();
    if (!ids.isEmpty())
        written.removeIf([&](const Folder &folder) { return !wanted.contains(folder.id); });
    if (written.isEmpty())
        return Ok;
    writer.key("folders"_L1);
    writer.beginArray();
    for (const Folder &folder : std::as_const(written))
        writeFolder(writer, folder);
    writer.endArray();
    return Ok;
}

Outcome exportJson(QIODevice &device, ConversationStore &store, const ExportRequest &request,
                   const ExportProgress &progress)
{
    JsonWriter writer(device);
    ExportReport report;
    writer.beginObject();
    writer.member("format"_L1, HistoryFormatName);
    writer.member("version"_L1, qint64(HistoryFormatVersion));
    if (request.conversations.isEmpty()) {
        const auto services = store.services().all();
        if (!services)
            return storeFailed(services.error());
        writer.key("services"_L1);
        writer.beginArray();
        for (const Service &service : services.value())
            writeService(writer, service);
        writer.endArray();
        const auto draft = store.drafts().find({});
        if (!draft)
            return storeFailed(draft.error());
        if (!draft->isEmpty())
            writer.member("draft"_L1, QStringView(draft.value()));
    }
    if (const auto folders = writeFolders(writer, store, request.conversations); !folders)
        return storeFailed(folders.error());
    writer.key("conversations"_L1);
    writer.beginArray();
    const auto written = forEachConversation(store, request, progress, [&](const Conversation &conversation) {
        return writeConversation(writer, store, conversation, report);
    });
    if (!written)
        return Failure {written.error()};
    writer.endArray();
    writer.endObject();
    if (!writer.finish())
        return cannotWrite(device);
    return report;
}

Outcome exportMessages(QIODevice &device, ConversationStore &store, const ExportRequest &request)
{
    Q_ASSERT(request.conversations.size() == 1);
    const auto conversation = store.conversations().find(request.conversations.constFirst());
    if (!conversation)
        return storeFailed(conversation.error());
    const auto branch = store.messages().branch(conversation->leaf, 0, conversation->length);
    if (!branch)
        return storeFailed(branch.error());
    JsonWriter writer(device);
    writer.beginArray();
    const auto write = [&](Role role, const QString &content) {
        writer.beginObject();
        writer.member("role"_L1, nameOf(role));
        writer.member("content"_L1, QStringView(content));
        writer.endObject();
    };
    if (!conversation->instructions.isEmpty())
        write(Role::System, conversation->instructions);
    for (const BranchMessage &entry : branch.value())
        write(entry.message.role, entry.message.content);
    writer.endArray();
    if (!writer.finish())
        return cannotWrite(device);
    return ExportReport {1, branch->size()};
}

// Markdown and HTML are for reading: the active branch of what is not in the trash.
Outcome exportDocument(QIODevice &device, ConversationStore &store, const ExportRequest &request,
                       const ExportProgress &progress)
{
    const auto writer =
        request.format == ExportFormat::Html ? createHtmlWriter(device) : createMarkdownWriter(device);
    ExportReport report;
    writer->begin();
    const auto written = forEachConversation(
        store, request, progress, [&](const Conversation &conversation) -> Status<StoreError> {
            if (conversation.trashedAt && request.conversations.isEmpty())
                return Ok;
            const auto branch = store.messages().branch(conversation.leaf, 0, conversation.length);
            if (!branch)
                return Failure {branch.error()};
            writer->writeConversation(conversation, branch.value());
            ++report.conversations;
            report.messages += branch->size();
            return Ok;
        });
    if (!written)
        return Failure {written.error()};
    if (!writer->end())
        return cannotWrite(device);
    return report;
}

Outcome write(QIODevice &device, ConversationStore &store, const ExportRequest &request,
              const ExportProgress &progress)
{
    switch (request.format) {
    case ExportFormat::Json:
        return exportJson(device, store, request, progress);
    case ExportFormat::Messages:
        return exportMessages(device, store, request);
    case ExportFormat::Markdown:
    case ExportFormat::Html:
        return exportDocument(device, store, request, progress);
    }
    Q_UNREACHABLE();
}

} // namespace

// A conversation that is deleted half-way would be without its messages, and nothing could import that.
Outcome exportTo(QIODevice &device, ConversationStore &store, const ExportRequest &request,
                 const ExportProgress &progress)
{
    const auto outcome = store.ofOneMoment([&] { return write(device, store, request, progress); });
    return outcome ? outcome.value() : storeFailed(outcome.error());
}

Outcome exportToFile(const QString &path, ConversationStore &store, const ExportRequest &request,
                     const ExportProgress &progress)
{
    QSaveFile file(path);
    if (!openPrivate(file))
        return cannotWrite(file);
    auto report = exportTo(file, store, request, progress);
    if (!report)
        return report;
    if (!commitWhole(file))
        return cannotWrite(file);
    return report;
}

} // namespace bobbin
