#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QStringView>

namespace bobbin {

/// Writes a JSON text (RFC 8259) piece by piece to a device, indented, in constant memory.
///
/// The caller sees to the structure; the writer sees to commas, indentation and escapes. Members come in
/// the order in which they are written, so that the same data gives the same bytes.
class JsonWriter
{
public:
    explicit JsonWriter(QIODevice &device);

    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(QLatin1StringView name);
    void value(QStringView text);
    void value(QLatin1StringView text);
    void value(qint64 number);
    void value(bool flag);
    /// A small value that exists as a whole, on one line.
    void value(const QJsonValue &json);
    void null();
    /// `bytes` as base64, without an intermediate copy of the whole.
    void base64(const QByteArray &bytes);

    template<typename Value>
    void member(QLatin1StringView name, const Value &content)
    {
        key(name);
        value(content);
    }

    /// Writes what is still in memory. False if anything could not be written.
    [[nodiscard]] bool finish();
    [[nodiscard]] bool hasFailed() const { return m_failed; }
    /// Bytes written so far.
    [[nodiscard]] qint64 size() const { return m_written + m_buffer.size(); }

private:
    void separate();
    void open(char bracket);
    void close(char bracket);
    void writeString(QStringView text);
    void flushIfLarge();
    void flush();

    QIODevice &m_device;
    QByteArray m_buffer;
    qint64 m_written = 0;
    int m_depth = 0;
    bool m_isEmpty = true; // nothing has been written in the innermost object or array
    bool m_hasKey = false; // a key waits for its value
    bool m_failed = false;
};

} // namespace bobbin
