#include "ui/sentdialog.h"

#include "core/enumnames.h"
#include "ui/figures.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QPlainTextEdit *createText(const QString &objectName, const QString &accessibleName)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(objectName);
    text->setAccessibleName(accessibleName);
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    return text;
}

} // namespace

SentDialog::SentDialog(const SentTurn &turn, QWidget *parent) : QDialog(parent), m_turn(turn)
{
    setObjectName(u"sentDialog"_s);
    setWindowTitle(turn.isComing ? tr("What will be sent") : tr("What was sent"));
    auto *about = new QLabel(facts());
    about->setObjectName(u"sentFacts"_s);
    about->setAccessibleName(tr("Figures"));
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *tabs = new QTabWidget;
    tabs->setAccessibleName(windowTitle());
    tabs->addTab(createMessages(), tr("&Messages"));
    tabs->addTab(createRequest(), tr("&Request"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *figures = buttons->addButton(tr("Model &figures…"), QDialogButtonBox::ResetRole);
    figures->setObjectName(u"modelFigures"_s);
    QPushButton *curl = buttons->addButton(tr("Copy as &curl"), QDialogButtonBox::ActionRole);
    curl->setObjectName(u"copyCurl"_s);
    QPushButton *body = buttons->addButton(tr("Copy the &body"), QDialogButtonBox::ActionRole);
    body->setObjectName(u"copyBody"_s);
    curl->setEnabled(!turn.requests.isEmpty());
    body->setEnabled(!turn.requests.isEmpty());
    connect(figures, &QPushButton::clicked, this, &SentDialog::modelFiguresWanted);
    connect(curl, &QPushButton::clicked, this, [this] {
        if (const RequestText *request = chosen())
            QApplication::clipboard()->setText(asCurl(*request));
    });
    connect(body, &QPushButton::clicked, this, [this] {
        if (const RequestText *request = chosen())
            QApplication::clipboard()->setText(QString::fromUtf8(request->body));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    setTabOrder(body, buttons->button(QDialogButtonBox::Close)); // else Tab passes it over
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 34);
}

QString SentDialog::facts() const
{
    const QLocale locale;
    QStringList lines;
    const QString service =
        m_turn.serviceName.isEmpty() ? tr("a service that was removed") : m_turn.serviceName;
    lines << tr("%1 at %2, context: %3").arg(m_turn.model, service, displayName(m_turn.strategy));
    if (!m_turn.isComing)
        lines.last() += u" · "_s + locale.toString(toLocalTime(m_turn.sentAt), QLocale::ShortFormat);
    QString tokens = (m_turn.isExact ? tr("%1 tokens, counted as the service counts them")
                                     : tr("About %1 tokens, by an estimate"))
                         .arg(locale.toString(m_turn.tokens));
    if (m_turn.window > 0)
        tokens += tr("; the model's window has %1, the prompt may have %2")
                      .arg(locale.toString(m_turn.window), locale.toString(m_turn.limit));
    lines << tokens;
    if (m_turn.usage.promptTokens)
        lines << tr("The service counted %1 and wrote %2.")
                     .arg(locale.toString(*m_turn.usage.promptTokens),
                          locale.toString(m_turn.usage.completionTokens.value_or(0)));
    if (m_turn.leftOut > 0)
        lines
            << (m_turn.hasSummary ? tr(
                    "%n earlier message(s) were left out, since they do not fit; a summary stands for them.",
                    nullptr, m_turn.leftOut)
                                  : tr("%n earlier message(s) were left out, since they do not fit.", nullptr,
                                       m_turn.leftOut));
    else if (m_turn.threadId.isEmpty())
        lines << tr("Nothing is left out.");
    if (!m_turn.threadId.isEmpty())
        lines << tr("The service holds what came before, as %1.").arg(m_turn.threadId);
    if (!m_turn.isWhole)
        lines << tr("Something of it was deleted since, and is not shown.");
    if (m_turn.needsNewThread)
        lines << tr(
            "The service will be given what came before first, as far as half of the window takes it.");
    if (m_turn.excess > 0)
        lines << tr("It cannot be sent: it is too long by %n token(s).", nullptr,
                    static_cast<int>(m_turn.excess));
    if (m_turn.cost.value_or(0) > 0)
        lines << (m_turn.isComing ? tr("The prompt costs %1.") : tr("It cost %1."))
                     .arg(shownCost(*m_turn.cost));
    for (const ContextNotice &notice : m_turn.notices)
        lines << describe(notice);
    if (!m_turn.error.isEmpty())
        lines << m_turn.error;
    return lines.join(u'\n');
}

QWidget *SentDialog::createMessages() const
{
    QPlainTextEdit *text = createText(u"sentMessages"_s, tr("Messages"));
    QStringList parts;
    const auto add = [&parts](const QString &writer, const QString &content) {
        parts << u"── "_s + writer + u" ──\n"_s + content;
    };
    if (!m_turn.instructions.isEmpty())
        add(tr("Instructions"), m_turn.instructions);
    for (const ChatMessage &message : m_turn.messages)
        add(displayName(message.role), message.content);
    text->setPlainText(parts.isEmpty() ? tr("Nothing but the wish for a reply: the service has everything.")
                                       : parts.join(u"\n\n"_s));
    return text;
}

QWidget *SentDialog::createRequest()
{
    auto *page = new QWidget;
    m_requests = new QComboBox;
    m_requests->setObjectName(u"sentRequests"_s);
    m_requests->setAccessibleName(tr("Requests"));
    for (const RequestText &request : m_turn.requests)
        m_requests->addItem(QString::fromLatin1(request.method) + u' ' + request.url.toDisplayString());
    m_request = createText(u"sentRequest"_s, tr("Request"));
    m_request->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_request->setLineWrapMode(QPlainTextEdit::NoWrap);
    connect(m_requests, &QComboBox::currentIndexChanged, this, &SentDialog::showRequest);
    auto *layout = new QVBoxLayout(page);
    layout->addWidget(m_requests);
    layout->addWidget(m_request, 1);
    showRequest(0);
    return page;
}

const RequestText *SentDialog::chosen() const
{
    const int index = m_requests->currentIndex();
    return index >= 0 && index < m_turn.requests.size() ? &m_turn.requests.at(index) : nullptr;
}

// The body is shown in lines, for reading; what is copied is what is sent.
void SentDialog::showRequest(int index)
{
    if (index < 0 || index >= m_turn.requests.size())
        return;
    const RequestText &request = m_turn.requests.at(index);
    QString text = QString::fromLatin1(request.method) + u' ' + request.url.toDisplayString() + u'\n';
    for (const auto &[name, value] : request.headers)
        text += QString::fromLatin1(name) + u": "_s + QString::fromLatin1(value) + u'\n';
    text += u'\n' + QString::fromUtf8(QJsonDocument::fromJson(request.body).toJson(QJsonDocument::Indented));
    m_request->setPlainText(text);
}

} // namespace bobbin
