#pragma once

#include "core/strategy.h"
#include "net/completionerror.h"
#include "serviceerror.h"

namespace bobbin {

/// What a request named in the server, so that an error can be about its absence.
struct ServerTarget {
    Strategy strategy = Strategy::FullHistory;
    QString threadId {}; ///< Empty if the request named no container.
    QString assistant {};
};

struct Diagnosis {
    CompletionError error {};
    /// Something is missing, and only asking for the container can tell whether it is that.
    bool isInDoubt = false;
};

/// `error`, which makeError() made of `words`, as what it means for a request that named `target`.
///
/// A 404 is no proof that a container is gone: the model, the assistant, the route and much else can be
/// missing as well, and a container that is taken for lost is replaced. Hence a list of rules of which the
/// first that applies decides, the most exact ones first.
[[nodiscard]] Diagnosis diagnose(const CompletionError &error, const ServiceError &words,
                                 const ServerTarget &target);

/// Whether `diagnosis`, of the answer to a question for the container itself, says that it is gone.
[[nodiscard]] bool saysContainerIsGone(const Diagnosis &diagnosis);

} // namespace bobbin
