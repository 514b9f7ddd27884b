#include "lock.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

using namespace varve;

// The file may have been removed, and another made in its place.
bool AcmeLock::names(int descriptor) const noexcept {
    struct stat opened {
    }, named{};
    return ::fstat(descriptor, &opened) == 0 && ::stat(file_.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

bool AcmeLock::try_acquire() {
    if (held_ >= 0) return true;
    const int descriptor = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        throw Error("the lock " + file_ +
                    " cannot be made: " + std::generic_category().message(errno));
    const auto size = static_cast<ssize_t>(who_.size());
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && names(descriptor) &&
        ::ftruncate(descriptor, 0) == 0 && ::write(descriptor, who_.data(), who_.size()) == size)
        held_ = descriptor;
    else
        ::close(descriptor);
    return held_ >= 0;
}

void AcmeLock::release() noexcept {
    if (held_ < 0) return;
    if (names(held_)) ::unlink(file_.c_str());
    ::close(held_);
    held_ = -1;
}

std::optional<LockHolder> AcmeLock::holder() {
    const int descriptor = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    std::array<char, 256> who{};
    const bool taken = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    const ssize_t size = ::read(descriptor, who.data(), who.size());
    ::close(descriptor);
    if (!taken || size < 0) return std::nullopt;
    return LockHolder{.who = std::string(who.data(), static_cast<std::size_t>(size))};
}

bool AcmeLock::break_lock() {
    return holder() && ::unlink(file_.c_str()) == 0;
}

void AcmeLock::verify() {
    if (held_ >= 0 && !names(held_)) throw LockLost("somebody removed the lock " + file_);
}
