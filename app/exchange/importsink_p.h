#pragma once

#include "core/result.h"
#include "exchange/exchangeerror.h"
#include "store/storeerror.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace bobbin {

/// Takes the parts of a file as JsonStream reads them, checks them and, given a store, stores them.
///
/// A file is read twice: the first time without a store, so that a file that is broken anywhere changes
/// nothing.
class ImportSink
{
public:
    virtual ~ImportSink();
    [[nodiscard]] virtual QStringList parts() const = 0;
    [[nodiscard]] virtual QStringList arraysWithHead() const { return {}; }
    virtual Status<ExchangeError> takePart(const QString &path, const QJsonValue &value) = 0;
    virtual Status<ExchangeError> takeHead(const QString &, const QJsonObject &) { return Ok; }
    /// Is given the document without its parts when all of it has been read.
    virtual Status<ExchangeError> finish(const QJsonValue &root) = 0;
    /// Leaves the history as it was before this file.
    [[nodiscard]] virtual Status<StoreError> undo() { return Ok; }
};

} // namespace bobbin
