#pragma once

#include "varve/export.hpp"

#include <span>
#include <string_view>

namespace varve {

/// What a person may call a migration by.
struct MigrationNames {
    std::string_view version;
    std::string_view name; ///< empty where it is not known
};

/// The place in `known` of the migration that `text` means: its version, its name, or an
/// unambiguous beginning of its version. MigrationError (usage) with a suggestion where that names
/// none or several.
VARVE_API std::size_t resolve(std::string_view text, std::span<const MigrationNames> known);

} // namespace varve
