#pragma once

#include "faultrun.h"

#include <QMap>

namespace bobbin {

/// The document of all faults and of what came of them: a table for each API.
class FaultDocument
{
public:
    void add(ApiKind kind, const Fault &fault, const FaultOutcome &outcome);
    [[nodiscard]] QString text() const;
    [[nodiscard]] qsizetype rows(ApiKind kind) const { return m_rows.value(kind).size(); }

private:
    QMap<ApiKind, QStringList> m_rows;
};

} // namespace bobbin
