#include "ui/keysofthisrun.h"

#include "session/serviceregistry.h"
#include "ui/plainwords.h"

#include <QCoreApplication>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::ServicePage)
};

} // namespace

bool offerToKeepForThisRun(ServiceRegistry &services, const QString &account, const QByteArray &secret,
                           const QString &reason, QWidget *parent)
{
    const auto answer = showPlainBox(QMessageBox::Question, parent, Tr::tr("The key could not be kept"),
                                     reason + u"\n\n"_s
                                         + Tr::tr("Keep the key in memory until Bobbin is closed? It "
                                                  "will not be written anywhere, and you will be "
                                                  "asked for it again next time."),
                                     QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Yes);
    if (answer != QMessageBox::Yes)
        return false;
    services.keyring().keepForThisRun(account, secret);
    return true;
}

} // namespace bobbin
