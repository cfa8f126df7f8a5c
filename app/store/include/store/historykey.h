#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace bobbin {

/// What an encrypted history is read with: the key, and the salt that stands at the beginning of the file.
///
/// The form of the file is that of SQLCipher 4 (https://www.zetetic.net/sqlcipher/design/): pages of 4,096
/// bytes by AES-256-CBC, each with a random vector and an HMAC-SHA512; the key is made of the passphrase by
/// PBKDF2-HMAC-SHA512 in 256,000 rounds. Whatever reads SQLCipher 4 can read the history, given the
/// passphrase.
///
/// The key is overwritten in memory when the object goes. Copies can be used in any thread.
class HistoryKey final
{
public:
    static constexpr int PageSize = 4096; ///< Bytes, of every encrypted history.
    static constexpr int SaltSize = 16;
    static constexpr int ReservedSize = 80; ///< At the end of each page, for its vector and its HMAC.

    /// Takes about a tenth of a second, which is its purpose. Nothing if the system's cryptography refuses.
    [[nodiscard]] static std::optional<HistoryKey> derive(const QString &passphrase, const QByteArray &salt);
    /// With a new salt.
    [[nodiscard]] static std::optional<HistoryKey> deriveNew(const QString &passphrase);
    /// What secret() gave; nothing if it is something else.
    [[nodiscard]] static std::optional<HistoryKey> fromSecret(const QByteArray &secret);

    ~HistoryKey();
    HistoryKey(const HistoryKey &other);
    HistoryKey &operator=(const HistoryKey &other);

    friend bool operator==(const HistoryKey &a, const HistoryKey &b)
    {
        return a.m_key == b.m_key && a.m_salt == b.m_salt;
    }

    [[nodiscard]] QByteArray salt() const { return m_salt; }
    /// Key and salt as hexadecimal digits, for the keychain and for SQLite. Wipe it after its use.
    [[nodiscard]] QByteArray secret() const;

    /// Whether the page `number`, counted from 1, was written with this key and is as it was written.
    [[nodiscard]] bool isAuthentic(QByteArrayView page, quint32 number) const;
    /// The page as SQLite sees it, also if it is damaged: damage stays within some 32 bytes of where it is.
    /// Empty if it has not the size of a page.
    [[nodiscard]] QByteArray decrypted(QByteArrayView page, quint32 number) const;

private:
    HistoryKey(QByteArray key, QByteArray salt);

    QByteArray m_key;
    QByteArray m_salt;
    QByteArray m_authenticationKey; // derived of the other two
};

/// Overwrites what `secret` holds. Requires that nobody shares it: a copy would keep what it held.
void wipe(QByteArray &secret);
void wipe(QString &secret);

} // namespace bobbin
