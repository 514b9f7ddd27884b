#include "kernel/text_file.hpp"

#include "varve/error.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

#include <unistd.h>

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

int write_text_file(const std::filesystem::path& file, std::string_view text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    stream.flush();
    return stream ? 0 : errno;
}

int replace_text_file(const std::filesystem::path& file, std::string_view text) {
    std::error_code absent;
    std::filesystem::path target = std::filesystem::canonical(file, absent);
    if (absent) target = file;
    const std::string unfinished = target.string() + ".part";
    int reason = write_text_file(unfinished, text);
    if (reason == 0 && ::rename(unfinished.c_str(), target.c_str()) != 0) reason = errno;
    if (reason != 0) ::unlink(unfinished.c_str());
    return reason;
}

} // namespace varve
