#include "files.hpp"

#include "sha256.hpp"

#include "varve/error.hpp"
#include "varve/log.hpp"

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace varve::backup {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* what) {
    const int number = errno;
    throw Error(path.string() + ' ' + what + ": " + std::generic_category().message(number));
}

class Descriptor {
public:
    Descriptor(const fs::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) fail(path, "cannot be opened");
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { ::close(number_); }

    int get() const noexcept { return number_; }

private:
    int number_;
};

void sync(const fs::path& path) {
    const Descriptor descriptor(path, O_RDONLY);
    if (::fsync(descriptor.get()) != 0) fail(path, "cannot be written to disk");
}

int made_and_locked(const fs::path& folder) {
    fs::create_directories(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0) fail(folder, "cannot be made");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        fail(folder, "cannot be locked");
    return descriptor;
}

bool is_abandoned(const fs::path& folder) {
    const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
    return ::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0;
}

} // namespace

PrivateFolder::PrivateFolder(fs::path path)
    : path_(std::move(path)), lock_(made_and_locked(path_)) {}

PrivateFolder::~PrivateFolder() {
    ::close(lock_);
    if (path_.empty()) return;
    std::error_code error;
    fs::remove_all(path_, error);
    if (error) log::warning(path_.string() + " cannot be removed: " + error.message());
}

void PrivateFolder::keep_as(const fs::path& path) {
    fs::rename(path_, path);
    path_.clear();
    sync(path.parent_path());
}

void remove_abandoned(const fs::path& directory, std::string_view prefix) {
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, none))
        if (entry.is_directory() && entry.path().filename().string().starts_with(prefix) &&
            is_abandoned(entry.path()))
            fs::remove_all(entry.path());
}

void write_private(const fs::path& file, std::string_view text) {
    const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_EXCL);
    for (std::string_view left = text; !left.empty();) {
        const ssize_t count = ::write(descriptor.get(), left.data(), left.size());
        if (count < 0) fail(file, "cannot be written");
        left.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::fsync(descriptor.get()) != 0) fail(file, "cannot be written to disk");
}

void make_lasting(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        fs::permissions(entry.path(), entry.is_directory()
                                          ? fs::perms::owner_all
                                          : fs::perms::owner_read | fs::perms::owner_write);
        sync(entry.path());
    }
    sync(folder);
}

std::map<std::string, Manifest::File> files_in(const fs::path& folder) {
    std::map<std::string, Manifest::File> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory())
            files[entry.path().lexically_relative(folder).string()] = {
                entry.file_size(), sha256_of_file(entry.path())};
    return files;
}

void check_files(const fs::path& folder, const std::map<std::string, Manifest::File>& expected) {
    if (!fs::is_directory(folder)) throw Error("the folder " + folder.string() + " is missing");
    const auto wrong = [&](const std::string& name, const std::string& how) {
        throw Error("the backup is damaged: " + (folder / name).string() + ' ' + how +
                    "; take another backup");
    };
    const std::map<std::string, Manifest::File> found = files_in(folder);
    for (const auto& [name, file] : expected) {
        const auto other = found.find(name);
        if (other == found.end()) wrong(name, "is missing");
        if (other->second.size != file.size)
            wrong(name, "has " + std::to_string(other->second.size) + " bytes where " +
                            std::to_string(file.size) + " were written");
        if (other->second.sha256 != file.sha256) wrong(name, "has other bytes than were written");
    }
    for (const auto& [name, file] : found)
        if (!expected.contains(name)) wrong(name, "is no part of it");
}

void require_space(const fs::path& directory, std::uint64_t bytes) {
    struct statvfs status {};
    if (::statvfs(directory.c_str(), &status) != 0) fail(directory, "cannot be looked at");
    const std::uint64_t left = status.f_bavail * status.f_frsize;
    if (left >= bytes) return;
    throw Error("a backup may take " + readable_size(bytes) + ", and " + directory.string() +
                " has room for " + readable_size(left) +
                "; make room, or name another place in backup.directory");
}

std::string readable_size(std::uint64_t bytes) {
    constexpr std::array<const char*, 5> units{"B", "kB", "MB", "GB", "TB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1000 && unit + 1 < units.size()) {
        size /= 1000;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    return text.data();
}

} // namespace varve::backup
