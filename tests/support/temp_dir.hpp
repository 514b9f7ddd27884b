#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace varve::test {

/// A folder of its own for one test, removed with all that is in it.
class TempDir {
public:
    enum class Where {
        disk,
        memory, ///< where the machine has room for that; for a server, which waits for the disk at
                ///< every turn. What it wrote outlives its being killed there too
    };

    explicit TempDir(Where where = Where::disk);
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir();

    const std::filesystem::path& path() const noexcept { return path_; }
    std::filesystem::path operator/(const std::filesystem::path& name) const {
        return path_ / name;
    }
    /// Writes a file below it, making folders on the way; returns its path.
    std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const;

private:
    std::filesystem::path path_;
};

/// Makes the folders on the way. Throws std::runtime_error that names the file.
void write_file(const std::filesystem::path& file, std::string_view text);
std::string read_file(const std::filesystem::path& file);

} // namespace varve::test
