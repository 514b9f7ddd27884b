#pragma once

#include <filesystem>
#include <string_view>

namespace varve::testing {

/// A new folder that goes, with all that is in it, when this ends.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const noexcept { return path_; }

    /// Writes a file, and the folders above it.
    void write(const std::filesystem::path& name, std::string_view content) const;

private:
    std::filesystem::path path_;
};

} // namespace varve::testing
