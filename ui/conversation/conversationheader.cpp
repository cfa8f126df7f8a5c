#include "ui/conversationheader.h"

#include "session/temporaryconversation.h"
#include "ui/contextgauge.h"
#include "ui/modelpicker.h"
#include "ui/titleedit.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace bobbin {
using namespace Qt::StringLiterals;

ConversationHeader::ConversationHeader(ServiceRegistry &services, QWidget *parent)
    : QWidget(parent), m_title(new TitleEdit), m_model(new ModelPicker(services)),
      m_context(new ContextGauge), m_menuButton(new QToolButton), m_menu(new QMenu(this))
{
    m_title->setObjectName(u"title"_s);
    m_title->setAccessibleName(tr("Title"));
    m_title->setToolTip(tr("Click to rename"));
    connect(m_title, &TitleEdit::renamed, this, &ConversationHeader::renamed);

    connect(m_context, &ContextGauge::clicked, this, &ConversationHeader::contextClicked);

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
    m_title->setTitle(isTemporary(session)     ? tr("Temporary conversation")
                          : session.isStored() ? conversation.title
                                               : tr("New conversation"));
    m_title->setReadOnly(!session.isStored() || isTemporary(session));
    m_model->setChoice(conversation.service, session.model());
}

void ConversationHeader::editTitle()
{
    m_title->setFocus(Qt::ShortcutFocusReason);
    m_title->selectAll();
}

void ConversationHeader::finishRenaming() { m_title->finish(); }

void ConversationHeader::showContext(const ContextState &state) { m_context->setState(state); }

} // namespace bobbin
