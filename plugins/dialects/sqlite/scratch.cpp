#include "scratch.hpp"

#include "varve/error.hpp"

#include <cerrno>
#include <fstream>
#include <stdlib.h>
#include <string>
#include <system_error>

namespace varve::sqlite {

FileScratch::FileScratch() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "varve-scratch-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw DatabaseError({.kind = DatabaseError::Kind::permission,
                             .message = "no temporary folder can be made in " +
                                        std::filesystem::temp_directory_path().string() + ": " +
                                        std::generic_category().message(errno),
                             .hint = "say with TMPDIR where there is room"});
    folder_ = pattern;
    const std::filesystem::path file = folder_ / "scratch.db";
    const std::ofstream empty(file); // a file without a byte is a database without a table
    url_ = Url::parse("sqlite:x").with_path(file.string());
}

FileScratch::~FileScratch() {
    std::error_code ignored; // what is left is in the folder of what may be deleted
    std::filesystem::remove_all(folder_, ignored);
}

} // namespace varve::sqlite
