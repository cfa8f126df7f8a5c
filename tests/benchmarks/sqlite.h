#pragma once

#include <QByteArray>
#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace bobbin {

class SqliteStatement;

/// A database by SQLite's own API, without QtSql in between: for what the benchmarks compare with, and for
/// filling a history fast. A statement that fails ends the program: there is nothing to measure then.
class SqliteFile final
{
public:
    explicit SqliteFile(const QString &path);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    void run(const QByteArray &sql);
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    [[noreturn]] void fail(const QByteArray &sql) const;

private:
    sqlite3 *m_handle = nullptr;
};

/// A prepared statement of a SqliteFile, which must live longer. Parameters and columns count from 0.
class SqliteStatement final
{
public:
    SqliteStatement(const SqliteFile &file, const QByteArray &sql);
    ~SqliteStatement();
    Q_DISABLE_COPY_MOVE(SqliteStatement)

    /// What is bound has to live until the statement has run.
    void bind(int parameter, qint64 number);
    void bindText(int parameter, const QByteArray &text);
    void bindText(int parameter, QByteArray &&text) = delete;
    void bindBlob(int parameter, const QByteArray &bytes);
    void bindBlob(int parameter, QByteArray &&bytes) = delete;
    void bindNull(int parameter);

    /// False when there is no further row; the statement is ready for its next use then.
    bool step();
    /// For a statement without rows.
    void run();
    void reset();

    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] QByteArray text(int column) const;

private:
    const SqliteFile &m_file;
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace bobbin
