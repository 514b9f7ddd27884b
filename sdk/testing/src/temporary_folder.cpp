#include "temporary_folder.hpp"

#include "varve/error.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>

namespace varve::testing {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "varve-testing-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw Error("no temporary folder can be made as " + name +
                    "; is the folder that TMPDIR names writable?");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void TemporaryFolder::write(const std::filesystem::path& name, std::string_view content) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << content;
    if (!stream.flush()) throw Error("cannot write " + file.string());
}

} // namespace varve::testing
