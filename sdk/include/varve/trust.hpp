#pragma once

#include "varve/export.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace varve {

/// May this file be run, or loaded, with the rights of a migrator?
///
/// Its owner must be root or the caller, and neither it nor any folder above it may be writable by
/// everybody (a sticky folder such as /tmp may). Returns why not, as what follows "it" in a
/// sentence, or nothing. Checked on open descriptors.
VARVE_API std::optional<std::string> distrust(const std::filesystem::path& file);

} // namespace varve
