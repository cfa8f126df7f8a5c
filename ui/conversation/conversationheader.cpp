#include "ui/conversationheader.h"

#include "ui/modelpicker.h"
#include "ui/titleedit.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString shortNumber(qint64 number)
{
    if (number < 1000)
        return QLocale().toString(number);
    return ConversationHeader::tr("%1k", "thousands of tokens")
        .arg(QLocale().toString(double(number) / 1000, 'f', 1));
}

} // namespace

ConversationHeader::ConversationHeader(ServiceRegistry &services, QWidget *parent)
    : QWidget(parent), m_title(new TitleEdit), m_model(new ModelPicker(services)),
      m_context(new QProgressBar), m_menuButton(new QToolButton), m_menu(new QMenu(this))
{
    m_title->setObjectName(u"title"_s);
    m_title->setAccessibleName(tr("Title"));
    m_title->setToolTip(tr("Click to rename"));
    connect(m_title, &TitleEdit::renamed, this, &ConversationHeader::renamed);

    m_context->setObjectName(u"context"_s);
    m_context->setAccessibleName(tr("Context"));
    m_context->setTextVisible(true);
    m_context->setRange(0, 1);
    m_context->setValue(0);
    m_context->setFixedWidth(fontMetrics().horizontalAdvance(u"≈ 888.8k tokens ww"_s));

    m_menuButton->setObjectName(u"conversationMenu"_s);
    m_menuButton->setAccessibleName(tr("Conversation menu"));
    m_menuButton->setText(u"⋮"_s);
    m_menuButton->setAutoRaise(true);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(m_menu);
    m_menuButton->setFocusPolicy(Qt::TabFocus);

    auto *layout = new QHBoxLayout(this);
    const int gap = fontMetrics().height() / 2;
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_model);
    layout->addWidget(m_context);
    layout->addWidget(m_menuButton);
}

void ConversationHeader::showSession(const ChatSession &session)
{
    const Conversation &conversation = session.conversation();
    m_title->setTitle(session.isStored() ? conversation.title : tr("New conversation"));
    m_title->setReadOnly(!session.isStored());
    m_model->setChoice(conversation.service, session.model());
}

void ConversationHeader::showContext(const ContextSize &size)
{
    const QString tokens = (size.isExact ? QString() : size.isWhole ? u"≈ "_s : u"> "_s) + shortNumber(size.tokens);
    m_context->setFormat(tr("%1 tokens").arg(tokens));
    const QString description = size.isExact
        ? tr("The conversation has %1 tokens, as its service counted them.")
              .arg(QLocale().toString(size.tokens))
        : (size.isWhole ? tr("The next request carries about %1 tokens, by an estimate.")
                        : tr("The next request carries more than about %1 tokens, by an estimate."))
              .arg(QLocale().toString(size.tokens));
    m_context->setToolTip(description);
    m_context->setAccessibleDescription(description);
}

} // namespace bobbin
