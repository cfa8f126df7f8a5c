#include "store/historylock.h"

#include "durablefile_p.h"

#include "store/backupfolder.h"

#include <QFile>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>

#include <array>
#include <cmath>
#include <mutex>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int PagesTried = 64; // of a history whose beginning is damaged

struct KnownKeys {
    std::mutex mutex;
    QHash<QByteArray, HistoryKey> bySalt;
};

KnownKeys &knownKeys()
{
    static KnownKeys keys;
    return keys;
}

QHash<QByteArray, HistoryKey> allKeys()
{
    KnownKeys &keys = knownKeys();
    const std::lock_guard lock(keys.mutex);
    return keys.bySalt;
}

QByteArray page(const QString &path, int number)
{
    QFile file(path);
    const qint64 offset = qint64(number - 1) * HistoryKey::PageSize;
    return file.open(QIODevice::ReadOnly) && file.seek(offset) ? file.read(HistoryKey::PageSize)
                                                               : QByteArray();
}

// In bits for each byte: 8 for random bytes, of which a page has a little less; text, zeros and SQLite's own
// pages have far less.
double entropy(const QByteArray &bytes)
{
    std::array<int, 256> counts {};
    for (const char byte : bytes)
        ++counts[static_cast<unsigned char>(byte)];
    double sum = 0;
    for (const int count : counts) {
        const double share = double(count) / double(bytes.size());
        sum -= count > 0 ? share * std::log2(share) : 0;
    }
    return sum;
}

bool isRandom(const QByteArray &page)
{
    constexpr double RandomEntropy = 7.8;
    return page.size() == HistoryKey::PageSize && entropy(page) > RandomEntropy;
}

// Most of what is at the beginning is random then. In other histories the tables and indexes begin there, and
// no picture stands before them.
bool looksEncrypted(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    int random = 0;
    int others = 0;
    for (int number = 0; number < PagesTried; ++number) {
        const QByteArray page = file.read(HistoryKey::PageSize);
        const bool isEmpty = page.count('\0') == page.size(); // lost, or never written
        if (isRandom(page))
            ++random;
        else if (!isEmpty)
            ++others;
    }
    return random > others;
}

// One page that fits is proof: its HMAC cannot fit by chance.
bool fits(const QString &path, const HistoryKey &key)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    for (quint32 number = 1; number <= PagesTried; ++number) {
        const QByteArray page = file.read(HistoryKey::PageSize);
        if (key.isAuthentic(page, number))
            return true;
        if (page.size() < HistoryKey::PageSize)
            return false;
    }
    return false;
}

// That of the file, and in case its beginning is damaged those of its backups.
QList<QByteArray> saltsOf(const QString &path)
{
    QList<QByteArray> salts {page(path, 1).left(HistoryKey::SaltSize)};
    for (const Backup &backup : BackupFolder(path).all()) {
        const QByteArray first = page(backup.path, 1);
        if (isRandom(first) && !salts.contains(first.first(HistoryKey::SaltSize)))
            salts.append(first.first(HistoryKey::SaltSize));
    }
    return salts;
}

} // namespace

bool canEncrypt()
{
    static const bool can = [] {
        const QString name = QUuid::createUuid().toString();
        bool isThere = false;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            database.setDatabaseName(u":memory:"_s);
            isThere = database.open() && QSqlQuery(database).exec(u"SELECT sqlite3mc_version()"_s);
        }
        QSqlDatabase::removeDatabase(name);
        return isThere;
    }();
    return can;
}

bool isEncrypted(const QString &path)
{
    return !page(path, 1).startsWith("SQLite format 3") && looksEncrypted(path);
}

bool isLocked(const QString &path) { return isEncrypted(path) && !keyOf(path); }

std::optional<HistoryKey> keyOf(const QString &path)
{
    if (!isEncrypted(path))
        return {};
    const QHash<QByteArray, HistoryKey> keys = allKeys();
    const auto found = keys.constFind(page(path, 1).left(HistoryKey::SaltSize));
    if (found != keys.constEnd())
        return *found;
    const auto fitting =
        std::find_if(keys.cbegin(), keys.cend(), [&path](const HistoryKey &key) { return fits(path, key); });
    return fitting == keys.cend() ? std::nullopt : std::optional(*fitting);
}

QString keychainAccountOf(const QString &path)
{
    return u"history-"_s + QString::fromLatin1(page(path, 1).left(HistoryKey::SaltSize).toHex());
}

std::optional<HistoryKey> unlock(const QString &path, const QString &passphrase)
{
    for (const QByteArray &salt : saltsOf(path)) {
        const auto key = HistoryKey::derive(passphrase, salt);
        if (key && unlock(path, *key))
            return key;
    }
    return {};
}

bool unlock(const QString &path, const HistoryKey &key)
{
    if (!fits(path, key))
        return false;
    keep(key);
    return true;
}

void keep(const HistoryKey &key)
{
    KnownKeys &keys = knownKeys();
    const std::lock_guard lock(keys.mutex);
    keys.bySalt.insert(key.salt(), key);
}

void forgetKeys()
{
    KnownKeys &keys = knownKeys();
    const std::lock_guard lock(keys.mutex);
    keys.bySalt.clear();
}

} // namespace bobbin
