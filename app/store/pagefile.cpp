#include "pagefile_p.h"

#include "durablefile_p.h"

#include <QtEndian>

#include <algorithm>

namespace bobbin {
namespace {

constexpr int LogHeaderSize = 32;
constexpr int FrameHeaderSize = 24;
constexpr int JournalHeaderSize = 28;
constexpr int DatabaseHeaderSize = 100;
constexpr int UsualPageSize = 4096;
constexpr int LookedAt = 500; // pages, to find out how large pages are

quint32 number(QByteArrayView bytes, qsizetype offset)
{
    return qFromBigEndian<quint32>(bytes.data() + offset);
}

bool isPageSize(quint32 size) { return size >= 512 && size <= 65536 && (size & (size - 1)) == 0; }

// The running checksum of a log.
struct Checksum {
    quint32 first = 0;
    quint32 second = 0;

    void add(QByteArrayView bytes, bool isBigEndian)
    {
        const auto word = [&](qsizetype offset) {
            return isBigEndian ? qFromBigEndian<quint32>(bytes.data() + offset)
                               : qFromLittleEndian<quint32>(bytes.data() + offset);
        };
        for (qsizetype i = 0; i + 8 <= bytes.size(); i += 8) {
            first += word(i) + second;
            second += word(i + 4) + first;
        }
    }
    [[nodiscard]] bool matches(QByteArrayView bytes, qsizetype offset) const
    {
        return first == number(bytes, offset) && second == number(bytes, offset + 4);
    }
};

// Of a page in a journal, whose header has the nonce.
quint32 journalChecksum(QByteArrayView page, quint32 nonce)
{
    quint32 sum = nonce;
    for (qsizetype i = page.size() - 200; i > 0; i -= 200)
        sum += static_cast<quint8>(page.at(i));
    return sum;
}

// Whether this looks like a page of a table or an index, and of this size: cells are put in from its end.
bool isTreePage(QByteArrayView page)
{
    const quint8 kind = static_cast<quint8>(page.at(0));
    if (kind != 2 && kind != 5 && kind != 10 && kind != 13)
        return false;
    const int cells = qFromBigEndian<quint16>(page.data() + 3);
    const int header = kind == 2 || kind == 5 ? 12 : 8;
    if (cells == 0 || header + 2 * cells > page.size())
        return false;
    int last = 0;
    for (int i = 0; i < cells; ++i) {
        const int offset = qFromBigEndian<quint16>(page.data() + header + 2 * i);
        if (offset < header + 2 * cells || offset >= page.size())
            return false;
        last = qMax(last, offset);
    }
    return last >= page.size() / 2;
}

} // namespace

PageFile::PageFile(const QString &path, const std::optional<HistoryKey> &key)
    : m_file(path), m_log(walOf(path)), m_journal(journalOf(path)), m_key(key)
{
    (void)m_file.open(QIODevice::ReadOnly); // without it there may still be a log
    readLog();
    m_pageSize = m_key ? HistoryKey::PageSize : findPageSize();
    if (m_logPageSize != m_pageSize)
        m_logged.clear();
    readJournal();
    const QByteArray header = page(1).toByteArray().left(DatabaseHeaderSize);
    const int reserved = header.size() == DatabaseHeaderSize ? static_cast<quint8>(header.at(20)) : 0;
    m_reserved = m_key ? HistoryKey::ReservedSize : reserved <= 32 ? reserved : 0;
    if (header.startsWith("SQLite format 3") && header.size() == DatabaseHeaderSize)
        m_saidCount = number(header, 28);
    const qint64 inFile = m_file.isOpen() ? m_file.size() / m_pageSize : 0;
    m_inFile = static_cast<quint32>(qMin<qint64>(inFile, 0xfffffffe));
    if (m_countBefore > 0)
        m_inFile = qMin(m_inFile, m_countBefore); // what it has added does not count
    for (const auto *beside : {&m_logged, &m_journaled}) {
        for (auto it = beside->keyBegin(); it != beside->keyEnd(); ++it) {
            if (*it > m_inFile)
                m_beyond.append(*it);
        }
    }
    std::sort(m_beyond.begin(), m_beyond.end());
    m_beyond.erase(std::unique(m_beyond.begin(), m_beyond.end()), m_beyond.end());
}

quint32 PageFile::pageCount() const { return m_inFile + static_cast<quint32>(m_beyond.size()); }

quint32 PageFile::numberAt(quint32 index) const
{
    return index < m_inFile ? index + 1 : m_beyond.at(index - m_inFile);
}

bool PageFile::hasPage(quint32 number) const
{
    return number > 0
        && (number <= m_inFile || std::binary_search(m_beyond.cbegin(), m_beyond.cend(), number));
}

quint32 PageFile::lastNumber() const
{
    return qMax(m_saidCount, m_beyond.isEmpty() ? m_inFile : m_beyond.constLast());
}

QByteArrayView PageFile::page(quint32 number)
{
    const bool isLogged = m_logged.contains(number);
    const bool isJournaled = !isLogged && m_journaled.contains(number);
    QFile &file = isLogged ? m_log : isJournaled ? m_journal : m_file;
    const qint64 offset = isLogged ? m_logged.value(number)
        : isJournaled              ? m_journaled.value(number)
                                   : (qint64(number) - 1) * m_pageSize;
    if (number == 0 || !file.isOpen() || !file.seek(offset))
        return {};
    m_buffer = file.read(m_pageSize);
    if (m_key)
        m_buffer = m_key->decrypted(m_buffer, number);
    return m_buffer.size() == m_pageSize ? QByteArrayView(m_buffer) : QByteArrayView();
}

void PageFile::readLog()
{
    if (!m_log.open(QIODevice::ReadOnly))
        return;
    const QByteArray header = m_log.read(LogHeaderSize);
    if (header.size() < LogHeaderSize || (number(header, 0) & 0xfffffffeU) != 0x377f0682U
        || !isPageSize(number(header, 8)))
        return;
    const bool isBigEndian = (number(header, 0) & 1) != 0;
    Checksum sum;
    sum.add(QByteArrayView(header).first(24), isBigEndian);
    if (!sum.matches(header, 24))
        return;
    m_logPageSize = static_cast<int>(number(header, 8));
    QHash<quint32, qint64> transaction;
    for (;;) {
        const qint64 start = m_log.pos();
        const QByteArray frame = m_log.read(FrameHeaderSize + m_logPageSize);
        if (frame.size() < FrameHeaderSize + m_logPageSize || frame.mid(8, 8) != header.mid(16, 8))
            return;
        sum.add(QByteArrayView(frame).first(8), isBigEndian);
        sum.add(QByteArrayView(frame).sliced(FrameHeaderSize), isBigEndian);
        if (!sum.matches(frame, 16))
            return;
        transaction.insert(number(frame, 0), start + FrameHeaderSize);
        if (number(frame, 4) != 0) { // the last one of a transaction
            m_logged.insert(transaction);
            transaction.clear();
        }
    }
}

// Sections of a header each, which fills a sector, and of pages. In the first one the pages have what the
// file had before the transaction.
void PageFile::readJournal()
{
    if (!m_journal.open(QIODevice::ReadOnly))
        return;
    for (;;) {
        const qint64 start = m_journal.pos();
        const QByteArray header = m_journal.read(JournalHeaderSize);
        const quint32 sector = header.size() == JournalHeaderSize ? number(header, 20) : 0;
        if (!header.startsWith(QByteArrayView("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8)) || sector < 512
            || sector > 65536 || number(header, 24) != static_cast<quint32>(m_pageSize))
            return;
        if (m_countBefore == 0)
            m_countBefore = number(header, 16);
        if (!m_journal.seek(start + sector) || !readJournalSection(header))
            return;
        const qint64 end = m_journal.pos();
        m_journal.seek((end + sector - 1) / sector * sector);
    }
}

// False at the end of what can be read.
bool PageFile::readJournalSection(QByteArrayView header)
{
    const quint32 pages = number(header, 8); // all ones: up to the end
    for (quint32 i = 0; i < pages; ++i) {
        const qint64 start = m_journal.pos();
        const QByteArray record = m_journal.read(4 + m_pageSize + 4);
        if (record.size() < 4 + m_pageSize + 4)
            return false;
        const quint32 page = number(record, 0);
        const QByteArray stored = record.mid(4, m_pageSize);
        // The sum was made before the page was encrypted.
        if (journalChecksum(m_key ? m_key->decrypted(stored, page) : stored, number(header, 12))
            != number(record, 4 + m_pageSize))
            return false;
        if (!m_journaled.contains(page))
            m_journaled.insert(page, start + 4);
    }
    return true;
}

// The header can be wrong, so the pages are asked, too.
int PageFile::findPageSize()
{
    if (!m_file.isOpen() || m_file.size() == 0)
        return m_logPageSize > 0 ? m_logPageSize : UsualPageSize;
    const QByteArray header = m_file.read(18);
    quint32 said = header.size() == 18 ? qFromBigEndian<quint16>(header.constData() + 16) : 0;
    said = said == 1 ? 65536 : said;
    int best = isPageSize(said) ? static_cast<int>(said) : UsualPageSize;
    double most = plausibility(best) * 1.5; // the header is believed unless much speaks against it
    for (int size = 512; size <= 65536; size *= 2) {
        if (const double share = plausibility(size); share > most) {
            best = size;
            most = share;
        }
    }
    return best;
}

double PageFile::plausibility(int pageSize)
{
    const qint64 pages = qMin<qint64>(m_file.size() / pageSize, LookedAt);
    int plausible = 0;
    for (qint64 i = 1; i < pages; ++i) {
        m_file.seek(i * pageSize);
        const QByteArray page = m_file.read(pageSize);
        plausible += page.size() == pageSize && isTreePage(page) ? 1 : 0;
    }
    return pages > 1 ? double(plausible) / double(pages) : 0;
}

} // namespace bobbin
