#include "rollbackjournal.h"

#include <QtEndian>

namespace bobbin {

static constexpr int PageSize = 4096;
static constexpr int Sector = 512;
static constexpr quint32 Nonce = 0x1234567;

static QByteArray bytes(quint32 number)
{
    QByteArray bytes(4, 0);
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray rollbackJournal(const QByteArray &database, const QList<quint32> &pages,
                           const std::function<QByteArray(const QByteArray &page, quint32 number)> &decrypted)
{
    QByteArray journal = QByteArray::fromHex("d9d505f920a163d7") + bytes(static_cast<quint32>(pages.size()))
        + bytes(Nonce) + bytes(static_cast<quint32>(database.size() / PageSize)) + bytes(Sector)
        + bytes(PageSize);
    journal.append(Sector - journal.size(), '\0');
    for (const quint32 number : pages) {
        const QByteArray page = database.mid((qsizetype(number) - 1) * PageSize, PageSize);
        const QByteArray summed = decrypted ? decrypted(page, number) : page;
        quint32 sum = Nonce;
        for (qsizetype i = PageSize - 200; i > 0; i -= 200)
            sum += static_cast<quint8>(summed.at(i));
        journal += bytes(number) + page + bytes(sum);
    }
    return journal;
}

} // namespace bobbin
