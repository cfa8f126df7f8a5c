#include "jsonstream_p.h"

#include <QIODevice>
#include <QJsonArray>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <istream>
#include <span>
#include <streambuf>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int DeepestNesting = 64; // no format of ours comes near it

constexpr std::size_t EscapeSize = 6; // \u0000

// The UTF-16 unit whose escape stands `at` this place of a JSON text; none if something else does.
std::optional<char16_t> escapedUnit(std::string_view json, std::size_t at)
{
    const std::string_view escape = json.substr(std::min(at, json.size()), EscapeSize);
    if (escape.size() < EscapeSize || !escape.starts_with("\\u"))
        return {};
    std::uint16_t unit = 0;
    const char *const end = escape.data() + escape.size();
    const auto read = std::from_chars(escape.data() + 2, end, unit, 16);
    return read.ec == std::errc() && read.ptr == end ? std::optional<char16_t>(unit) : std::nullopt;
}

// Writes the escape of U+FFFD over that of each half of a surrogate pair that stands alone, which the parser
// refuses. `json` begins outside of an escape. Returns the size of the beginning that is done: unless it
// `isEnd`, an escape is left whose own rest, or whose other half, may still come.
std::size_t mendEscapes(std::span<char> json, bool isEnd)
{
    const std::string_view text(json.data(), json.size());
    std::size_t i = text.find('\\');
    while (i != std::string_view::npos) {
        if (!isEnd && text.size() < i + 2 * EscapeSize)
            return i;
        const char16_t unit = escapedUnit(text, i).value_or(0);
        std::size_t size = 2; // of any other escape: a backslash stands no further in it
        if (QChar::isHighSurrogate(unit)
            && QChar::isLowSurrogate(escapedUnit(text, i + EscapeSize).value_or(0)))
            size = 2 * EscapeSize;
        else if (QChar::isSurrogate(unit))
            std::ranges::copy(std::string_view("\\ufffd"), json.begin() + std::ptrdiff_t(i));
        i = text.find('\\', i + size);
    }
    return text.size();
}

// Lets the parser read from a QIODevice.
class DeviceBuffer final : public std::streambuf
{
public:
    DeviceBuffer(QIODevice &device, const std::function<bool(qint64)> &progressed)
        : m_device(device), m_progressed(progressed)
    {
    }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }

protected:
    int_type underflow() override
    {
        std::size_t done = 0;
        while (done == 0) {
            if (m_isCancelled || m_isAtEnd)
                return traits_type::eof();
            done = fill();
        }
        setg(m_bytes.data(), m_bytes.data(), m_bytes.data() + done);
        return traits_type::to_int_type(m_bytes.front());
    }

private:
    // Returns how many bytes may be handed over; those behind them wait for the next.
    std::size_t fill()
    {
        const auto waiting = std::copy(m_waiting.begin(), m_waiting.end(), m_bytes.begin());
        const qint64 size = m_device.read(&*waiting, std::distance(waiting, m_bytes.end()));
        m_isAtEnd = size <= 0;
        if (!m_isAtEnd) {
            m_read += size;
            m_isCancelled = m_progressed && !m_progressed(m_read);
        }
        const std::span here(m_bytes.data(), m_waiting.size() + std::size_t(std::max<qint64>(size, 0)));
        const std::size_t done = mendEscapes(here, m_isAtEnd);
        m_waiting.assign(here.begin() + std::ptrdiff_t(done), here.end());
        return done;
    }

    QIODevice &m_device;
    const std::function<bool(qint64)> &m_progressed;
    std::array<char, 64 * 1024> m_bytes {};
    std::string m_waiting; // shorter than two escapes
    qint64 m_read = 0;
    bool m_isCancelled = false;
    bool m_isAtEnd = false;
};

// Takes the parser's events (nlohmann::json_sax) and builds the values of the innermost open containers.
class Builder
{
public:
    explicit Builder(const JsonStream &stream) : m_stream(stream) { }

    bool null() { return add(QJsonValue(QJsonValue::Null)); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(std::int64_t value) { return add(qint64(value)); }
    bool number_unsigned(std::uint64_t value)
    {
        return add(value <= std::uint64_t(std::numeric_limits<qint64>::max()) ? QJsonValue(qint64(value))
                                                                              : QJsonValue(double(value)));
    }
    bool number_float(double value, const std::string &) { return add(value); }
    bool string(const std::string &value)
    {
        return add(QString::fromUtf8(value.data(), qsizetype(value.size())));
    }
    bool binary(const std::vector<std::uint8_t> &) { return false; } // not in JSON texts
    bool start_object(std::size_t) { return open(false); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(true); }
    bool end_array() { return close(); }
    bool key(const std::string &name)
    {
        m_open.last().key = QString::fromUtf8(name.data(), qsizetype(name.size()));
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &)
    {
        m_errorAt = qint64(position);
        return false;
    }

    [[nodiscard]] std::optional<qint64> errorAt() const { return m_errorAt; }
    [[nodiscard]] QJsonValue root() const { return m_root; }

private:
    struct Container {
        bool isArray = false;
        QString path;
        QString key; // of the member that is being read
        QJsonObject object;
        QJsonArray array;
    };

    QString childPath() const
    {
        if (m_open.isEmpty())
            return {};
        const Container &parent = m_open.last();
        return parent.path + (parent.isArray ? u"/*"_s : u'/' + step(parent.key));
    }

    // A member whose name looks like a part of a path, or like an element, is neither.
    static QString step(const QString &name)
    {
        if (!name.contains(u'/') && !name.contains(u'*') && !name.contains(u'~'))
            return name;
        return QString(name).replace(u'~', "~0"_L1).replace(u'/', "~1"_L1).replace(u'*', "~2"_L1);
    }

    bool open(bool isArray)
    {
        if (m_open.size() >= DeepestNesting)
            return false;
        const QString path = childPath();
        if (isArray && !m_open.isEmpty() && m_stream.arraysWithHead.contains(path)
            && !m_stream.headRead(m_open.last().path, m_open.last().object))
            return false;
        m_open.append({isArray, path, {}, {}, {}});
        return true;
    }

    bool close()
    {
        const Container done = m_open.takeLast();
        return add(done.isArray ? QJsonValue(done.array) : QJsonValue(done.object));
    }

    bool add(const QJsonValue &value)
    {
        if (m_stream.parts.contains(childPath()))
            return m_stream.partRead(childPath(), value);
        if (m_open.isEmpty())
            m_root = value;
        else if (m_open.last().isArray)
            m_open.last().array.append(value);
        else
            m_open.last().object.insert(m_open.last().key, value);
        return true;
    }

    const JsonStream &m_stream;
    QList<Container> m_open;
    QJsonValue m_root;
    std::optional<qint64> m_errorAt;
};

} // namespace

Result<QJsonValue, qint64> JsonStream::read(QIODevice &device)
{
    DeviceBuffer buffer(device, progressed);
    std::istream input(&buffer);
    Builder builder(*this);
    const bool isWhole = nlohmann::json::sax_parse(input, &builder);
    if (buffer.isCancelled())
        return QJsonValue(QJsonValue::Undefined);
    if (const auto position = builder.errorAt())
        return Failure {*position};
    return isWhole ? builder.root() : QJsonValue(QJsonValue::Undefined);
}

} // namespace bobbin
