#pragma once

#include "core/service.h"

namespace bobbin {

// What is entered for a service, as text.

/// The headers of `service` as "Name: value", one a line.
[[nodiscard]] QString headersText(const Service &service);
/// Those that `text` has in this form, whatever their names are.
[[nodiscard]] QList<std::pair<QString, QString>> headersFrom(const QString &text);

/// The host of the address that was typed as the network reads it, if that is not what one sees.
[[nodiscard]] QString hostReadOtherwise(const QString &typed);

/// What is wrong with the address or the headers of `service`, in the user's language; empty if nothing is.
/// What may be a key is not repeated.
[[nodiscard]] QString whyNotSave(const Service &service);

} // namespace bobbin
