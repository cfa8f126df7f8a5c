#pragma once

#include "net/completionbackend.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <utility>

namespace bobbin {

/// One HTTP request as it is written to the service, for people to read; its key is "$API_KEY".
struct RequestText {
    QByteArray method {};
    QUrl url {};
    QList<std::pair<QByteArray, QByteArray>> headers {}; ///< Those that the API needs.
    QByteArray body {}; ///< JSON, byte for byte as it is sent.

    friend bool operator==(const RequestText &, const RequestText &) = default;
};

/// What CompletionBackend::complete() sends for `request`, in this order. The endpoint's key is not used.
[[nodiscard]] QList<RequestText> requestTexts(const Endpoint &endpoint, const CompletionRequest &request,
                                              const ModelQuirks &quirks);

/// `request` as a command for a POSIX shell, which takes the key from the variable API_KEY.
[[nodiscard]] QString asCurl(const RequestText &request);

} // namespace bobbin
