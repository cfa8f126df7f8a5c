#include "formulaobject_p.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr double SmallestScale = 0.7; // what would have to be smaller keeps its size, and scrolls

enum Property {
    Source = QTextFormat::UserProperty + 0x100,
    Tex,
    IsDisplay,
    Picture, ///< A FormulaPicture; none while it is awaited.
    Ex, ///< Pixels.
    Problem,
};

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::FormulaObject)
};

// Of a picture at its natural size, in pixels.
struct Measures {
    double width = 0;
    double ascent = 0;
    double descent = 0;
    [[nodiscard]] double height() const { return ascent + descent; }
    Measures &operator*=(double factor)
    {
        width *= factor;
        ascent *= factor;
        descent *= factor;
        return *this;
    }
};

Measures measuresOf(const FormulaPicture &picture, double ex)
{
    return {picture.width * ex, picture.ascent * ex, picture.descent * ex};
}

// The room for a line at `position`; 0 if there is no limit.
double availableWidth(const QTextDocument &document, int position)
{
    if (document.textWidth() <= 0)
        return 0;
    const QTextBlockFormat block = document.findBlock(position).blockFormat();
    return std::max(1.0, document.textWidth() - block.leftMargin() - block.rightMargin());
}

Measures shownMeasures(const QTextDocument &document, int position, const QTextFormat &format)
{
    Measures measures =
        measuresOf(format.property(Picture).value<FormulaPicture>(), format.doubleProperty(Ex));
    const double available = availableWidth(document, position);
    if (available < measures.width && available >= SmallestScale * measures.width)
        measures *= available / measures.width;
    return measures;
}

// Qt puts an object on the base line, without a descent, or around the middle of an x. A formula that goes
// less far below the base line than text does is put on it, and painted beyond its place.
bool goesBelowText(const Measures &measures, const QFont &font)
{
    const QFontMetricsF metrics(font);
    return measures.descent > metrics.descent() + metrics.height() / 8;
}

double halfX(const QTextFormat &format) { return QFontMetrics(format.toCharFormat().font()).xHeight() / 2.0; }

// As high as it takes for the base line of an object around the middle of an x to be that of the formula.
double heightAroundMiddle(const Measures &measures, const QTextFormat &format)
{
    const double half = halfX(format);
    return std::max(2 * measures.ascent - half, 2 * measures.descent + half);
}

bool isAroundMiddle(const QTextFormat &format)
{
    return format.toCharFormat().verticalAlignment() == QTextCharFormat::AlignMiddle;
}

// A formula in pixels of a device, with one more around it for what smoothing adds.
struct Raster {
    QRectF picture; // its base line is between two rows of pixels
    QSize size;
    int baseLine = 0;

    Raster(const Measures &measures, double pixelRatio)
    {
        baseLine = qCeil(measures.ascent * pixelRatio) + 1;
        size = {qCeil(measures.width * pixelRatio) + 2,
                std::max(1, baseLine + qCeil(measures.descent * pixelRatio) + 1)};
        picture = {1, baseLine - measures.ascent * pixelRatio, measures.width * pixelRatio,
                   measures.height() * pixelRatio};
    }
};

QPixmap paintedPicture(const FormulaPicture &picture, const Raster &raster, const QColor &color)
{
    const QString key = u"formula %1 %2 %3x%4"_s.arg(
        QString::number(qHash(picture.svg), 16), color.name(QColor::HexArgb),
        QString::number(raster.picture.width()), QString::number(raster.picture.height()));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = picture.svg;
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(raster.size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, raster.picture);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

bool isScreen(const QPaintDevice &device)
{
    return device.devType() == QInternal::Widget || device.devType() == QInternal::Pixmap
        || device.devType() == QInternal::Image;
}

// On whole pixels of the device, where it is sharp; as lines on paper, which has none.
void drawPicture(QPainter &painter, QPointF baseLine, const FormulaPicture &picture, const Measures &measures)
{
    if (!isScreen(*painter.device())) {
        QByteArray svg = picture.svg;
        svg.replace("currentColor", painter.pen().color().name().toLatin1());
        QSvgRenderer(svg).render(
            &painter,
            QRectF(baseLine.x(), baseLine.y() - measures.ascent, measures.width, measures.height()));
        return;
    }
    const double pixelRatio = painter.device()->devicePixelRatioF();
    const Raster raster(measures, pixelRatio);
    QPixmap pixmap = paintedPicture(picture, raster, painter.pen().color());
    pixmap.setDevicePixelRatio(pixelRatio);
    const QTransform toDevice = painter.deviceTransform();
    const QPoint corner = toDevice.map(baseLine).toPoint() - QPoint(1, raster.baseLine);
    painter.drawPixmap(toDevice.inverted().map(QPointF(corner)), pixmap);
}

} // namespace

QTextCharFormat FormulaObject::format(const Formula &formula, const QString &source,
                                      const std::optional<FormulaPicture> &picture, const QFont &font)
{
    QTextCharFormat format;
    format.setObjectType(Type);
    format.setFont(font);
    format.setProperty(Source, source);
    format.setProperty(Tex, formula.tex);
    format.setProperty(IsDisplay, formula.isDisplay);
    if (!picture)
        return format;
    const double ex = QFontMetricsF(font).xHeight();
    format.setProperty(Picture, QVariant::fromValue(*picture));
    format.setProperty(Ex, ex);
    if (!formula.isDisplay && goesBelowText(measuresOf(*picture, ex), font))
        format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    return format;
}

QTextCharFormat FormulaObject::problemFormat(const FormulaError &error, const TranscriptStyle &style)
{
    QTextCharFormat format;
    format.setFontFamilies(style.mono.families());
    format.setFontPointSize(style.mono.pointSizeF());
    switch (error.kind) {
    case FormulaError::Kind::Invalid:
        format.setProperty(Problem, Tr::tr("This formula cannot be set: %1").arg(error.detail));
        break;
    case FormulaError::Kind::TimedOut:
        format.setProperty(Problem, Tr::tr("This formula takes too long to be set."));
        break;
    case FormulaError::Kind::TooLarge:
        format.setProperty(Problem, Tr::tr("This formula is too long to be set."));
        break;
    }
    return format;
}

QString FormulaObject::source(const QTextFormat &format) { return format.stringProperty(Source); }

QString FormulaObject::problem(const QTextFormat &format) { return format.stringProperty(Problem); }

std::optional<Formula> FormulaObject::awaited(const QTextFormat &format)
{
    if (!isFormula(format.toCharFormat()) || format.hasProperty(Picture))
        return {};
    return Formula {format.stringProperty(Tex), format.boolProperty(IsDisplay)};
}

QSizeF FormulaObject::intrinsicSize(QTextDocument *document, int position, const QTextFormat &format)
{
    if (!format.hasProperty(Picture)) {
        const QFontMetricsF metrics(m_style.mono);
        const double width = metrics.horizontalAdvance(source(format).simplified());
        const double available = availableWidth(*document, position);
        return {available > 0 ? std::min(width, available) : width, metrics.ascent()};
    }
    const Measures measures = shownMeasures(*document, position, format);
    if (isAroundMiddle(format))
        return {measures.width, heightAroundMiddle(measures, format)};
    return {measures.width, format.boolProperty(IsDisplay) ? measures.height() : measures.ascent};
}

void FormulaObject::setSelection(int begin, int end)
{
    m_selectionBegin = begin;
    m_selectionEnd = end;
}

void FormulaObject::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                               const QTextFormat &format)
{
    const QTextBlock block = document->findBlock(position);
    const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
    const double lineTop =
        isAroundMiddle(format) ? rect.center().y() - line.height() / 2 : rect.bottom() - line.ascent();
    painter->save();
    if (position >= m_selectionBegin && position < m_selectionEnd) {
        painter->fillRect(QRectF(rect.left(), lineTop, rect.width(), line.height()), m_style.selection);
        painter->setPen(m_style.selectedText);
    }
    QPointF baseLine(rect.left(), lineTop + line.ascent());
    if (format.hasProperty(Picture)) {
        const Measures measures = shownMeasures(*document, position, format);
        if (format.boolProperty(IsDisplay)) // stands on its descent
            baseLine.ry() -= measures.descent;
        drawPicture(*painter, baseLine, format.property(Picture).value<FormulaPicture>(), measures);
    } else {
        drawSource(*painter, baseLine, rect.width(), format);
    }
    painter->restore();
}

void FormulaObject::drawSource(QPainter &painter, QPointF baseLine, double width,
                               const QTextFormat &format) const
{
    const QFontMetricsF metrics(m_style.mono);
    painter.setFont(m_style.mono);
    if (painter.pen().color() == m_style.foreground)
        painter.setPen(m_style.muted);
    painter.drawText(baseLine, metrics.elidedText(source(format).simplified(), Qt::ElideRight, width + 1));
}

} // namespace bobbin
