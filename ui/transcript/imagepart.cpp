#include "ui/imagepart.h"

#include "core/linktarget.h"
#include "images/imageloader.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPixmapCache>
#include <QUrl>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int HighestImage = 32; // lines of text

// As large as it is painted, in pixels of the device; scaling anew for each frame would take too long.
QPixmap scaledPixmap(const QImage &image, const QByteArray &key, QSize size)
{
    const QString name = u"image %1 %2x%3"_s.arg(QString::fromLatin1(key), QString::number(size.width()),
                                                 QString::number(size.height()));
    QPixmap pixmap;
    if (!QPixmapCache::find(name, &pixmap)) {
        pixmap = QPixmap::fromImage(image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        QPixmapCache::insert(name, pixmap);
    }
    return pixmap;
}

} // namespace

ImagePart::ImagePart(const QString &description, const QString &address, const TranscriptStyle &style,
                     int indent)
    : m_description(description.simplified()), m_address(address), m_key(ImageLoader::keyOf(address)),
      m_style(style), m_indent(indent)
{
    find();
}

void ImagePart::find()
{
    if (m_address.isEmpty())
        return;
    const ImageSource source = imageSourceOf(m_address);
    const auto known = m_style.images ? m_style.images->find(m_key) : std::nullopt;
    if (known) {
        m_state = known->image.isNull() ? State::Failed : State::Shown;
        m_image = known->image;
        m_naturalSize = known->naturalSize;
        m_problem = known->problem;
    } else if (!m_style.images || source == ImageSource::Unknown) {
        m_state = State::Failed;
        m_problem = tr("Images are not read from there.");
    } else if (source == ImageSource::Remote && !m_style.images->isLoading(m_key)) {
        m_state = State::Offered;
    } else {
        m_state = State::Loading;
        m_style.images->request(m_address);
    }
}

bool ImagePart::isOutdated() const
{
    if (!m_style.images || m_address.isEmpty())
        return false;
    const bool isKnown = m_style.images->find(m_key).has_value();
    switch (m_state) {
    case State::Receiving:
        return false;
    case State::Loading:
        return isKnown;
    case State::Offered:
        return isKnown || m_style.images->isLoading(m_key);
    case State::Shown:
        return false; // it is in this part, even if the loader has forgotten it
    case State::Failed:
        return m_style.images->isLoading(m_key);
    }
    Q_UNREACHABLE();
}

void ImagePart::setWidth(int width)
{
    const int available = qMax(m_style.listIndent, width - m_indent);
    const QFontMetrics text(m_style.text);
    if (m_state == State::Shown) {
        const QSize most(available, HighestImage * text.lineSpacing());
        const bool fits = m_naturalSize.width() <= most.width() && m_naturalSize.height() <= most.height();
        m_size = fits ? m_naturalSize : m_naturalSize.scaled(most, Qt::KeepAspectRatio);
        m_size = m_size.expandedTo({1, 1});
        return;
    }
    const int lines = m_state == State::Failed || m_state == State::Offered ? 2 : 1;
    const int buttons =
        m_state != State::Shown && !controls().isEmpty() ? buttonSize({}, m_style).height() : 0;
    const int gap = buttons > 0 ? m_style.padding / 2 : 0;
    m_size = {available,
              lines * QFontMetrics(m_style.small).lineSpacing() + gap + buttons + 2 * m_style.padding};
}

QString ImagePart::text() const { return m_description.isEmpty() ? tr("Image") : m_description; }

// What is written in the frame below the description.
QString ImagePart::caption() const
{
    switch (m_state) {
    case State::Receiving:
        return tr("is being received…");
    case State::Loading:
        return tr("is being read…");
    case State::Offered:
        if (m_style.isOnPaper)
            return m_address;
        return tr("The image is on another computer, which would learn that you read this.");
    case State::Failed:
        return tr("The image cannot be shown. %1").arg(m_problem);
    case State::Shown:
        return {};
    }
    Q_UNREACHABLE();
}

void ImagePart::paint(QPainter &painter, const PartPaint &how) const
{
    if (m_state == State::Shown)
        paintImage(painter);
    else
        paintFrame(painter);
    const QList<TranscriptControl> buttons = controls();
    for (const TranscriptControl &button : buttons) {
        if (!button.isOverlay || how.isHovered || (how.focused && how.focused->isSameAs(button)))
            paintButton(painter, button, m_style, how);
    }
    if (how.selectionBegin < how.selectionEnd) {
        QColor veil = m_style.selection;
        veil.setAlphaF(0.35F);
        painter.fillRect(frame(), veil);
    }
}

void ImagePart::paintImage(QPainter &painter) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    if (painter.device()->devType() == QInternal::Pixmap || painter.device()->devType() == QInternal::Widget
        || painter.device()->devType() == QInternal::Image) {
        QPixmap pixmap = scaledPixmap(m_image, m_key, (QSizeF(m_size) * ratio).toSize());
        pixmap.setDevicePixelRatio(ratio);
        painter.drawPixmap(frame().topLeft(), pixmap);
    } else { // paper takes all there is
        painter.drawImage(frame(), m_image);
    }
}

void ImagePart::paintFrame(QPainter &painter) const
{
    const int padding = m_style.padding;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_style.border);
    painter.setBrush(m_style.codeBackground);
    painter.drawRoundedRect(QRectF(frame()).adjusted(0.5, 0.5, -0.5, -0.5), m_style.radius, m_style.radius);
    const QRect inside = frame().adjusted(padding, padding, -padding, -padding);
    const QFontMetrics metrics(m_style.small);
    const auto line = [&](int index, const QString &text, const QColor &color) {
        painter.setPen(color);
        painter.drawText(QRect(inside.left(), inside.top() + index * metrics.lineSpacing(), inside.width(),
                               metrics.lineSpacing()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, inside.width()));
    };
    painter.setFont(m_style.small);
    if (m_state == State::Receiving || m_state == State::Loading) {
        line(0, text() + u' ' + caption(), m_style.muted);
    } else {
        line(0, text(), m_style.foreground);
        line(1, caption(), m_style.muted);
    }
    painter.restore();
}

int ImagePart::positionAt(QPoint point) const { return point.x() < frame().center().x() ? 0 : length(); }

// The characters are nowhere; the caret of a selection is before or behind the image.
QRect ImagePart::characterRect(int position) const
{
    const QRect all = frame();
    return position < length() ? QRect(all.left(), all.top(), all.width(), all.height())
                               : QRect(all.right(), all.top(), 1, all.height());
}

QString ImagePart::toHtml(int, int) const
{
    if (imageSourceOf(m_address) == ImageSource::Embedded)
        return u"<p><img src=\""_s + m_address.toHtmlEscaped() + u"\" alt=\""_s + text().toHtmlEscaped()
            + u"\"></p>\n"_s;
    if (imageSourceOf(m_address) == ImageSource::Remote) // a link: fetching the image tells who reads
        return u"<p><a href=\""_s + m_address.toHtmlEscaped() + u"\">"_s + text().toHtmlEscaped()
            + u"</a></p>\n"_s;
    return u"<p>"_s + text().toHtmlEscaped() + u"</p>\n"_s;
}

QString ImagePart::toMarkdown(int, int) const { return u"!["_s + m_description + u"]("_s + m_address + u')'; }

QList<TranscriptControl> ImagePart::controls() const
{
    TranscriptControl control;
    control.data = m_address;
    const auto place = [this, &control](QPoint bottomRight) {
        const QSize size = buttonSize(control.text, m_style);
        control.rect = QRect(bottomRight.x() - size.width(), bottomRight.y() - size.height(), size.width(),
                             size.height());
    };
    const int padding = m_style.padding;
    const bool isRemote = imageSourceOf(m_address) == ImageSource::Remote;
    if (m_style.isOnPaper)
        return {};
    switch (m_state) {
    case State::Shown:
        control.kind = TranscriptControl::Kind::ImageMenu;
        control.text = u"⋯"_s;
        control.name = tr("Image");
        control.isFramed = true;
        control.isOverlay = true;
        place(frame().topRight()
              + QPoint(-padding / 2, padding / 2 + buttonSize(control.text, m_style).height()));
        return {control};
    case State::Offered:
    case State::Failed:
        if (!isRemote)
            return {};
        control.kind = TranscriptControl::Kind::LoadImage;
        control.text = m_state == State::Failed
            ? tr("Try again")
            : tr("Show the image from %1").arg(LinkTarget::of(m_address).host);
        control.isFramed = true;
        place({0, 0});
        control.rect.moveBottomLeft(QPoint(frame().left() + padding, m_size.height() - padding));
        return {control};
    case State::Receiving:
    case State::Loading:
        return {};
    }
    Q_UNREACHABLE();
}

QString ImagePart::toolTipAt(QPoint point) const
{
    return frame().contains(point) ? m_description : QString();
}

} // namespace bobbin
