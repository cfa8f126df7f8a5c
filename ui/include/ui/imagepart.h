#pragma once

#include "ui/blockpart.h"

#include <QCoreApplication>
#include <QImage>

namespace bobbin {

/// An image of a message, on a line of its own.
///
/// What is in the message or kept with it is shown; an image on another computer is a button until the user
/// asks for it, since fetching it tells that computer who reads. Never wider than the text, nor higher than
/// a page should be. Until an image is known, and if it cannot be shown, there is a frame with its
/// description.
class ImagePart final : public BlockPart
{
    Q_DECLARE_TR_FUNCTIONS(bobbin::ImagePart)
public:
    /// `description` is what stands for the image in words. An empty `address` is one that is still being
    /// received. `style` has to outlive the part.
    ImagePart(const QString &description, const QString &address, const TranscriptStyle &style,
              int indent = 0);

    void setWidth(int width) override;
    [[nodiscard]] int height() const override { return m_size.height(); }
    void paint(QPainter &painter, const PartPaint &how) const override;

    [[nodiscard]] QString text() const override;
    [[nodiscard]] int length() const override { return static_cast<int>(text().size()); }
    [[nodiscard]] int positionAt(QPoint point) const override;
    [[nodiscard]] QRect characterRect(int position) const override;
    [[nodiscard]] QString toHtml(int begin, int end) const override;
    [[nodiscard]] QString toMarkdown(int begin, int end) const override;
    [[nodiscard]] QList<TranscriptControl> controls() const override;
    [[nodiscard]] QString toolTipAt(QPoint point) const override;
    [[nodiscard]] bool isOutdated() const override;
    [[nodiscard]] bool isAwaiting() const override { return m_state == State::Loading; }

private:
    enum class State { Receiving, Loading, Shown, Offered, Failed };

    void find();
    [[nodiscard]] QRect frame() const { return QRect(QPoint(m_indent, 0), m_size); }
    [[nodiscard]] QString caption() const;
    void paintFrame(QPainter &painter) const;
    void paintImage(QPainter &painter) const;

    const QString m_description;
    const QString m_address;
    const QByteArray m_key; // of the image loader
    const TranscriptStyle &m_style;
    const int m_indent;
    State m_state = State::Receiving;
    QString m_problem;
    QImage m_image;
    QSize m_naturalSize;
    QSize m_size;
};

} // namespace bobbin
