#include "ui/conversationpaper.h"

#include "images/imageloader.h"
#include "maths/mathrenderer.h"
#include "session/chatsession.h"
#include "ui/messageitem.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QLocale>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QPalette>
#include <QPdfWriter>
#include <QPrinter>

#include <algorithm>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

constexpr int RowsAtOnce = 20;
constexpr std::chrono::seconds Patience {10};
constexpr int LinesBelowHeading = 3; // else it goes to the next page

QPalette paperPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Text, Qt::black);
    palette.setColor(QPalette::Link, QColor(0x0b, 0x57, 0xd0));
    palette.setColor(QPalette::Highlight, QColor(0x30, 0x6f, 0xc9));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

} // namespace

TranscriptStyle ConversationPaper::styleOnPaper(const QFont &font, const TranscriptStyle &style)
{
    QFont text = font;
    text.setHintingPreference(QFont::PreferNoHinting); // for the pixels of a screen, which paper has none of
    TranscriptStyle paper = TranscriptStyle::of(text, paperPalette());
    paper.isOnPaper = true;
    paper.wrapsCode = true;
    paper.images = style.images;
    paper.maths = style.maths;
    return paper;
}

ConversationPaper::ConversationPaper(ChatSession &session, const TranscriptStyle &style, QObject *parent)
    : QObject(parent), m_session(session), m_style(style)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(Patience);
    connect(&m_patience, &QTimer::timeout, this, &ConversationPaper::paintWaiting);
    const auto goOn = [this] {
        if (!m_waiting.empty() && !isAwaiting())
            paintWaiting();
    };
    if (m_style.maths)
        connect(m_style.maths, &MathRenderer::rendered, this, goOn, Qt::QueuedConnection);
    if (m_style.images)
        connect(m_style.images, &ImageLoader::loaded, this, goOn, Qt::QueuedConnection);
}

ConversationPaper::~ConversationPaper() = default;

void ConversationPaper::start(std::unique_ptr<QPagedPaintDevice> device)
{
    m_device = std::move(device);
    m_painter = std::make_unique<QPainter>();
    if (!m_painter->begin(m_device.get())) {
        end(false);
        return;
    }
    const QRect page = m_device->pageLayout().paintRectPixels(Resolution);
    m_pageWidth = page.width();
    const QFontMetrics small(m_style.small);
    m_pageHeight = page.height() - 2 * small.lineSpacing(); // the number of the page is below
    m_rows = m_session.transcript()->rowCount();
    m_leaf = m_session.conversation().leaf;
    QFont title = m_style.heading(1);
    m_painter->setFont(title);
    m_painter->setPen(m_style.foreground);
    const QRect box(0, 0, m_pageWidth, m_pageHeight);
    QRect needed;
    m_painter->drawText(box, Qt::TextWordWrap, m_session.conversation().title, &needed);
    m_y = needed.bottom() + m_style.headingGap;
    readNext();
}

void ConversationPaper::cancel() { end(false); }

void ConversationPaper::readNext()
{
    if (!m_painter)
        return;
    Q_EMIT progressed(m_rows == 0 ? 1.0 : static_cast<double>(m_nextRow) / m_rows);
    if (m_nextRow >= m_rows) {
        end(true);
        return;
    }
    const int first = m_nextRow;
    m_nextRow = std::min(m_rows, first + RowsAtOnce);
    m_session.readRows(m_leaf, first, m_nextRow - 1, this,
                       [this](const std::optional<QList<BranchMessage>> &messages) {
                           if (messages)
                               take(*messages);
                           else
                               end(false);
                       });
}

void ConversationPaper::take(const QList<BranchMessage> &messages)
{
    if (!m_painter)
        return;
    for (const BranchMessage &entry : messages) {
        auto document = std::make_unique<MessageDocument>(m_style);
        document->setText(MessageItem::shownMarkdown(entry), true);
        document->setWidth(m_pageWidth);
        Message message = entry.message;
        message.content.clear();
        m_waiting.push_back({message, std::move(document)});
    }
    if (!isAwaiting())
        paintWaiting();
    else
        m_patience.start();
}

// Whether something of what is next is not there yet. Asks for all of it.
bool ConversationPaper::isAwaiting()
{
    bool isAwaiting = false;
    for (Waiting &waiting : m_waiting) {
        waiting.document->refresh();
        waiting.document->measureAll();
        isAwaiting = waiting.document->isAwaiting() || isAwaiting;
    }
    return isAwaiting;
}

void ConversationPaper::paintWaiting()
{
    m_patience.stop();
    if (!m_painter)
        return;
    for (Waiting &waiting : m_waiting)
        paint(waiting.message, *waiting.document);
    m_waiting.clear();
    readNext();
}

void ConversationPaper::paint(const Message &message, MessageDocument &document)
{
    const QFontMetrics text(m_style.text);
    const int least = std::min(document.height(), LinesBelowHeading * text.lineSpacing())
        + QFontMetrics(m_style.small).lineSpacing() + m_style.padding;
    if (m_y > 0 && room() < least)
        newPage();
    const QString model =
        message.role == Role::Assistant && !message.model.isEmpty() ? u" · "_s + message.model : QString();
    const QString shortfall = shortfallOf(message);
    paintHeading(MessageItem::writer(message) + model + u" · "_s
                 + QLocale().toString(toLocalTime(message.createdAt), QLocale::ShortFormat)
                 + (shortfall.isEmpty() ? QString() : u" · "_s + shortfall));
    for (int from = 0; from < document.height();) {
        int to = std::min(document.height(), from + room());
        if (to < document.height()) {
            const int cut = document.cutAbove(to);
            if (cut <= from && m_y > 0) {
                newPage();
                continue;
            }
            to = cut > from ? cut : to;
        }
        paintSlice(document, from, to);
        m_y += to - from;
        from = to;
        if (from < document.height())
            newPage();
    }
    m_y += m_style.rowGap;
}

void ConversationPaper::paintHeading(const QString &text)
{
    const QFontMetrics metrics(m_style.small);
    m_painter->setFont(m_style.small);
    m_painter->setPen(m_style.muted);
    m_painter->drawText(QRect(0, m_y, m_pageWidth, metrics.lineSpacing()), Qt::AlignLeft | Qt::AlignVCenter,
                        metrics.elidedText(text.simplified(), Qt::ElideRight, m_pageWidth));
    m_y += metrics.lineSpacing() + m_style.padding;
}

void ConversationPaper::paintSlice(MessageDocument &document, int from, int to)
{
    MessageDocument::Paint how;
    how.clip = QRect(0, from, m_pageWidth, to - from);
    m_painter->save();
    m_painter->translate(0, m_y - from);
    m_painter->setClipRect(how.clip);
    document.paint(*m_painter, how);
    m_painter->restore();
}

void ConversationPaper::paintPageNumber()
{
    const QFontMetrics metrics(m_style.small);
    m_painter->setFont(m_style.small);
    m_painter->setPen(m_style.muted);
    m_painter->drawText(QRect(0, m_pageHeight + metrics.lineSpacing(), m_pageWidth, metrics.lineSpacing()),
                        Qt::AlignCenter, QString::number(m_page++));
}

void ConversationPaper::newPage()
{
    paintPageNumber();
    m_device->newPage();
    m_y = 0;
}

void ConversationPaper::end(bool isWhole)
{
    if (!m_device)
        return;
    m_patience.stop();
    m_waiting.clear();
    if (isWhole)
        paintPageNumber();
    else if (auto *printer = dynamic_cast<QPrinter *>(m_device.get()))
        printer->abort(); // or it would print the pages that are there
    const bool isPainted = m_painter && m_painter->isActive() && m_painter->end();
    m_painter.reset();
    m_device.reset();
    if (isWhole && isPainted)
        Q_EMIT finished();
    else
        Q_EMIT failed();
}

} // namespace bobbin
