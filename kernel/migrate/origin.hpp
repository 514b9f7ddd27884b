#pragma once

#include "varve/export.hpp"

#include <string>

namespace varve {

/// What history keeps of a migration's path: UTF-8, at most 1000 characters, and of a longer one
/// the end, where the file's name is, behind a "…".
VARVE_API std::string storable_origin(const std::string& origin);

} // namespace varve
