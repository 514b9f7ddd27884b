#pragma once

#include "manifest.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace varve::backup {

/// A folder of its owner's alone that is gone with this object, and all that is in it.
class PrivateFolder {
public:
    /// Makes it, with the folders above it. Error where that cannot be.
    explicit PrivateFolder(std::filesystem::path path);
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    ~PrivateFolder();

    const std::filesystem::path& path() const noexcept { return path_; }
    /// Gives it another name, on the disk for good, and lets it stay.
    void keep_as(const std::filesystem::path& path);

private:
    std::filesystem::path path_;
    int lock_; ///< while it is held, somebody is at work on the folder
};

/// Removes those folders in `directory` whose names begin with `prefix` and that nobody is at work
/// on any more.
void remove_abandoned(const std::filesystem::path& directory, std::string_view prefix);

/// Writes a file with mode 0600, on the disk for good.
void write_private(const std::filesystem::path& file, std::string_view text);

/// Sets mode 0600 on all files below `folder`, 0700 on the folders, and writes them out to disk.
void make_lasting(const std::filesystem::path& folder);

/// All files below `folder`, by their paths in it, with their sums.
std::map<std::string, Manifest::File> files_in(const std::filesystem::path& folder);

/// Error that names the first file that is missing, too many, or not as the manifest has it.
void check_files(const std::filesystem::path& folder,
                 const std::map<std::string, Manifest::File>& expected);

/// Error where the file system of `directory` has not so many bytes left.
void require_space(const std::filesystem::path& directory, std::uint64_t bytes);

/// "12.3 MB"
std::string readable_size(std::uint64_t bytes);

} // namespace varve::backup
