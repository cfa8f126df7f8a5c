#pragma once

#include "core/message.h"
#include "ui/messagedocument.h"

#include <QFont>
#include <QObject>
#include <QTimer>

#include <memory>

class QPagedPaintDevice;
class QPainter;

namespace bobbin {

class ChatSession;

/// Puts a conversation on paper, or into a PDF: the active branch, message by message, as the transcript
/// shows it in its light colours.
///
/// Works on a few messages at a time, between which the window lives on, and waits for their formulas and
/// images. Pages end between two lines. Nothing is fetched from other computers.
class ConversationPaper final : public QObject
{
    Q_OBJECT
public:
    /// Dots per inch of the device: everything is measured in the pixels of a screen, and text stays text.
    static constexpr int Resolution = 96;

    /// `style` says how things are set, in the colours of paper. The session and what the style refers to
    /// have to outlive this.
    ConversationPaper(ChatSession &session, const TranscriptStyle &style, QObject *parent = nullptr);
    ~ConversationPaper() override;

    /// Begins to paint on `device`, whose resolution is set for it; finished() or failed() follows.
    void start(std::unique_ptr<QPagedPaintDevice> device);
    void cancel();

    /// The style of `style`'s text on paper, whatever the colours of the screen.
    [[nodiscard]] static TranscriptStyle styleOnPaper(const QFont &font, const TranscriptStyle &style);

Q_SIGNALS:
    /// From 0 to 1.
    void progressed(double share);
    void finished();
    void failed();

private:
    void readNext();
    void take(const QList<BranchMessage> &messages);
    void paintWaiting();
    [[nodiscard]] bool isAwaiting();
    void paint(const Message &message, MessageDocument &document);
    void paintSlice(MessageDocument &document, int from, int to);
    void paintHeading(const QString &text);
    void paintPageNumber();
    void newPage();
    void end(bool isWhole);
    [[nodiscard]] int room() const { return m_pageHeight - m_y; }

    struct Waiting {
        Message message; // without its text
        std::unique_ptr<MessageDocument> document;
    };

    ChatSession &m_session;
    const TranscriptStyle m_style;
    std::unique_ptr<QPagedPaintDevice> m_device;
    std::unique_ptr<QPainter> m_painter;
    std::vector<Waiting> m_waiting;
    QTimer m_patience; // with formulas and images that do not come
    MessageId m_leaf; // of the branch, which may not be the one that is shown later
    int m_rows = 0;
    int m_nextRow = 0;
    int m_pageWidth = 0;
    int m_pageHeight = 0;
    int m_y = 0;
    int m_page = 1;
};

} // namespace bobbin
