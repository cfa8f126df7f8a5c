#include "session/historykeychain.h"

#include "store/historylock.h"

#include <QEventLoop>

namespace bobbin {

std::optional<HistoryKey> HistoryKeychain::keyOf(const QString &path) const
{
    QEventLoop loop;
    std::optional<HistoryKey> key;
    m_store.read(keychainAccountOf(path), &loop, [&](const Result<QByteArray, SecretError> &kept) {
        if (kept)
            key = HistoryKey::fromSecret(kept.value());
        loop.quit();
    });
    loop.exec();
    return key;
}

Status<SecretError> HistoryKeychain::remember(const QString &path, const HistoryKey &key) const
{
    QEventLoop loop;
    Status<SecretError> result = Ok;
    QByteArray secret = key.secret();
    m_store.write(keychainAccountOf(path), secret, &loop, [&](const Status<SecretError> &written) {
        result = written;
        loop.quit();
    });
    loop.exec();
    wipe(secret);
    return result;
}

void HistoryKeychain::forget(const QString &account) const
{
    QEventLoop loop;
    m_store.remove(account, &loop, [&loop](const Status<SecretError> &) { loop.quit(); });
    loop.exec();
}

} // namespace bobbin
