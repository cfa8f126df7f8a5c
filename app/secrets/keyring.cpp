#include "secrets/keyring.h"

#include <QMetaObject>
#include <QPointer>

namespace bobbin {

Keyring::~Keyring()
{
    for (QByteArray &key : m_keys)
        key.fill('\0');
}

// Overwrites the key, unless somebody else still holds it.
void Keyring::forget(const QString &account)
{
    QByteArray key = m_keys.take(account);
    key.fill('\0');
}

void Keyring::read(const QString &account, QObject *context, SecretStore::ReadAnswer answer)
{
    const auto it = m_keys.constFind(account);
    if (it == m_keys.constEnd()) {
        m_store.read(account, context, std::move(answer));
        return;
    }
    QMetaObject::invokeMethod(
        context, [key = *it, answer = std::move(answer)] { answer(key); }, Qt::QueuedConnection);
}

void Keyring::write(const QString &account, const QByteArray &key, QObject *context,
                    SecretStore::Answer answer)
{
    m_store.write(
        account, key, context,
        [self = QPointer(this), account, answer = std::move(answer)](const Status<SecretError> &written) {
            if (written && self)
                self->forget(account);
            answer(written);
        });
}

void Keyring::remove(const QString &account, QObject *context, SecretStore::Answer answer)
{
    forget(account);
    m_store.remove(account, context, std::move(answer));
}

void Keyring::keepForThisRun(const QString &account, const QByteArray &key)
{
    forget(account);
    m_keys.insert(account, key);
}

} // namespace bobbin
