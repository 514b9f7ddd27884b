#include "varve/trust.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace varve {

namespace {

// The error's number, or 0.
int look_at(const std::filesystem::path& path, struct stat& facts) {
    const int descriptor = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (descriptor < 0) return errno;
    const int error = ::fstat(descriptor, &facts) == 0 ? 0 : errno;
    ::close(descriptor);
    return error;
}

std::optional<std::string> distrust_alone(const std::filesystem::path& path) {
    struct stat facts {};
    if (const int error = look_at(path, facts); error != 0)
        return "cannot be opened (" + std::generic_category().message(error) + ")";
    const bool sticky_folder = S_ISDIR(facts.st_mode) && (facts.st_mode & S_ISVTX) != 0;
    if ((facts.st_mode & S_IWOTH) != 0 && !sticky_folder)
        return "lies where everybody can write: 'chmod o-w " + path.string() + "'";
    if (facts.st_uid != 0 && facts.st_uid != ::geteuid())
        return "belongs to another user: " + path.string() +
               " must be owned by root or by whoever runs varve ('chown')";
    return std::nullopt;
}

} // namespace

std::optional<std::string> distrust(const std::filesystem::path& file) {
    std::error_code error;
    std::filesystem::path path = std::filesystem::canonical(file, error);
    if (error) return "cannot be found (" + error.message() + ")";
    for (;; path = path.parent_path()) {
        if (auto reason = distrust_alone(path)) return reason;
        if (path == path.parent_path()) return std::nullopt;
    }
}

} // namespace varve
