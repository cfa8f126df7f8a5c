#include "ui/welcomepage.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QPushButton *createButton(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return button;
}

QFont scaled(QFont font, double factor)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"welcome"_s);
    auto *title = new QLabel(tr("Welcome to Bobbin"));
    title->setFont(scaled(font(), 1.8));
    auto *promise = new QLabel(tr("Your conversations are kept on this computer, and you never lose the "
                                  "thread. How would you like to begin?"));
    promise->setWordWrap(true);

    QVBoxLayout *content = nullptr;
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(fontMetrics().height());
    layout->addStretch(1);
    layout->addWidget(title);
    layout->addWidget(promise);

    layout->addWidget(
        createCard(tr("OpenAI or another service"),
                   tr("Paste an API key. It goes into this system's keychain and nowhere else."), &content));
    auto *service = createButton(tr("Add a service…"), u"welcomeService"_s);
    connect(service, &QPushButton::clicked, this, &WelcomePage::serviceWanted);
    content->addWidget(service);

    layout->addWidget(createCard(tr("A server on this computer"),
                                 tr("Ollama, LM Studio, llama.cpp, vLLM and Jan are found by themselves."),
                                 &m_localContent));
    m_localState = new QLabel;
    m_localState->setForegroundRole(QPalette::PlaceholderText);
    m_localState->setWordWrap(true);
    m_localContent->addWidget(m_localState);
    auto *again = createButton(tr("Look again"), u"welcomeLocal"_s);
    connect(again, &QPushButton::clicked, this, &WelcomePage::searchLocalServers);
    m_localContent->addWidget(again);

    layout->addWidget(createCard(tr("Try it without a key"),
                                 tr("The practice service is a part of Bobbin. It is no language model: it "
                                    "knows this program and shows how everything works."),
                                 &content));
    auto *practice = createButton(tr("Start practising"), u"welcomePractice"_s);
    connect(practice, &QPushButton::clicked, this, &WelcomePage::practiceChosen);
    content->addWidget(practice);
    layout->addStretch(2);

    column->setMaximumWidth(fontMetrics().averageCharWidth() * 72);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->addStretch(1);
    row->addWidget(column, 8);
    row->addStretch(1);
    scroll->setWidget(centre);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);
}

QWidget *WelcomePage::createCard(const QString &title, const QString &text, QVBoxLayout **content)
{
    auto *card = new QFrame;
    card->setFrameShape(QFrame::StyledPanel);
    card->setAccessibleName(title);
    auto *heading = new QLabel(title);
    heading->setFont(scaled(font(), 1.15));
    auto *explanation = new QLabel(text);
    explanation->setWordWrap(true);
    *content = new QVBoxLayout(card);
    const int gap = fontMetrics().height() * 3 / 4;
    (*content)->setContentsMargins(gap, gap, gap, gap);
    (*content)->addWidget(heading);
    (*content)->addWidget(explanation);
    return card;
}

void WelcomePage::searchLocalServers()
{
    m_localState->setText(tr("Looking…"));
    m_localState->show();
    const QList<QPushButton *> old = findChildren<QPushButton *>(u"localServer"_s);
    qDeleteAll(old);
    auto *search = new LocalServerSearch(this);
    connect(search, &LocalServerSearch::found, this, [this](const LocalServer &server) {
        m_localState->hide();
        auto *button = createButton(
            tr("Use %1 (%n model(s))", nullptr, static_cast<int>(server.models.size())).arg(server.name),
            u"localServer"_s);
        connect(button, &QPushButton::clicked, this, [this, server] { Q_EMIT localServerChosen(server); });
        m_localContent->addWidget(button);
    });
    connect(search, &LocalServerSearch::finished, this, [this, search] {
        search->deleteLater();
        m_localState->setText(tr("None is running at the moment. Start one, then look again."));
    });
    search->start();
}

} // namespace bobbin
