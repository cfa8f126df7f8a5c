#include "fuzzinput.h"
#include "fuzztargets.h"

#include "svgrepair_p.h"

#include <QXmlStreamReader>

#include <cmath>

namespace bobbin::fuzz {
namespace {

using namespace Qt::StringLiterals;

void requireHarmless(const QXmlStreamReader &reader)
{
    static const QStringList known {u"svg"_s,  u"g"_s,       u"path"_s,    u"rect"_s,
                                    u"line"_s, u"ellipse"_s, u"polygon"_s, u"text"_s};
    require(known.contains(reader.name()), "a picture has only shapes in it");
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        require(attribute.name() != "href"_L1 && attribute.name() != "style"_L1
                    && !attribute.name().startsWith("on"_L1) && !attribute.value().contains("url("_L1),
                "a picture leads nowhere");
    }
}

} // namespace

void pictures(QByteArrayView bytes)
{
    const QString svg = QString::fromUtf8(bytes);
    const std::optional<FormulaPicture> picture = pictureOf(svg);
    if (picture) {
        require(std::isfinite(picture->width) && std::isfinite(picture->ascent)
                    && std::isfinite(picture->descent),
                "a picture has a size");
    }
    const QByteArray repaired = repairedSvg(svg);
    QXmlStreamReader reader(repaired);
    while (!repaired.isEmpty() && !reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement)
            requireHarmless(reader);
    }
    require(repaired.isEmpty() || !reader.hasError(), "a repaired picture is well-formed");
}

} // namespace bobbin::fuzz
