// Preloaded into a program (LD_PRELOAD), a disk that fails as a DiskFault says: it stands between the program
// and the C library, so that the program, SQLite and Qt are those that users run.
#include "diskfault.h"

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using bobbin::DiskFault;

template<typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

DiskFault *mapFault()
{
    const char *path = std::getenv(DiskFault::fileVariable);
    if (!path)
        return nullptr;
    static const auto openNext = next<int (*)(const char *, int, ...)>("open64");
    const int file = openNext(path, O_RDWR);
    if (file < 0)
        return nullptr;
    void *memory = mmap(nullptr, sizeof(DiskFault), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<DiskFault *>(memory);
}

// Looked for until it is there: a test that is itself preloaded reads files before it makes this one.
DiskFault *fault()
{
    static std::atomic<DiskFault *> mapped = nullptr;
    if (!mapped)
        mapped = mapFault();
    return mapped;
}

bool concerns(const char *path)
{
    static const char *const folder = std::getenv(DiskFault::folderVariable);
    return path && folder && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

bool concerns(int file)
{
    char link[64];
    char path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    return concerns(path);
}

enum class Operation { Write, Cut, Synchronise, Create, Remove };

// The error that the operation fails with, 0 if it is to be done.
int errorOf(Operation operation, bool *isFirst = nullptr)
{
    DiskFault *disk = fault();
    if (!disk)
        return 0;
    ++disk->operations;
    const DiskFault::Kind kind = disk->kind;
    if (kind == DiskFault::Kind::None || kind == DiskFault::Kind::Unreadable)
        return 0;
    const long long left = disk->after--;
    if (left > 0)
        return 0;
    if (isFirst)
        *isFirst = left == 0;
    switch (kind) {
    case DiskFault::Kind::None:
    case DiskFault::Kind::Unreadable:
        return 0;
    case DiskFault::Kind::Kill:
        raise(SIGKILL);
        return EINTR;
    case DiskFault::Kind::NoSpace:
    case DiskFault::Kind::ShortWrite:
        return operation == Operation::Write || operation == Operation::Create ? ENOSPC : 0;
    case DiskFault::Kind::InputOutput:
        return operation == Operation::Remove ? 0 : EIO;
    case DiskFault::Kind::ReadOnly:
        return EROFS;
    case DiskFault::Kind::Slow:
        usleep(20'000);
        return 0;
    }
    return 0;
}

bool isRefused(Operation operation)
{
    const int error = errorOf(operation);
    if (error != 0)
        errno = error;
    return error != 0;
}

// How many of `size` bytes are to be written, or -1 with errno set.
ssize_t allowed(int file, size_t size)
{
    if (!concerns(file))
        return static_cast<ssize_t>(size);
    bool isFirst = false;
    const int error = errorOf(Operation::Write, &isFirst);
    if (error == 0)
        return static_cast<ssize_t>(size);
    if (isFirst && size > 1 && fault()->kind == DiskFault::Kind::ShortWrite)
        return static_cast<ssize_t>(size / 2);
    errno = error;
    return -1;
}

bool isUnreadable(int file)
{
    DiskFault *disk = fault();
    if (!disk || !concerns(file))
        return false;
    ++disk->reads;
    if (disk->kind != DiskFault::Kind::Unreadable || disk->after-- > 0)
        return false;
    errno = EIO;
    return true;
}

int openFile(const char *name, const char *path, int flags, mode_t mode)
{
    const bool isChange = (flags & O_ACCMODE) != O_RDONLY;
    if (isChange && concerns(path)) {
        // A file that is there takes no space before something is written to it.
        const bool isNew = (flags & O_CREAT) != 0 && access(path, F_OK) != 0;
        if (isRefused(isNew ? Operation::Create : Operation::Cut))
            return -1;
    }
    return next<int (*)(const char *, int, ...)>(name)(path, flags, mode);
}

int openFileAt(const char *name, int folder, const char *path, int flags, mode_t mode)
{
    const bool isChange = (flags & O_ACCMODE) != O_RDONLY;
    if (isChange && concerns(path)) {
        const bool isNew = (flags & O_CREAT) != 0 && access(path, F_OK) != 0;
        if (isRefused(isNew ? Operation::Create : Operation::Cut))
            return -1;
    }
    return next<int (*)(int, const char *, int, ...)>(name)(folder, path, flags, mode);
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

} // namespace

extern "C" {

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFile("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFile("open64", path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFileAt("openat", folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openFileAt("openat64", folder, path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t size)
{
    static const auto function = next<ssize_t (*)(int, const void *, size_t)>("write");
    const ssize_t count = allowed(file, size);
    return count < 0 ? -1 : function(file, bytes, static_cast<size_t>(count));
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset)
{
    static const auto function = next<ssize_t (*)(int, const void *, size_t, off_t)>("pwrite");
    const ssize_t count = allowed(file, size);
    return count < 0 ? -1 : function(file, bytes, static_cast<size_t>(count), offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset)
{
    static const auto function = next<ssize_t (*)(int, const void *, size_t, off64_t)>("pwrite64");
    const ssize_t count = allowed(file, size);
    return count < 0 ? -1 : function(file, bytes, static_cast<size_t>(count), offset);
}

ssize_t read(int file, void *bytes, size_t size)
{
    static const auto function = next<ssize_t (*)(int, void *, size_t)>("read");
    return isUnreadable(file) ? -1 : function(file, bytes, size);
}

ssize_t pread(int file, void *bytes, size_t size, off_t offset)
{
    static const auto function = next<ssize_t (*)(int, void *, size_t, off_t)>("pread");
    return isUnreadable(file) ? -1 : function(file, bytes, size, offset);
}

ssize_t pread64(int file, void *bytes, size_t size, off64_t offset)
{
    static const auto function = next<ssize_t (*)(int, void *, size_t, off64_t)>("pread64");
    return isUnreadable(file) ? -1 : function(file, bytes, size, offset);
}

int fsync(int file)
{
    static const auto function = next<int (*)(int)>("fsync");
    return concerns(file) && isRefused(Operation::Synchronise) ? -1 : function(file);
}

int fdatasync(int file)
{
    static const auto function = next<int (*)(int)>("fdatasync");
    return concerns(file) && isRefused(Operation::Synchronise) ? -1 : function(file);
}

int ftruncate(int file, off_t length) noexcept
{
    static const auto function = next<int (*)(int, off_t)>("ftruncate");
    return concerns(file) && isRefused(Operation::Cut) ? -1 : function(file, length);
}

int ftruncate64(int file, off64_t length) noexcept
{
    static const auto function = next<int (*)(int, off64_t)>("ftruncate64");
    return concerns(file) && isRefused(Operation::Cut) ? -1 : function(file, length);
}

int rename(const char *from, const char *to) noexcept
{
    static const auto function = next<int (*)(const char *, const char *)>("rename");
    return concerns(to) && isRefused(Operation::Cut) ? -1 : function(from, to);
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned int flags) noexcept
{
    static const auto function =
        next<int (*)(int, const char *, int, const char *, unsigned int)>("renameat2");
    return concerns(to) && isRefused(Operation::Cut) ? -1 : function(fromFolder, from, toFolder, to, flags);
}

int unlink(const char *path) noexcept
{
    static const auto function = next<int (*)(const char *)>("unlink");
    return concerns(path) && isRefused(Operation::Remove) ? -1 : function(path);
}

int mkdir(const char *path, mode_t mode) noexcept
{
    static const auto function = next<int (*)(const char *, mode_t)>("mkdir");
    return concerns(path) && isRefused(Operation::Create) ? -1 : function(path, mode);
}

} // extern "C"
