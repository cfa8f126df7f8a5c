#pragma once

#include "diskfault.h"

#include <QProcessEnvironment>
#include <QString>

namespace bobbin {

/// Decides what becomes of the disk operations of a program that has the library preloaded, while it runs.
class FaultyDisk final
{
public:
    /// Makes and maps the file `control`; only what is below `folder` is concerned.
    FaultyDisk(const QString &control, const QString &folder);
    ~FaultyDisk();
    Q_DISABLE_COPY_MOVE(FaultyDisk)

    /// Makes the program with this environment use the disk.
    void addTo(QProcessEnvironment &environment) const;

    /// `operations` more succeed; from then on the disk is as `kind` says.
    void fail(DiskFault::Kind kind, long long operations = 0);
    /// The disk works again.
    void mend();
    /// How many there were since restartCounting() of those that `kind` is about.
    [[nodiscard]] long long operations(DiskFault::Kind kind) const
    {
        return kind == DiskFault::Kind::Unreadable ? m_fault->reads : m_fault->operations;
    }
    void restartCounting() { m_fault->operations = m_fault->reads = 0; }

private:
    const QString m_control;
    const QString m_folder;
    DiskFault *m_fault = nullptr;
};

} // namespace bobbin
