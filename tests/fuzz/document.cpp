#include "fuzzinput.h"
#include "fuzztargets.h"

#include "ui/messagedocument.h"

#include <QGuiApplication>
#include <QPalette>

namespace bobbin::fuzz {

void document(QByteArrayView bytes)
{
    static const TranscriptStyle style = TranscriptStyle::of(QGuiApplication::font(), QPalette());
    static constexpr int Width = 480; // in pixels
    const QString text = QString::fromUtf8(bytes);

    MessageDocument whole(style);
    whole.setWidth(Width);
    whole.setText(text, true);
    whole.measureAll();

    MessageDocument growing(style);
    growing.setWidth(Width);
    for (const QStringView piece : piecesOf(QStringView(text), bytes)) {
        growing.append(piece);
        growing.measure(0, growing.height());
    }
    growing.setText(text, true);
    growing.measureAll();

    require(growing.blockCount() == whole.blockCount(), "a text that grew has the same blocks");
    require(growing.plainText() == whole.plainText(), "and the same words");
    require(growing.height() == whole.height(), "and the same height");
    const auto end = whole.end();
    require(growing.html({}, growing.end()) == whole.html({}, end), "and is copied the same");
    (void)whole.markdown({}, end);
    (void)whole.positionAt({Width / 2, whole.height() / 2});
}

} // namespace bobbin::fuzz
