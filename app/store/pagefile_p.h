#pragma once

#include "store/historykey.h"

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QList>

#include <optional>

namespace bobbin {

/// The pages of an SQLite file that SQLite may refuse to open, each in its newest committed version: the
/// write-ahead log that lies beside the file counts as far as its checksums hold, and so does the rollback
/// journal, which has what a transaction that did not end has overwritten
/// (https://www.sqlite.org/fileformat2.html, sections 1.2, 1.3, 3 and 4). Only reads.
class PageFile final
{
public:
    /// Each file may be missing, cut or full of anything. With the key of an encrypted history its pages
    /// are decrypted, whether they are authentic or not.
    explicit PageFile(const QString &path, const std::optional<HistoryKey> &key = {});

    /// Counts from 1; empty if there is no such page. Valid until the next call.
    [[nodiscard]] QByteArrayView page(quint32 number);
    /// Whether its newest version is in the log or the journal, and not in the file itself.
    [[nodiscard]] bool isBeside(quint32 number) const
    {
        return m_logged.contains(number) || m_journaled.contains(number);
    }
    /// How many there are. Their numbers can be any, since the log may have pages of a file that is cut.
    [[nodiscard]] quint32 pageCount() const;
    /// The number of a page, in rising order; `index` is from 0 to pageCount() - 1.
    [[nodiscard]] quint32 numberAt(quint32 index) const;
    [[nodiscard]] bool hasPage(quint32 number) const;
    /// The highest number of a page that is there, or was before the file was cut.
    [[nodiscard]] quint32 lastNumber() const;
    /// What of a page SQLite uses, in bytes.
    [[nodiscard]] int usableSize() const { return m_pageSize - m_reserved; }

private:
    void readLog();
    void readJournal();
    [[nodiscard]] bool readJournalSection(QByteArrayView header);
    [[nodiscard]] int findPageSize();
    [[nodiscard]] double plausibility(int pageSize);

    QFile m_file;
    QFile m_log;
    QFile m_journal;
    const std::optional<HistoryKey> m_key;
    QHash<quint32, qint64> m_logged; // offsets in m_log
    QHash<quint32, qint64> m_journaled; // offsets in m_journal
    QByteArray m_buffer;
    int m_pageSize = 0;
    int m_logPageSize = 0;
    int m_reserved = 0;
    quint32 m_inFile = 0; // pages
    QList<quint32> m_beyond; // numbers of pages in the log or the journal, sorted
    quint32 m_saidCount = 0; // in pages: what the header says, or 0
    quint32 m_countBefore = 0; // in pages: the file before the transaction that did not end; 0 if there is none
};

} // namespace bobbin
