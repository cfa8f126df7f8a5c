#include "jsonwriter_p.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace bobbin {
namespace {

constexpr qsizetype BufferSize = 256 * 1024;
constexpr qsizetype Base64Piece = 3 * 64 * 1024; // a multiple of 3: the pieces join without padding

constexpr std::array<char, 16> hexDigits {'0', '1', '2', '3', '4', '5', '6', '7',
                                          '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

char shortEscape(char16_t c)
{
    switch (c) {
    case u'"':
        return '"';
    case u'\\':
        return '\\';
    case u'\b':
        return 'b';
    case u'\f':
        return 'f';
    case u'\n':
        return 'n';
    case u'\r':
        return 'r';
    case u'\t':
        return 't';
    default:
        return 0;
    }
}

// RFC 8259 demands the first two groups; a lone surrogate, which has no UTF-8, is kept as its escape.
bool isPlain(char16_t c) { return c >= 0x20 && c != u'"' && c != u'\\' && c < 0x80; }

} // namespace

JsonWriter::JsonWriter(QIODevice &device) : m_device(device) { m_buffer.reserve(BufferSize * 2); }

void JsonWriter::separate()
{
    if (m_hasKey) {
        m_hasKey = false;
        return;
    }
    if (m_depth == 0)
        return;
    m_buffer += m_isEmpty ? "\n" : ",\n";
    m_buffer.append(m_depth, ' ');
    m_isEmpty = false;
}

void JsonWriter::open(char bracket)
{
    separate();
    m_buffer += bracket;
    ++m_depth;
    m_isEmpty = true;
}

void JsonWriter::close(char bracket)
{
    --m_depth;
    if (!m_isEmpty) {
        m_buffer += '\n';
        m_buffer.append(m_depth, ' ');
    }
    m_buffer += bracket;
    m_isEmpty = false;
    if (m_depth == 0)
        m_buffer += '\n';
    flushIfLarge();
}

void JsonWriter::beginObject() { open('{'); }
void JsonWriter::endObject() { close('}'); }
void JsonWriter::beginArray() { open('['); }
void JsonWriter::endArray() { close(']'); }

void JsonWriter::key(QLatin1StringView name)
{
    separate();
    m_buffer += '"';
    m_buffer += name;
    m_buffer += "\": ";
    m_hasKey = true;
}

void JsonWriter::value(QStringView text)
{
    separate();
    writeString(text);
    flushIfLarge();
}

void JsonWriter::value(QLatin1StringView text)
{
    separate();
    m_buffer += '"';
    m_buffer += text;
    m_buffer += '"';
}

void JsonWriter::value(qint64 number)
{
    separate();
    m_buffer += QByteArray::number(number);
}

void JsonWriter::value(bool flag)
{
    separate();
    m_buffer += flag ? "true" : "false";
}

void JsonWriter::value(const QJsonValue &json)
{
    separate();
    // QJsonDocument takes objects and arrays only.
    const QByteArray wrapped = QJsonDocument(QJsonArray {json}).toJson(QJsonDocument::Compact);
    m_buffer += wrapped.mid(1, wrapped.size() - 2);
}

void JsonWriter::null()
{
    separate();
    m_buffer += "null";
}

void JsonWriter::base64(const QByteArray &bytes)
{
    separate();
    m_buffer += '"';
    for (qsizetype from = 0; from < bytes.size(); from += Base64Piece) {
        m_buffer += bytes.mid(from, Base64Piece).toBase64();
        flushIfLarge();
    }
    m_buffer += '"';
}

void JsonWriter::writeString(QStringView text)
{
    m_buffer += '"';
    const char16_t *const data = text.utf16();
    const qsizetype size = text.size();
    // The common case, runs of plain ASCII, is narrowed in place; all else goes one by one.
    qsizetype i = 0;
    while (i < size) {
        const qsizetype start = i;
        while (i < size && isPlain(data[i]))
            ++i;
        if (i > start) {
            const qsizetype old = m_buffer.size();
            m_buffer.resize(old + i - start);
            char *out = m_buffer.data() + old;
            for (qsizetype k = start; k < i; ++k)
                *out++ = static_cast<char>(data[k]);
        }
        if (i == size)
            break;
        const char16_t c = data[i];
        if (const char escape = shortEscape(c)) {
            m_buffer += '\\';
            m_buffer += escape;
            ++i;
        } else if (c >= 0x80
                   && (!QChar::isSurrogate(c)
                       || (QChar::isHighSurrogate(c) && i + 1 < size
                           && QChar::isLowSurrogate(data[i + 1])))) {
            const char32_t point = QChar::isSurrogate(c) ? QChar::surrogateToUcs4(c, data[i + 1]) : c;
            i += QChar::isSurrogate(c) ? 2 : 1;
            if (point < 0x800) {
                m_buffer += static_cast<char>(0xC0 | (point >> 6));
            } else if (point < 0x10000) {
                m_buffer += static_cast<char>(0xE0 | (point >> 12));
                m_buffer += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
            } else {
                m_buffer += static_cast<char>(0xF0 | (point >> 18));
                m_buffer += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
                m_buffer += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
            }
            m_buffer += static_cast<char>(0x80 | (point & 0x3F));
        } else {
            m_buffer += "\\u";
            for (int shift = 12; shift >= 0; shift -= 4)
                m_buffer += hexDigits[(c >> shift) & 0xF];
            ++i;
        }
    }
    m_buffer += '"';
}

void JsonWriter::flushIfLarge()
{
    if (m_buffer.size() >= BufferSize)
        flush();
}

void JsonWriter::flush()
{
    if (!m_failed && m_device.write(m_buffer) != m_buffer.size())
        m_failed = true;
    m_written += m_buffer.size();
    m_buffer.resize(0); // keeps the memory
}

bool JsonWriter::finish()
{
    flush();
    return !m_failed;
}

} // namespace bobbin
