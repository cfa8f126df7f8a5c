#include "faultydisk.h"

#include <QFile>

#include <new>

#include <sys/mman.h>

namespace bobbin {

using namespace Qt::StringLiterals;

FaultyDisk::FaultyDisk(const QString &control, const QString &folder) : m_control(control), m_folder(folder)
{
    QFile file(control);
    if (!file.open(QIODevice::ReadWrite) || !file.resize(sizeof(DiskFault)))
        qFatal("no file to control the disk with: %s", qPrintable(control));
    // A mapping of QFile's ends with the QFile.
    void *memory = mmap(nullptr, sizeof(DiskFault), PROT_READ | PROT_WRITE, MAP_SHARED, file.handle(), 0);
    if (memory == MAP_FAILED)
        qFatal("cannot map %s", qPrintable(control));
    m_fault = new (memory) DiskFault;
}

FaultyDisk::~FaultyDisk()
{
    mend();
    munmap(m_fault, sizeof(DiskFault));
}

void FaultyDisk::addTo(QProcessEnvironment &environment) const
{
    environment.insert(u"LD_PRELOAD"_s, QStringLiteral(FAULTY_DISK_LIBRARY));
    environment.insert(QString::fromLatin1(DiskFault::fileVariable), m_control);
    environment.insert(QString::fromLatin1(DiskFault::folderVariable), m_folder);
}

void FaultyDisk::fail(DiskFault::Kind kind, long long operations)
{
    m_fault->kind = DiskFault::Kind::None;
    m_fault->after = operations;
    m_fault->kind = kind;
}

void FaultyDisk::mend() { m_fault->kind = DiskFault::Kind::None; }

} // namespace bobbin
