#include "sqlite.h"

#include <QFile>

#include <sqlite3.h>

namespace bobbin {

SqliteFile::SqliteFile(const QString &path)
{
    if (sqlite3_open(path.toUtf8().constData(), &m_handle) != SQLITE_OK)
        fail(path.toUtf8());
}

SqliteFile::~SqliteFile() { sqlite3_close(m_handle); }

void SqliteFile::run(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(sql);
}

void SqliteFile::fail(const QByteArray &sql) const
{
    qFatal("%s: %s", sql.constData(), sqlite3_errmsg(m_handle));
}

SqliteStatement::SqliteStatement(const SqliteFile &file, const QByteArray &sql) : m_file(file)
{
    if (sqlite3_prepare_v2(file.handle(), sql.constData(), -1, &m_statement, nullptr) != SQLITE_OK)
        file.fail(sql);
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(m_statement); }

void SqliteStatement::bind(int parameter, qint64 number)
{
    sqlite3_bind_int64(m_statement, parameter + 1, number);
}

void SqliteStatement::bindText(int parameter, const QByteArray &text)
{
    sqlite3_bind_text(m_statement, parameter + 1, text.constData(), int(text.size()), SQLITE_STATIC);
}

void SqliteStatement::bindBlob(int parameter, const QByteArray &bytes)
{
    sqlite3_bind_blob(m_statement, parameter + 1, bytes.constData(), int(bytes.size()), SQLITE_STATIC);
}

void SqliteStatement::bindNull(int parameter) { sqlite3_bind_null(m_statement, parameter + 1); }

bool SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        m_file.fail(sqlite3_sql(m_statement));
    reset();
    return false;
}

void SqliteStatement::run()
{
    while (step()) { }
}

void SqliteStatement::reset() { sqlite3_reset(m_statement); }

qint64 SqliteStatement::number(int column) const { return sqlite3_column_int64(m_statement, column); }

QByteArray SqliteStatement::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QByteArray(text, sqlite3_column_bytes(m_statement, column));
}

} // namespace bobbin
