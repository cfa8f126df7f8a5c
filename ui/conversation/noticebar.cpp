#include "ui/noticebar.h"

#include "ui/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

QString labelOf(Notice::Action action)
{
    switch (action) {
    case Notice::Action::Retry:
        return NoticeBar::tr("Retry");
    case Notice::Action::RetryNow:
        return NoticeBar::tr("Try now");
    case Notice::Action::Continue:
        return NoticeBar::tr("Continue");
    case Notice::Action::Stop:
        return NoticeBar::tr("Stop trying");
    case Notice::Action::OpenServices:
    case Notice::Action::OpenNetwork:
        return NoticeBar::tr("Open settings");
    case Notice::Action::ChooseModel:
        return NoticeBar::tr("Choose a model");
    case Notice::Action::SaveReply:
        return NoticeBar::tr("Save the reply as…");
    case Notice::Action::ShowCertificate:
        return NoticeBar::tr("Look at the certificate");
    case Notice::Action::Dismiss:
        return NoticeBar::tr("Dismiss");
    }
    Q_UNREACHABLE();
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent) : QFrame(parent), m_label(new QLabel), m_buttons(new QHBoxLayout)
{
    setObjectName(u"notice"_s);
    setAccessibleName(tr("Notice"));
    setAutoFillBackground(true);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_label, 1);
    layout->addLayout(m_buttons);
    hide();
}

QString NoticeBar::text() const { return m_label->text(); }

void NoticeBar::setNotice(const Notice &notice)
{
    const bool hasOtherActions = notice.actions != m_notice.actions || notice.kind != m_notice.kind;
    m_notice = notice;
    m_label->setText(notice.text);
    if (hasOtherActions) {
        while (QLayoutItem *item = m_buttons->takeAt(0)) {
            item->widget()->deleteLater();
            delete item;
        }
        for (const Notice::Action action : notice.actions) {
            auto *button = new QPushButton(labelOf(action));
            button->setAccessibleName(button->text());
            connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
            m_buttons->addWidget(button);
        }
        updateColors();
    }
    setVisible(notice.kind != Notice::Kind::None);
    if (isVisible() && hasOtherActions) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        updateColors();
}

void NoticeBar::updateColors()
{
    const bool dark = isDark(parentWidget() ? parentWidget()->palette() : palette());
    const bool isError = m_notice.kind == Notice::Kind::Error;
    const QColor light = isError ? QColor(0xfd, 0xe8, 0xe6) : QColor(0xe7, 0xf0, 0xfb);
    const QColor night = isError ? QColor(0x4a, 0x25, 0x25) : QColor(0x22, 0x35, 0x4c);
    QPalette colors = parentWidget() ? parentWidget()->palette() : palette();
    colors.setColor(QPalette::Window, dark ? night : light);
    setPalette(colors);
}

} // namespace bobbin
