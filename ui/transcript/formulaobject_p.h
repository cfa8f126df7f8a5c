#pragma once

#include "maths/formula.h"
#include "ui/transcriptstyle.h"

#include <QObject>
#include <QTextCharFormat>
#include <QTextObjectInterface>

#include <optional>

namespace bobbin {

/// Lays out and paints the formulas of a QTextDocument, each of which is one character of it.
///
/// What has not been set yet shows its source. A formula that is a little wider than the document is made
/// smaller.
class FormulaObject final : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    static constexpr int Type = QTextFormat::UserObject + 1;

    /// `style` has to outlive the object.
    explicit FormulaObject(const TranscriptStyle &style) : m_style(style) { }

    /// The format of the character that stands for `formula`, in text with the font `font`. Without a picture
    /// the source is shown.
    [[nodiscard]] static QTextCharFormat format(const Formula &formula, const QString &source,
                                                const std::optional<FormulaPicture> &picture,
                                                const QFont &font);
    /// The format of the source of a formula that cannot be set, which is text, and why.
    [[nodiscard]] static QTextCharFormat problemFormat(const FormulaError &error,
                                                       const TranscriptStyle &style);

    [[nodiscard]] static bool isFormula(const QTextCharFormat &format) { return format.objectType() == Type; }
    [[nodiscard]] static QString source(const QTextFormat &format);
    [[nodiscard]] static QString problem(const QTextFormat &format);
    /// The formula, if it has not been set yet.
    [[nodiscard]] static std::optional<Formula> awaited(const QTextFormat &format);

    /// The positions of the document that are selected. Qt would cover a selected object with the colour of
    /// the selection: leave formulas out of what it is told, and they are painted as selected text is.
    void setSelection(int begin, int end);

    [[nodiscard]] QSizeF intrinsicSize(QTextDocument *document, int position,
                                       const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                    const QTextFormat &format) override;

private:
    void drawSource(QPainter &painter, QPointF baseLine, double width, const QTextFormat &format) const;

    const TranscriptStyle &m_style;
    int m_selectionBegin = 0;
    int m_selectionEnd = 0;
};

} // namespace bobbin
