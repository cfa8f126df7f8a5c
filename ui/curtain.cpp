#include "ui/curtain.h"

#include "ui/unlockdialog.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

#include <algorithm>
#include <utility>

namespace bobbin {

// Lies over everything that is in a window, and takes the place of its title, which may be that of a
// conversation.
class Cover final : public QLabel
{
public:
    explicit Cover(QWidget *window) : QLabel(UnlockDialog::tr("Bobbin is locked"), window)
    {
        setObjectName(QStringLiteral("cover"));
        setAutoFillBackground(true);
        setAlignment(Qt::AlignCenter);
        m_title = window->windowTitle();
        window->setWindowTitle(text());
        window->installEventFilter(this);
        setGeometry(window->rect());
        show();
        raise();
    }

    void lift()
    {
        window()->removeEventFilter(this);
        window()->setWindowTitle(m_title);
        hide();
        deleteLater();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        switch (event->type()) {
        case QEvent::Resize:
            setGeometry(parentWidget()->rect());
            break;
        case QEvent::ChildPolished:
            raise();
            break;
        case QEvent::WindowTitleChange:
            if (parentWidget()->windowTitle() != text()) {
                m_title = parentWidget()->windowTitle();
                parentWidget()->setWindowTitle(text());
            }
            break;
        default:
            break;
        }
        return QLabel::eventFilter(watched, event);
    }

private:
    QString m_title; // that the window would have
};

QList<QWidget *> shownWindows()
{
    QList<QWidget *> windows;
    for (QWidget *window : QApplication::topLevelWidgets()) {
        const Qt::WindowType type = window->windowType();
        if (window->isVisible() && (type == Qt::Window || type == Qt::Dialog || type == Qt::Sheet))
            windows.append(window);
    }
    return windows;
}

Curtain::Curtain(const HistoryKey &key, QWidget *window) : QObject(window), m_key(key), m_window(window) { }

Curtain::~Curtain() = default;

bool Curtain::isDrawn() const { return m_dialog; }

QWidget *Curtain::dialog() const { return m_dialog; }

void Curtain::draw()
{
    if (m_dialog)
        return;
    while (QWidget *menu = QApplication::activePopupWidget()) {
        if (!menu->close())
            break;
    }
    for (QWidget *window : shownWindows())
        cover(window);
    qApp->installEventFilter(this);
    m_dialog = new UnlockDialog(m_key, m_window);
    connect(m_dialog, &QDialog::accepted, this, &Curtain::lift);
    askInFront();
}

bool Curtain::isCovered(const QWidget *window) const
{
    return std::any_of(m_covers.cbegin(), m_covers.cend(), [window](const QPointer<Cover> &cover) {
        return cover && cover->parentWidget() == window;
    });
}

void Curtain::cover(QWidget *window) { m_covers.append(new Cover(window)); }

// A modal dialog that came later would keep the user from the one for the passphrase.
void Curtain::askInFront()
{
    if (!m_dialog)
        return;
    m_dialog->hide();
    m_dialog->setWindowModality(Qt::ApplicationModal);
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

bool Curtain::eventFilter(QObject *watched, QEvent *event)
{
    auto *window = event->type() == QEvent::Show ? qobject_cast<QWidget *>(watched) : nullptr;
    if (window && window != m_dialog && shownWindows().contains(window) && !isCovered(window)) {
        cover(window);
        QMetaObject::invokeMethod(this, &Curtain::askInFront, Qt::QueuedConnection);
    }
    return false;
}

void Curtain::lift()
{
    qApp->removeEventFilter(this);
    m_dialog->deleteLater();
    m_dialog.clear();
    for (const QPointer<Cover> &cover : std::exchange(m_covers, {})) {
        if (cover)
            cover->lift();
    }
}

} // namespace bobbin
