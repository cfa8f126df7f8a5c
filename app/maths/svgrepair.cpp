#include "svgrepair_p.h"

#include <QList>
#include <QRectF>
#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double UnitsPerEx = 442; // of MathJax's font, 1000 of which are an em

constexpr std::array KnownElements {"g"_L1,       "path"_L1,    "rect"_L1, "line"_L1,
                                    "ellipse"_L1, "polygon"_L1, "text"_L1};
constexpr std::array KnownAttributes {"d"_L1,
                                      "x"_L1,
                                      "y"_L1,
                                      "width"_L1,
                                      "height"_L1,
                                      "x1"_L1,
                                      "x2"_L1,
                                      "y1"_L1,
                                      "y2"_L1,
                                      "cx"_L1,
                                      "cy"_L1,
                                      "rx"_L1,
                                      "ry"_L1,
                                      "points"_L1,
                                      "transform"_L1,
                                      "fill"_L1,
                                      "stroke"_L1,
                                      "stroke-width"_L1,
                                      "font-size"_L1,
                                      "font-family"_L1,
                                      "font-style"_L1,
                                      "font-weight"_L1,
                                      "text-anchor"_L1,
                                      "stroke-dasharray"_L1,
                                      "stroke-linecap"_L1};

template<typename List>
bool contains(const List &list, QStringView name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

QString number(double value) { return QString::number(value, 'g', 8); }

QRectF viewBoxOf(const QXmlStreamAttributes &attributes)
{
    const QStringList parts = attributes.value("viewBox"_L1).toString().split(u' ', Qt::SkipEmptyParts);
    if (parts.size() != 4)
        return {};
    return {parts[0].toDouble(), parts[1].toDouble(), parts[2].toDouble(), parts[3].toDouble()};
}

// The rectangle around the coordinates of a part of a path that is a bar.
QRectF extentOf(const QString &path)
{
    static const QRegularExpression step(uR"(([MLHVQTZ])([^MLHVQTZ]*))"_s);
    static const QRegularExpression separator(u"[ ,]+|(?<=[0-9])(?=-)"_s);
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    bool isFirst = true;
    const auto add = [&](std::optional<double> x, std::optional<double> y) {
        if (x) {
            left = isFirst ? *x : std::min(left, *x);
            right = isFirst ? *x : std::max(right, *x);
        }
        if (y) {
            top = isFirst ? *y : std::min(top, *y);
            bottom = isFirst ? *y : std::max(bottom, *y);
        }
        isFirst = false;
    };
    for (auto it = step.globalMatch(path); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QStringList values = match.captured(2).split(separator, Qt::SkipEmptyParts);
        const QString command = match.captured(1);
        for (qsizetype i = 0; i < values.size(); ++i) {
            const double value = values[i].toDouble();
            if (command == "H"_L1)
                add(value, {});
            else if (command == "V"_L1)
                add({}, value);
            else if (i + 1 < values.size() && i % 2 == 0)
                add(value, values[i + 1].toDouble());
        }
    }
    return {left, top, right - left, bottom - top};
}

// What of `path`, which consists of bars, is inside of `box` after it has been scaled.
QString cutPath(const QString &path, double scaleX, double scaleY, const QRectF &box)
{
    QString result;
    const QStringList bars = path.split(u'M', Qt::SkipEmptyParts);
    for (const QString &bar : bars) {
        const QRectF extent = extentOf(u'M' + bar);
        const QRectF scaled(extent.x() * scaleX, extent.y() * scaleY, extent.width() * scaleX,
                            extent.height() * scaleY);
        const QRectF cut = scaled.normalized().intersected(box);
        if (cut.isEmpty())
            continue;
        result += u"M%1 %2H%3V%4H%1Z"_s.arg(number(cut.left()), number(cut.top()), number(cut.right()),
                                            number(cut.bottom()));
    }
    return result;
}

class Repair
{
public:
    explicit Repair(const QString &svg) : m_reader(svg), m_writer(&m_result) { }

    QByteArray run()
    {
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                begin();
                break;
            case QXmlStreamReader::EndElement:
                end();
                break;
            case QXmlStreamReader::Characters:
                if (!m_kinds.isEmpty() && m_kinds.constLast() == Kind::Text)
                    m_writer.writeCharacters(m_reader.text().toString());
                break;
            default:
                break;
            }
        }
        return m_reader.hasError() || !m_hasRoot ? QByteArray() : m_result;
    }

private:
    enum class Kind { Written, Text, Cutter, PassedOver };

    void begin()
    {
        const QString name = m_reader.name().toString();
        const QXmlStreamAttributes attributes = m_reader.attributes();
        if (name == "svg"_L1 && !m_hasRoot) {
            m_hasRoot = true;
            m_writer.writeStartElement(name);
            m_writer.writeDefaultNamespace(u"http://www.w3.org/2000/svg"_s);
            m_writer.writeAttribute(u"viewBox"_s, attributes.value("viewBox"_L1).toString());
            m_kinds.append(Kind::Written);
        } else if (name == "svg"_L1) {
            beginCutter(attributes);
        } else if (name == "path"_L1 && !m_cutters.isEmpty()) {
            m_writer.writeStartElement(name);
            static const QRegularExpression scale(uR"(scale\(([-0-9.e]+),\s*([-0-9.e]+)\))"_s);
            const QRegularExpressionMatch match = scale.match(attributes.value("transform"_L1));
            const double x = match.hasMatch() ? match.capturedView(1).toDouble() : 1;
            const double y = match.hasMatch() ? match.capturedView(2).toDouble() : 1;
            m_writer.writeAttribute(
                u"d"_s, cutPath(attributes.value("d"_L1).toString(), x, y, m_cutters.constLast()));
            m_kinds.append(Kind::Written);
        } else if (contains(KnownElements, name)) {
            m_writer.writeStartElement(name);
            writeAttributes(attributes);
            m_kinds.append(name == "text"_L1 ? Kind::Text : Kind::Written);
        } else {
            m_kinds.append(Kind::PassedOver);
        }
    }

    // MathJax gives the nested picture the size of its view box: nothing is scaled.
    void beginCutter(const QXmlStreamAttributes &attributes)
    {
        const QRectF box = viewBoxOf(attributes);
        const double x = attributes.value("x"_L1).toDouble() - box.x();
        const double y = attributes.value("y"_L1).toDouble() - box.y();
        m_writer.writeStartElement(u"g"_s);
        m_writer.writeAttribute(u"transform"_s, u"translate(%1,%2)"_s.arg(number(x), number(y)));
        m_cutters.append(box);
        m_kinds.append(Kind::Cutter);
    }

    void writeAttributes(const QXmlStreamAttributes &attributes)
    {
        for (const QXmlStreamAttribute &attribute : attributes) {
            if (!contains(KnownAttributes, attribute.name()) || attribute.value().contains("url("_L1))
                continue;
            // Black is what rules are by default, and what the text is not in a dark window.
            const bool isInk = attribute.value() == "black"_L1;
            m_writer.writeAttribute(attribute.name().toString(),
                                    isInk ? u"currentColor"_s : attribute.value().toString());
        }
        // What MathJax's style sheet says of the lines of tables.
        if (attributes.hasAttribute("data-line"_L1) || attributes.hasAttribute("data-frame"_L1)) {
            m_writer.writeAttribute(u"stroke-width"_s, u"70"_s);
            m_writer.writeAttribute(u"fill"_s, u"none"_s);
            const QStringView style = attributes.value("class"_L1);
            if (style == "mjx-dashed"_L1) {
                m_writer.writeAttribute(u"stroke-dasharray"_s, u"140"_s);
            } else if (style == "mjx-dotted"_L1) {
                m_writer.writeAttribute(u"stroke-dasharray"_s, u"0,140"_s);
                m_writer.writeAttribute(u"stroke-linecap"_s, u"round"_s);
            }
        }
    }

    void end()
    {
        const Kind kind = m_kinds.takeLast();
        if (kind == Kind::Cutter)
            m_cutters.removeLast();
        if (kind != Kind::PassedOver)
            m_writer.writeEndElement();
    }

    QXmlStreamReader m_reader;
    QByteArray m_result;
    QXmlStreamWriter m_writer;
    bool m_hasRoot = false;
    QList<Kind> m_kinds; // of the open elements
    QList<QRectF> m_cutters; // the view boxes of the open nested pictures
};

} // namespace

QByteArray repairedSvg(const QString &svg) { return Repair(svg).run(); }

std::optional<FormulaPicture> pictureOf(const QString &svg)
{
    QXmlStreamReader reader(svg);
    if (!reader.readNextStartElement() || reader.name() != "svg"_L1)
        return {};
    const QRectF box = viewBoxOf(reader.attributes());
    FormulaPicture picture;
    picture.svg = repairedSvg(svg);
    if (picture.svg.isEmpty() || box.isEmpty())
        return {};
    picture.width = box.width() / UnitsPerEx;
    picture.ascent = -box.y() / UnitsPerEx;
    picture.descent = box.bottom() / UnitsPerEx;
    return picture;
}

} // namespace bobbin
