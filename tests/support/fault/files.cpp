// Stands before the calls by which SQLite, and anything else, writes to files.
#include "fault/fault.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

using namespace varve::fault;

namespace {

constexpr const char* library = "libc.so.6";

/// A statement that runs in this thread is about to touch a file.
void touch(Point how) {
    if (current == nullptr) return;
    reach(how, *current);
    reach(Point::during, *current);
}

bool grows(int descriptor, off_t end) {
    struct stat file {};
    return ::fstat(descriptor, &file) == 0 && end > file.st_size;
}

off_t end_of_write(int descriptor, std::size_t size) {
    const bool append = (::fcntl(descriptor, F_GETFL) & O_APPEND) != 0;
    return ::lseek(descriptor, 0, append ? SEEK_END : SEEK_CUR) + static_cast<off_t>(size);
}

/// The disk is full, and the call would need more of it. With errno set.
bool refused(int descriptor, off_t end) {
    if (point() != Point::disk_full || !grows(descriptor, end) || !disk_is_full(descriptor))
        return false;
    errno = ENOSPC;
    return true;
}

} // namespace

#pragma GCC visibility push(default)
extern "C" {

ssize_t write(int descriptor, const void* data, size_t size) {
    static const auto next = real<decltype(::write)>("write", library);
    touch(Point::write);
    if (point() == Point::disk_full && refused(descriptor, end_of_write(descriptor, size)))
        return -1;
    return next(descriptor, data, size);
}

ssize_t writev(int descriptor, const iovec* pieces, int count) {
    static const auto next = real<decltype(::writev)>("writev", library);
    touch(Point::write);
    std::size_t size = 0;
    for (int i = 0; i < count; ++i) size += pieces[i].iov_len;
    if (point() == Point::disk_full && refused(descriptor, end_of_write(descriptor, size)))
        return -1;
    return next(descriptor, pieces, count);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
    static const auto next = real<decltype(::pwrite)>("pwrite", library);
    touch(Point::write);
    if (refused(descriptor, offset + static_cast<off_t>(size))) return -1;
    return next(descriptor, data, size, offset);
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
    static const auto next = real<decltype(::pwrite64)>("pwrite64", library);
    touch(Point::write);
    if (refused(descriptor, offset + static_cast<off64_t>(size))) return -1;
    return next(descriptor, data, size, offset);
}

int ftruncate(int descriptor, off_t size) noexcept {
    static const auto next = real<decltype(::ftruncate)>("ftruncate", library);
    touch(Point::write);
    return refused(descriptor, size) ? -1 : next(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
    static const auto next = real<decltype(::ftruncate64)>("ftruncate64", library);
    touch(Point::write);
    return refused(descriptor, size) ? -1 : next(descriptor, size);
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
    static const auto next = real<decltype(::fallocate)>("fallocate", library);
    touch(Point::write);
    return refused(descriptor, offset + size) ? -1 : next(descriptor, mode, offset, size);
}

int fallocate64(int descriptor, int mode, off64_t offset, off64_t size) {
    static const auto next = real<decltype(::fallocate64)>("fallocate64", library);
    touch(Point::write);
    return refused(descriptor, offset + size) ? -1 : next(descriptor, mode, offset, size);
}

int posix_fallocate(int descriptor, off_t offset, off_t size) {
    static const auto next = real<decltype(::posix_fallocate)>("posix_fallocate", library);
    touch(Point::write);
    return refused(descriptor, offset + size) ? ENOSPC : next(descriptor, offset, size);
}

int posix_fallocate64(int descriptor, off64_t offset, off64_t size) {
    static const auto next = real<decltype(::posix_fallocate64)>("posix_fallocate64", library);
    touch(Point::write);
    return refused(descriptor, offset + size) ? ENOSPC : next(descriptor, offset, size);
}

int fsync(int descriptor) {
    static const auto next = real<decltype(::fsync)>("fsync", library);
    touch(Point::sync);
    return next(descriptor);
}

int fdatasync(int descriptor) {
    static const auto next = real<decltype(::fdatasync)>("fdatasync", library);
    touch(Point::sync);
    return next(descriptor);
}

} // extern "C"
#pragma GCC visibility pop
