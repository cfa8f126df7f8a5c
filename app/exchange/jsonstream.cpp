#include "jsonstream_p.h"

#include <QIODevice>
#include <QJsonArray>

#include <nlohmann/json.hpp>

#include <array>
#include <istream>
#include <streambuf>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int DeepestNesting = 64; // no format of ours comes near it

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
        if (m_isCancelled)
            return traits_type::eof();
        const qint64 size = m_device.read(m_bytes.data(), static_cast<qint64>(m_bytes.size()));
        if (size <= 0)
            return traits_type::eof();
        m_read += size;
        m_isCancelled = m_progressed && !m_progressed(m_read);
        setg(m_bytes.data(), m_bytes.data(), m_bytes.data() + size);
        return traits_type::to_int_type(m_bytes.front());
    }

private:
    QIODevice &m_device;
    const std::function<bool(qint64)> &m_progressed;
    std::array<char, 64 * 1024> m_bytes {};
    qint64 m_read = 0;
    bool m_isCancelled = false;
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
