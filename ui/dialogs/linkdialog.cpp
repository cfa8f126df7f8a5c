#include "ui/linkdialog.h"

#include "core/hiddencharacters.h"
#include "core/linktarget.h"
#include "ui/plainwords.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QPushButton>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::LinkDialog)
};

QPushButton *addButton(QMessageBox *box, const QString &text, QMessageBox::ButtonRole role,
                       const QString &objectName)
{
    QPushButton *button = box->addButton(text, role);
    button->setObjectName(objectName);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAutoDefault(false); // nobody is to open it by pressing Enter
    return button;
}

} // namespace

void askBeforeOpening(const QString &text, const QString &address, QWidget *window)
{
    constexpr qsizetype longest = 300; // characters of a text that may be of any length
    const LinkTarget target = LinkTarget::of(address);
    auto *box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"linkDialog"_s);
    box->setAccessibleName(Tr::tr("Link to another place"));
    box->setWindowTitle(Tr::tr("Link to another place"));
    box->setIcon(QMessageBox::Warning);
    setPlainWords(*box, Tr::tr("This link leads to %1, and its text says something else.").arg(target.host),
                  Tr::tr("It says:\n%1\n\nIt leads to:\n%2")
                      .arg(spelledOut(text.left(longest)), spelledOut(target.url.toString().left(longest))));
    QPushButton *open =
        addButton(box, Tr::tr("&Open %1").arg(target.host), QMessageBox::AcceptRole, u"openLink"_s);
    QPushButton *copy = addButton(box, Tr::tr("&Copy the address"), QMessageBox::ActionRole, u"copyLink"_s);
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    QObject::connect(open, &QPushButton::clicked, box,
                     [url = target.url] { QDesktopServices::openUrl(url); });
    QObject::connect(copy, &QPushButton::clicked, box,
                     [address] { QGuiApplication::clipboard()->setText(address); });
    box->open();
}

} // namespace bobbin
