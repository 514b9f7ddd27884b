#include "file_lock.hpp"

#include "varve/log.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace varve::sqlite {

namespace {

constexpr std::string_view usual_history = "varve_history";
constexpr int most_attempts = 100;

std::string now() {
    const std::time_t seconds = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%SZ", &parts)};
}

// A history's name may be any text; a file's may not.
std::string file_name_part(std::string_view name) {
    std::string part;
    for (const char c : name) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        part += plain ? std::string(1, c) : '%' + std::to_string(static_cast<unsigned char>(c));
    }
    return part;
}

DatabaseError::Kind kind_of(int number) {
    if (number == ENOSPC || number == EDQUOT) return DatabaseError::Kind::disk_full;
    if (number == EROFS) return DatabaseError::Kind::read_only;
    if (number == EACCES || number == EPERM) return DatabaseError::Kind::permission;
    return DatabaseError::Kind::other;
}

std::string hint_for(DatabaseError::Kind kind) {
    const std::string where = "it lies next to the database, where SQLite too makes its files; ";
    if (kind == DatabaseError::Kind::disk_full) return where + "free some space, or inodes, there";
    return where + "that folder must be writable for this user";
}

} // namespace

FileLock::Descriptor::Descriptor(Descriptor&& other) noexcept
    : number_(std::exchange(other.number_, -1)) {}

FileLock::Descriptor& FileLock::Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

FileLock::Descriptor::~Descriptor() {
    if (is_open()) ::close(number_);
}

FileLock::FileLock(std::filesystem::path file, std::filesystem::path database, LockRequest request)
    : file_(std::move(file)), database_(std::move(database)), request_(std::move(request)) {}

FileLock::~FileLock() {
    FileLock::release();
}

void FileLock::fail(const char* deed) const {
    const int number = errno;
    throw DatabaseError({.kind = kind_of(number),
                         .message = std::string("cannot ") + deed + " the migration lock's file " +
                                    file_.string() + ": " + std::generic_category().message(number),
                         .native_code = number,
                         .hint = hint_for(kind_of(number))});
}

FileLock::Descriptor FileLock::open_existing() const {
    return Descriptor(::open(file_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
}

// Opened without O_CREAT first: with it, Linux may refuse a file of somebody else's in a folder
// that all may write to (fs.protected_regular).
FileLock::Descriptor FileLock::open_or_make() const {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        if (Descriptor existing = open_existing(); existing.is_open()) return existing;
        if (errno != ENOENT) fail("open");
        Descriptor made(
            ::open(file_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!made.is_open()) {
            if (errno == EEXIST) continue;
            fail("make");
        }
        // Whoever may use the database may need to take over a lock that a killed run left.
        struct stat database {};
        if (::stat(database_.c_str(), &database) == 0) {
            if (::geteuid() == 0 && ::fchown(made.number(), database.st_uid, database.st_gid) != 0)
                log::debug("the owner of " + file_.string() + " could not be set");
            ::fchmod(made.number(), database.st_mode & 0666U);
        }
        return made;
    }
    fail("make");
}

bool FileLock::names(const Descriptor& descriptor) const noexcept {
    struct stat by_name {};
    struct stat by_number {};
    return ::lstat(file_.c_str(), &by_name) == 0 && ::fstat(descriptor.number(), &by_number) == 0 &&
           by_name.st_ino == by_number.st_ino && by_name.st_dev == by_number.st_dev;
}

bool FileLock::try_acquire() {
    using namespace std::chrono_literals;
    bool asked_again = false;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        Descriptor descriptor = open_or_make();
        if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EINTR) continue;
            if (errno != EWOULDBLOCK) fail("lock");
            // It may be somebody who looks who has it (is_taken), and that takes no time.
            if (std::exchange(asked_again, true)) return false;
            std::this_thread::sleep_for(1ms);
            continue;
        }
        if (!names(descriptor)) continue; // released, and so removed, since we opened it
        held_ = std::move(descriptor);
        sign();
        return true;
    }
    return false;
}

// Who has the lock is nice to know; nothing depends on it, not even on a full disk.
void FileLock::sign() const {
    const std::string text = request_.holder + '\n' + now() + '\n';
    const bool written =
        ::ftruncate(held_.number(), 0) == 0 &&
        ::pwrite(held_.number(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
    if (!written) log::debug("the holder's name could not be written to " + file_.string());
}

void FileLock::release() noexcept {
    if (!held_.is_open()) return;
    // Before the lock goes: afterwards the file could be the next holder's.
    if (names(held_)) ::unlink(file_.c_str());
    const Descriptor closed = std::move(held_);
}

// The lock is asked for as a reader would, which goes well if nobody writes.
bool FileLock::is_taken(const Descriptor& descriptor) const {
    if (::flock(descriptor.number(), LOCK_SH | LOCK_NB) == 0) {
        ::flock(descriptor.number(), LOCK_UN);
        return false;
    }
    if (errno != EWOULDBLOCK) fail("look at");
    return true;
}

std::optional<LockHolder> FileLock::holder() {
    if (held_.is_open()) {
        if (names(held_)) return LockHolder{request_.holder};
        return std::nullopt;
    }
    const Descriptor descriptor(::open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!descriptor.is_open()) {
        if (errno == ENOENT) return std::nullopt;
        fail("read");
    }
    if (!is_taken(descriptor)) return std::nullopt;
    std::array<char, 1024> buffer{};
    const ssize_t size = ::pread(descriptor.number(), buffer.data(), buffer.size(), 0);
    const std::string_view text(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view since = text.substr(std::min(end + 1, text.size()));
    since = since.substr(0, since.find('\n'));
    if (end == 0) return LockHolder{"somebody who could not write down a name"};
    return LockHolder{std::string(text.substr(0, end)), std::string(since)};
}

bool FileLock::break_lock() {
    const Descriptor descriptor = open_existing();
    if (!descriptor.is_open()) {
        if (errno == ENOENT) return false;
        fail("open");
    }
    const bool was_held = held_.is_open() ? names(held_) : is_taken(descriptor);
    if (::unlink(file_.c_str()) != 0 && errno != ENOENT) fail("remove");
    return was_held;
}

void FileLock::verify() {
    if (held_.is_open() && names(held_)) return;
    throw LockLost("the migration lock (" + file_.string() +
                   ") is gone: somebody broke it or removed the file while this run worked");
}

std::unique_ptr<MigrationLock> make_file_lock(const std::filesystem::path& database,
                                              const LockRequest& request) {
    std::string name = database.string();
    if (!request.history.empty() && request.history != usual_history)
        name += '.' + file_name_part(request.history);
    return std::make_unique<FileLock>(name + ".varve-lock", database, request);
}

} // namespace varve::sqlite
