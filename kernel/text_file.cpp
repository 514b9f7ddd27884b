#include "kernel/text_file.hpp"

#include "varve/error.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace varve {

std::string read_text_file(const std::filesystem::path& file, std::string_view what) {
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    std::array<char, 65536> block{};
    while (stream.good()) {
        stream.read(block.data(), block.size());
        text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    // A folder can be opened, and only reading fails.
    if (!stream.eof())
        throw ConfigError(std::string(what) + ' ' + file.string() +
                          " cannot be read: " + std::generic_category().message(errno));
    return text;
}

} // namespace varve
