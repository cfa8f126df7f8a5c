#include "exchange/exchangeerror.h"

#include <QCoreApplication>

namespace bobbin {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::ExchangeError)
};

} // namespace

QString explain(const ExchangeError &error, const QString &file)
{
    using Kind = ExchangeError::Kind;
    switch (error.kind) {
    case Kind::CannotRead:
        return Tr::tr("%1 could not be read (%2).").arg(file, error.detail);
    case Kind::CannotWrite:
        return Tr::tr("%1 could not be written (%2). Choose another place or free some space.")
            .arg(file, error.detail);
    case Kind::Malformed:
        return Tr::tr("%1 was not imported: %2. Nothing was changed.").arg(file, error.detail);
    case Kind::TooNew:
        return Tr::tr("%1 was written by a newer version of Bobbin. Install that version to import it. "
                      "Nothing was changed.")
            .arg(file);
    case Kind::StoreFailed:
        return error.detail;
    case Kind::Cancelled:
        return Tr::tr("Cancelled. Nothing was changed.");
    case Kind::NotUndone:
        return Tr::tr(
                   "%1 was not imported, but a part of it is in the history, since it could not be removed "
                   "again: %2")
            .arg(file, error.detail);
    }
    Q_UNREACHABLE();
}

} // namespace bobbin
