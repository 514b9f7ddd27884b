#include "support/temp_dir.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace varve::test {

namespace fs = std::filesystem;

namespace {

fs::path root_of(TempDir::Where where) {
    constexpr std::uintmax_t room = std::uintmax_t{4} << 30;
    const fs::path memory = "/dev/shm";
    std::error_code error;
    const bool fits = fs::space(memory, error).available >= room && !error;
    return where == TempDir::Where::memory && fits ? memory : fs::temp_directory_path();
}

} // namespace

TempDir::TempDir(Where where) {
    std::string pattern = (root_of(where) / "varve_test.XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), pattern);
    path_ = pattern;
}

TempDir::~TempDir() {
    std::error_code ignored;
    // A test may have taken rights away that are needed to remove what is inside.
    for (auto entry = fs::recursive_directory_iterator(
             path_, fs::directory_options::skip_permission_denied, ignored);
         !ignored && entry != fs::recursive_directory_iterator(); entry.increment(ignored))
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored))
            fs::permissions(entry->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
    fs::remove_all(path_, ignored);
}

fs::path TempDir::write(const fs::path& name, std::string_view text) const {
    write_file(path_ / name, text);
    return path_ / name;
}

void write_file(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream) throw std::runtime_error("cannot write " + file.string());
}

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace varve::test
