#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace varve {

/// All that is in a file. Where it cannot be read, a ConfigError that calls it `what`: "the plan".
std::string read_text_file(const std::filesystem::path& file, std::string_view what);

} // namespace varve
