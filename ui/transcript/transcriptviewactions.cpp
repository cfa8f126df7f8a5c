// What pressing something in a TranscriptView does, and the menu of a message.
#include "ui/transcriptview.h"

#include "core/bobbinlink.h"
#include "core/linktarget.h"
#include "images/imageloader.h"
#include "selectioncopy_p.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMenu>
#include <QMimeData>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = TranscriptControl::Kind;

// What files with code in a language are called.
QString fileNameOf(const QString &language)
{
    struct Extension {
        const char *language;
        const char *extension;
    };
    static constexpr std::array Extensions {
        Extension {"bash", "sh"},           Extension {"c#", "cs"},         Extension {"c++", "cpp"},
        Extension {"clojure", "clj"},       Extension {"console", "sh"},    Extension {"csharp", "cs"},
        Extension {"docker", "dockerfile"}, Extension {"elixir", "ex"},     Extension {"erlang", "erl"},
        Extension {"fortran", "f90"},       Extension {"golang", "go"},     Extension {"haskell", "hs"},
        Extension {"javascript", "js"},     Extension {"julia", "jl"},      Extension {"kotlin", "kt"},
        Extension {"latex", "tex"},         Extension {"make", "mk"},       Extension {"makefile", "mk"},
        Extension {"markdown", "md"},       Extension {"matlab", "m"},      Extension {"objective-c", "m"},
        Extension {"ocaml", "ml"},          Extension {"perl", "pl"},       Extension {"powershell", "ps1"},
        Extension {"python", "py"},         Extension {"ruby", "rb"},       Extension {"rust", "rs"},
        Extension {"shell", "sh"},          Extension {"typescript", "ts"}, Extension {"vb", "vb"},
        Extension {"yaml", "yml"},          Extension {"zsh", "sh"}};
    const QString name = language.toLower();
    QString extension = name;
    for (const Extension &known : Extensions) {
        if (name == QLatin1StringView(known.language))
            extension = QString::fromLatin1(known.extension);
    }
    const bool isUsable = !extension.isEmpty() && extension.size() <= 10
        && std::all_of(extension.begin(), extension.end(),
                       [](QChar c) { return c.isLetterOrNumber() && c < u'\x7f'; });
    return u"code."_s + (isUsable ? extension : u"txt"_s);
}

// What to call the file of an image: after its description, with the ending that its contents want.
QString fileNameOfImage(const QString &description, const QByteArray &bytes)
{
    const QString format = bytes.startsWith("\x89PNG") ? u"png"_s
        : bytes.startsWith("GIF8")                     ? u"gif"_s
        : bytes.startsWith("RIFF")                     ? u"webp"_s
        : bytes.startsWith("BM")                       ? u"bmp"_s
                                                       : u"jpg"_s;
    QString name;
    const QString beginning = description.left(60);
    for (const QChar c : beginning)
        name += c.isLetterOrNumber() || c == u' ' || c == u'-' || c == u'_' || c == u'.' ? c : QChar(u'_');
    if (name.endsWith(u'.' + format, Qt::CaseInsensitive))
        return name;
    return (name.trimmed().isEmpty() ? u"image"_s : name.trimmed()) + u'.' + format;
}

} // namespace

QString TranscriptView::describeLink(const QString &address) const
{
    if (const auto footnote = footnoteTargetOf(address))
        return footnote->isMark ? tr("Back to the text") : tr("Footnote %1").arg(footnote->label);
    if (!attachmentAt(address).isNull())
        return tr("Save the file…");
    if (BobbinLink::parse(address))
        return tr("A conversation in Bobbin");
    const LinkTarget to = LinkTarget::of(address);
    return to.isOpenable() ? to.shown : tr("%1 (links of this kind are not opened)").arg(to.shown);
}

void TranscriptView::openLink(const Target &target)
{
    const QString &address = target.control.data;
    if (const auto footnote = footnoteTargetOf(address))
        goToFootnote(target, *footnote);
    else if (!attachmentAt(address).isNull())
        saveFile(address, target.control.text);
    else if (const auto link = BobbinLink::parse(address))
        Q_EMIT conversationLinkActivated(*link);
    else if (const LinkTarget to = LinkTarget::of(address); !to.isOpenable())
        Q_EMIT linkHovered(describeLink(address));
    else if (isMisleading(target.control.text, to))
        Q_EMIT misleadingLinkActivated(target.control.text, address);
    else
        Q_EMIT linkActivated(to.url);
}

void TranscriptView::activate(const Target &target)
{
    const int row = target.index.row();
    MessageItem *item = target.index.isValid() ? m_items.build(row) : nullptr;
    if (!item)
        return;
    const MessageId id = item->message().id;
    switch (target.control.kind) {
    case Kind::Link:
        openLink(target);
        break;
    case Kind::CopyCode:
        copyCode(target);
        break;
    case Kind::WrapCode:
        setWrapsCode(!wrapsCode());
        break;
    case Kind::Copy:
        copyMessage(row, false);
        sayCopied(target);
        break;
    case Kind::Retry:
        Q_EMIT retryRequested(id);
        break;
    case Kind::Edit:
        Q_EMIT editRequested(id);
        break;
    case Kind::Continue:
        Q_EMIT continueRequested(id);
        break;
    case Kind::PreviousAlternative:
        Q_EMIT alternativeRequested(id, -1);
        break;
    case Kind::NextAlternative:
        Q_EMIT alternativeRequested(id, 1);
        break;
    case Kind::More:
        showMenu(row, below(target), {});
        break;
    case Kind::NoticeDetails:
        Q_EMIT noticeDetailsRequested(item->message().notices.at(target.control.offset));
        break;
    case Kind::LoadImage:
        if (m_style.images)
            m_style.images->retry(target.control.data);
        showLater();
        break;
    case Kind::ImageMenu:
        showImageMenu(target);
        break;
    case Kind::TableMenu:
        showTableMenu(target);
        break;
    case Kind::SaveCode:
        saveCode(target);
        break;
    case Kind::Reasoning:
        keepAnchor();
        setFollowing(false);
        item->setReasoningOpen(!item->isReasoningOpen());
        relayout();
        break;
    }
}

// Where a menu or a hint for what was pressed belongs, on the screen.
QPoint TranscriptView::below(const Target &target) const
{
    const QPoint origin = rowRect(target.index.row()).topLeft();
    return viewport()->mapToGlobal(target.control.rect.translated(origin).bottomLeft());
}

void TranscriptView::sayCopied(const Target &target)
{
    QToolTip::showText(below(target), tr("Copied"), viewport());
}

MessageDocument *TranscriptView::documentOf(const Target &target)
{
    MessageItem *item = target.index.isValid() ? m_items.build(target.index.row()) : nullptr;
    return item ? item->document(target.control.inReasoning) : nullptr;
}

void TranscriptView::copyCode(const Target &target)
{
    if (MessageDocument *document = documentOf(target)) {
        QApplication::clipboard()->setText(document->code(target.control.block));
        sayCopied(target);
    }
}

void TranscriptView::saveCode(const Target &target)
{
    if (MessageDocument *document = documentOf(target))
        Q_EMIT saveRequested(fileNameOf(document->codeLanguage(target.control.block)),
                             document->code(target.control.block).toUtf8() + '\n');
}

void TranscriptView::saveFile(const QString &address, const QString &description)
{
    if (!m_style.images)
        return;
    const bool isImage = imageSourceOf(address) != ImageSource::Attachment
        || (m_style.images->find(ImageLoader::keyOf(address))
            && !m_style.images->find(ImageLoader::keyOf(address))->image.isNull());
    m_style.images->readFile(
        address, this, [this, description, isImage](const std::optional<QByteArray> &bytes) {
            if (bytes)
                Q_EMIT saveRequested(isImage ? fileNameOfImage(description, *bytes) : description, *bytes);
            else
                Q_EMIT linkHovered(tr("The file cannot be read."));
        });
}

void TranscriptView::showImageMenu(const Target &target)
{
    const QString address = target.control.data;
    MessageDocument *document = documentOf(target);
    if (!document || !m_style.images)
        return;
    const auto image = m_style.images->find(ImageLoader::keyOf(address));
    const QString description =
        document->text({target.control.block, target.control.offset},
                       document->paragraphAt({target.control.block, target.control.offset}).second);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (image && !image->image.isNull()) {
        menu->addAction(tr("&Copy image"), this,
                        [shown = image->image] { QApplication::clipboard()->setImage(shown); });
    }
    menu->addAction(tr("&Save image as…"), this,
                    [this, address, description] { saveFile(address, description); });
    if (imageSourceOf(address) == ImageSource::Remote)
        menu->addAction(tr("Copy &address"), this,
                        [address] { QApplication::clipboard()->setText(address); });
    menu->popup(below(target));
}

void TranscriptView::showTableMenu(const Target &target)
{
    MessageDocument *document = documentOf(target);
    if (!document)
        return;
    const MessageDocument::Position place {target.control.block, target.control.offset};
    const TableRows rows = document->table(place, false);
    const TableRows markdown = document->table(place, true);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy table"), this, [rows, markdown] {
        auto flavours = std::make_unique<QMimeData>();
        flavours->setText(tabbedTextOfTable(rows)); // what spreadsheets divide into cells
        flavours->setHtml(htmlOfTable(rows));
        flavours->setData(u"text/markdown"_s, markdownOfTable(markdown).toUtf8());
        flavours->setData(u"text/csv"_s, csvOfTable(rows).toUtf8());
        QApplication::clipboard()->setMimeData(flavours.release());
    });
    menu->addAction(tr("Copy as C&SV"), this,
                    [rows] { QApplication::clipboard()->setText(csvOfTable(rows)); });
    menu->addAction(tr("Copy as &Markdown"), this,
                    [markdown] { QApplication::clipboard()->setText(markdownOfTable(markdown)); });
    menu->addSeparator();
    menu->addAction(tr("Sa&ve as CSV…"), this,
                    [this, rows] { Q_EMIT saveRequested(u"table.csv"_s, csvOfTable(rows).toUtf8()); });
    menu->popup(below(target));
}

void TranscriptView::goToFootnote(const Target &target, const FootnoteTarget &footnote)
{
    MessageDocument *document = documentOf(target);
    const auto place = document ? document->find(footnote) : std::nullopt;
    if (!place)
        return;
    const TranscriptPosition position {m_model->messageAt(target.index.row()).id,
                                       {target.control.inReasoning, *place}};
    ensureVisible(position);
    select(position, position); // the keyboard goes on from here
}

void TranscriptView::copyMessage(int row, bool asMarkdown)
{
    MessageItem *item = m_items.build(row);
    if (!item)
        return;
    if (asMarkdown)
        QApplication::clipboard()->setText(m_model->messageAt(row).content);
    else
        QApplication::clipboard()->setMimeData(mimeDataOf(*item).release());
}

void TranscriptView::copy()
{
    if (m_selection.isEmpty()) {
        if (currentRow() >= 0)
            copyMessage(currentRow(), false);
        return;
    }
    takeSelection([this](const TranscriptSelection::Copy &copy) {
        QApplication::clipboard()->setMimeData(mimeDataOf(copy).release());
        if (m_copying->isSlow())
            Q_EMIT told(tr("%n message(s) have been copied.", nullptr, m_copying->size()));
    });
}

void TranscriptView::takeSelection(const std::function<void(const TranscriptSelection::Copy &)> &take)
{
    if (m_selection.isEmpty())
        return;
    delete m_copying;
    m_copying = new SelectionCopy(*m_model, m_items, m_selection, take, this);
    if (m_copying->isSlow())
        Q_EMIT told(tr("%n message(s) are being read…", nullptr, m_copying->size()));
    connect(m_copying, &SelectionCopy::abandoned, this,
            [this] { Q_EMIT told(tr("Nothing was copied: the conversation has changed.")); });
    m_copying->start();
}

// As it can be told without the work that a long conversation without code would make.
static bool mayHaveCode(const QString &markdown)
{
    return markdown.contains("```"_L1) || markdown.contains("~~~"_L1) || markdown.contains("    "_L1)
        || markdown.contains(u'\t');
}

QString TranscriptView::lastCodeBlock(int end)
{
    for (int row = qMin(end, m_layout.count()) - 1; row >= 0 && m_model->isLoaded(row); --row) {
        const Message &message = m_model->messageAt(row);
        if (message.role != Role::Assistant || !mayHaveCode(message.content))
            continue;
        MessageItem *item = m_items.build(row);
        if (const int block = item->content().lastCodeBlock(); block >= 0)
            return item->content().code(block);
    }
    return {};
}

void TranscriptView::offerPrimarySelection()
{
    QClipboard *clipboard = QApplication::clipboard();
    if (!clipboard->supportsSelection() || m_selection.isEmpty() || !m_selection.isLoaded())
        return;
    clipboard->setMimeData(m_selection.mimeData().release(), QClipboard::Selection);
}

void TranscriptView::showMenu(int row, QPoint globalPosition, const QString &link)
{
    if (!m_model->isLoaded(row))
        return;
    const Message message = m_model->messageAt(row);
    const MessageId id = message.id;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!link.isEmpty()) {
        menu->addAction(tr("Copy &Link"), this, [link] { QApplication::clipboard()->setText(link); });
        menu->addSeparator();
    }
    if (!m_selection.isEmpty())
        menu->addAction(tr("&Copy Selection"), this, &TranscriptView::copy);
    const auto copyRow = [this, id](bool asMarkdown) {
        if (const int now = m_model->rowOf(id); now >= 0)
            copyMessage(now, asMarkdown);
    };
    menu->addAction(tr("Copy &Message"), this, [copyRow] { copyRow(false); });
    menu->addAction(tr("Copy as Mark&down"), this, [copyRow] { copyRow(true); });
    menu->addAction(tr("Select &All"), this, &TranscriptView::selectAll);
    menu->addSeparator();
    if (message.role == Role::User)
        menu->addAction(tr("&Edit"), this, [this, id] { Q_EMIT editRequested(id); });
    if (message.role == Role::Assistant && message.state != ReplyState::Streaming) {
        menu->addAction(tr("&Retry"), this, [this, id] { Q_EMIT retryRequested(id); });
        if (isUnfinished(message) && row == m_model->rowCount() - 1)
            menu->addAction(tr("C&ontinue"), this, [this, id] { Q_EMIT continueRequested(id); });
    }
    QAction *milestone = menu->addAction(tr("Mile&stone"));
    milestone->setCheckable(true);
    milestone->setChecked(message.milestone);
    connect(milestone, &QAction::toggled, this, [this, id](bool isOn) { Q_EMIT milestoneToggled(id, isOn); });
    Q_EMIT contextMenuRequested(id, menu);
    menu->popup(globalPosition);
}

} // namespace bobbin
