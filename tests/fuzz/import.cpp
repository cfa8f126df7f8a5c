#include "fuzzinput.h"
#include "fuzztargets.h"

#include "exchange/importer.h"
#include "store/conversationstore.h"

#include <QFile>
#include <QTemporaryDir>

namespace bobbin::fuzz {
namespace {

using namespace Qt::StringLiterals;

// A new history, as a copy of an empty one that is made once.
std::unique_ptr<ConversationStore> emptyHistory(const QTemporaryDir &folder, const Clock &clock)
{
    const QString empty = folder.filePath(u"empty.sqlite"_s);
    if (!QFile::exists(empty))
        (void)ConversationStore::open(empty, ConversationStore::Access::ReadWrite, clock).value();
    const QString path = folder.filePath(u"history.sqlite"_s);
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1})
        QFile::remove(path + suffix);
    require(QFile::copy(empty, path), "a file can be copied");
    return ConversationStore::open(path, ConversationStore::Access::ReadWrite, clock).value();
}

} // namespace

void import(QByteArrayView bytes)
{
    static const QTemporaryDir folder;
    static const SystemClock clock;
    const QString path = folder.filePath(u"import.json"_s);
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size(),
            "a file can be written");
    file.close();
    const std::unique_ptr<ConversationStore> store = emptyHistory(folder, clock);

    const auto first = importFile(path, *store, clock);
    if (!first) {
        require(first.error().kind != ExchangeError::Kind::StoreFailed,
                "what passes the check can be stored");
        require(store->conversations().page({}, 1).value().conversations.isEmpty(),
                "a file with an error in it changes nothing");
        return;
    }
    const auto second = importFile(path, *store, clock);
    require(second && second->updated == 0, "a file that is read twice changes nothing");
}

} // namespace bobbin::fuzz
