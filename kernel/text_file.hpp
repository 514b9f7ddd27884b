#pragma once

#include "varve/export.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace varve {

/// All that is in a file. Where it cannot be read, a ConfigError that calls it `what`: "the plan".
std::string read_text_file(const std::filesystem::path& file, std::string_view what);

/// Writes into the file, whatever it is. Returns 0, or the reason (errno) why not all of it was
/// written.
VARVE_API int write_text_file(const std::filesystem::path& file, std::string_view text);

/// The same for a file that is then there as a whole, or as it was before; of a link, what it leads
/// to.
int replace_text_file(const std::filesystem::path& file, std::string_view text);

} // namespace varve
