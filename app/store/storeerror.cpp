#include "store/storeerror.h"

#include <QCoreApplication>

namespace bobbin {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::StoreError)
};

} // namespace

bool mayPass(const StoreError &error)
{
    using Kind = StoreError::Kind;
    switch (error.kind) {
    case Kind::CannotOpen:
    case Kind::CannotCopy:
    case Kind::InUse:
    case Kind::DiskFull:
    case Kind::ReadOnly:
    case Kind::DiskFailed:
        return true;
    case Kind::CopyExists:
    case Kind::TooNew:
    case Kind::NotADatabase:
    case Kind::Locked:
    case Kind::CannotDecrypt:
    case Kind::NotFinished:
    case Kind::NotMigrated:
    case Kind::Damaged:
    case Kind::BeingAnswered:
    case Kind::NotFound:
    case Kind::Interrupted:
    case Kind::QueryFailed:
        return false;
    }
    Q_UNREACHABLE();
}

QString explain(const StoreError &error)
{
    using Kind = StoreError::Kind;
    switch (error.kind) {
    case Kind::CannotOpen:
        return Tr::tr("The history could not be opened (%1). Check that the folder exists and that you may "
                      "write to it.")
            .arg(error.detail);
    case Kind::CopyExists:
        return Tr::tr("There is a file %1 already. Choose another name, or move it away.").arg(error.detail);
    case Kind::CannotCopy:
        return Tr::tr(
                   "The copy %1 could not be written. Check that its folder exists and that you may write to "
                   "it.")
            .arg(error.detail);
    case Kind::InUse:
        return Tr::tr("The history is in use by another program (%1). Close it and try again.")
            .arg(error.detail);
    case Kind::TooNew:
        return Tr::tr("The history was written by a newer version of Bobbin and has been left as it is (%1). "
                      "Install that version to open it.")
            .arg(error.detail);
    case Kind::NotADatabase:
        return Tr::tr("The file is not a history of Bobbin and has been left as it is (%1). Move it away, or "
                      "choose another folder. If it was one, bobbin --recover brings back what can be read.")
            .arg(error.detail);
    case Kind::Locked:
        return Tr::tr("The history is encrypted (%1). Its passphrase is needed to open it.")
            .arg(error.detail);
    case Kind::CannotDecrypt:
        return Tr::
            tr("The history is encrypted, and this build of Bobbin cannot decrypt it (%1). It has been "
               "left as it is. A Bobbin that was built with encryption opens it; --diagnostics says which "
               "one is.")
                .arg(error.detail);
    case Kind::NotFinished:
        return Tr::tr(
                   "The change of the history is prepared but could not be finished (%1). Check that you may "
                   "write to its folder. Bobbin finishes it when it opens the history; nothing is lost.")
            .arg(error.detail);
    case Kind::NotMigrated:
        return Tr::tr(
                   "The history could not be brought to the form that this version of Bobbin needs, and is "
                   "as it was (%1). The version before this one can still open it.")
            .arg(error.detail);
    case Kind::Damaged:
        return Tr::tr("The history is damaged (%1). Start Bobbin again, or run bobbin --recover: what can be "
                      "read is brought back, and the damaged file is kept.")
            .arg(error.detail);
    case Kind::DiskFull:
        return Tr::tr("The disk is full. Free some space and try again; nothing that was saved is lost.");
    case Kind::ReadOnly:
        return Tr::tr("The history cannot be written to (%1). Check the permissions of the data folder.")
            .arg(error.detail);
    case Kind::DiskFailed:
        return Tr::
            tr("The disk reports an error (%1). Check that it is connected and works; nothing that was saved "
               "before is lost.")
                .arg(error.detail);
    case Kind::BeingAnswered:
        return Tr::tr("A reply is being received. Try again when it has ended.");
    case Kind::NotFound:
        return Tr::tr("This is no longer in the history.");
    case Kind::Interrupted:
        return Tr::tr("Cancelled.");
    case Kind::QueryFailed:
        break;
    }
    return Tr::tr("The history could not be read or written (%1).").arg(error.detail);
}

} // namespace bobbin
