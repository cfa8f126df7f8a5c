#include "ui/temporarybar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bobbin {

using namespace Qt::StringLiterals;

TemporaryBar::TemporaryBar(QWidget *parent)
    : QFrame(parent), m_label(new QLabel), m_keep(new QPushButton(tr("&Keep this conversation")))
{
    setObjectName(u"temporaryBar"_s);
    setAccessibleName(tr("Temporary conversation"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_keep->setObjectName(u"keepTemporary"_s);
    m_keep->setAccessibleName(tr("Keep this conversation"));
    connect(m_keep, &QPushButton::clicked, this, &TemporaryBar::keepWanted);
    auto *close = new QPushButton(tr("&Close it"));
    close->setObjectName(u"closeTemporary"_s);
    close->setAccessibleName(tr("Close the temporary conversation"));
    connect(close, &QPushButton::clicked, this, &TemporaryBar::closeWanted);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_keep);
    layout->addWidget(close);
    hide();
}

void TemporaryBar::setState(bool canBeKept, bool staysOnServer)
{
    const QString what = tr("This conversation is only in memory. It is gone when you close it or Bobbin.");
    const QString text = staysOnServer ? what + u' '
            + tr("Its service keeps it as a thread until you close it here, and for good if you close Bobbin "
                 "first; choose another one if it must not.")
                                       : what;
    m_label->setText(text);
    setAccessibleDescription(text);
    m_keep->setEnabled(canBeKept);
}

} // namespace bobbin
