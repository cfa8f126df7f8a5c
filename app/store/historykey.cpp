#include "store/historykey.h"

#include <QtEndian>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>

namespace bobbin {
namespace {

constexpr int Rounds = 256000;
constexpr int AuthenticationRounds = 2;
constexpr char AuthenticationMask = 0x3a; // makes the salt of the one key that of the other
constexpr int KeySize = 32; // bytes
constexpr int VectorSize = 16;
constexpr int HmacSize = 64;

unsigned char *bytesOf(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }
const unsigned char *bytesOf(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

// Empty if it fails.
QByteArray pbkdf2(const QByteArray &secret, const QByteArray &salt, int rounds)
{
    QByteArray key(KeySize, Qt::Uninitialized);
    const int done =
        PKCS5_PBKDF2_HMAC(secret.constData(), static_cast<int>(secret.size()), bytesOf(salt),
                          static_cast<int>(salt.size()), rounds, EVP_sha512(), KeySize, bytesOf(key));
    return done == 1 ? key : QByteArray();
}

// What stands before the encrypted part: only on the first page, the salt.
int unencryptedSize(quint32 number) { return number == 1 ? HistoryKey::SaltSize : 0; }

} // namespace

std::optional<HistoryKey> HistoryKey::derive(const QString &passphrase, const QByteArray &salt)
{
    QString normal = passphrase.normalized(QString::NormalizationForm_C);
    QByteArray words = normal.toUtf8();
    wipe(normal); // if it is a text of its own
    QByteArray key = pbkdf2(words, salt, Rounds);
    wipe(words);
    if (key.isEmpty() || salt.size() != SaltSize)
        return {};
    return HistoryKey(std::move(key), salt);
}

std::optional<HistoryKey> HistoryKey::deriveNew(const QString &passphrase)
{
    QByteArray salt(SaltSize, Qt::Uninitialized);
    if (RAND_bytes(bytesOf(salt), SaltSize) != 1)
        return {};
    return derive(passphrase, salt);
}

std::optional<HistoryKey> HistoryKey::fromSecret(const QByteArray &secret)
{
    QByteArray bytes = QByteArray::fromHex(secret);
    std::optional<HistoryKey> key;
    if (secret.size() == 2 * (KeySize + SaltSize) && bytes.size() == KeySize + SaltSize)
        key = HistoryKey(bytes.first(KeySize), bytes.sliced(KeySize));
    wipe(bytes);
    return key;
}

HistoryKey::HistoryKey(QByteArray key, QByteArray salt) : m_key(std::move(key)), m_salt(std::move(salt))
{
    QByteArray masked = m_salt;
    for (char &byte : masked)
        byte = static_cast<char>(byte ^ AuthenticationMask);
    m_authenticationKey = pbkdf2(m_key, masked, AuthenticationRounds);
}

HistoryKey::~HistoryKey()
{
    wipe(m_key);
    wipe(m_authenticationKey);
}

// Deep copies, so that each can be overwritten.
HistoryKey::HistoryKey(const HistoryKey &other)
    : m_key(other.m_key.constData(), other.m_key.size()), m_salt(other.m_salt),
      m_authenticationKey(other.m_authenticationKey.constData(), other.m_authenticationKey.size())
{
}

HistoryKey &HistoryKey::operator=(const HistoryKey &other)
{
    HistoryKey copy(other);
    m_key.swap(copy.m_key);
    m_salt.swap(copy.m_salt);
    m_authenticationKey.swap(copy.m_authenticationKey);
    return *this;
}

// Digit by digit: what toHex() gives could not be overwritten.
QByteArray HistoryKey::secret() const
{
    QByteArray digits;
    digits.reserve(2 * (KeySize + SaltSize));
    for (const QByteArray *part : {&m_key, &m_salt}) {
        for (const char byte : *part) {
            const auto number = static_cast<unsigned char>(byte);
            digits.append("0123456789abcdef"[number >> 4]);
            digits.append("0123456789abcdef"[number & 0xF]);
        }
    }
    return digits;
}

// The HMAC is of the encrypted text, the vector and the number of the page.
bool HistoryKey::isAuthentic(QByteArrayView page, quint32 number) const
{
    if (page.size() != PageSize)
        return false;
    const int begin = unencryptedSize(number);
    QByteArray covered = page.sliced(begin, PageSize - ReservedSize + VectorSize - begin).toByteArray();
    quint32 counted = qToLittleEndian(number);
    covered.append(reinterpret_cast<const char *>(&counted), sizeof counted);
    QByteArray hmac(HmacSize, Qt::Uninitialized);
    unsigned int size = 0;
    if (!HMAC(EVP_sha512(), m_authenticationKey.constData(), static_cast<int>(m_authenticationKey.size()),
              bytesOf(covered), static_cast<size_t>(covered.size()), bytesOf(hmac), &size))
        return false;
    return CRYPTO_memcmp(hmac.constData(), page.sliced(PageSize - HmacSize).data(), HmacSize) == 0;
}

QByteArray HistoryKey::decrypted(QByteArrayView page, quint32 number) const
{
    if (page.size() != PageSize)
        return {};
    const int begin = unencryptedSize(number);
    const int size = PageSize - ReservedSize - begin;
    const QByteArrayView vector = page.sliced(PageSize - ReservedSize, VectorSize);
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    QByteArray plain = page.toByteArray();
    int written = 0;
    if (!context
        || EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr, bytesOf(m_key), bytesOf(vector)) != 1
        || EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1
        || EVP_DecryptUpdate(context.get(), bytesOf(plain) + begin, &written, bytesOf(page.sliced(begin)),
                             size)
            != 1)
        return {};
    if (number
        == 1) // https://www.sqlite.org/fileformat2.html, section 1.3: these bytes are the same in every file
        plain.replace(0, SaltSize, QByteArray("SQLite format 3\0", SaltSize));
    return plain;
}

void wipe(QByteArray &secret)
{
    if (!secret.isEmpty())
        OPENSSL_cleanse(secret.data(), static_cast<size_t>(secret.size()));
    secret.clear();
}

void wipe(QString &secret)
{
    if (!secret.isEmpty())
        OPENSSL_cleanse(secret.data(), static_cast<size_t>(secret.size()) * sizeof(QChar));
    secret.clear();
}

} // namespace bobbin
