#pragma once

#include "kernel/migrate/statements.hpp"
#include "varve/export.hpp"
#include "varve/migration/operation.hpp"

#include <map>
#include <string>

namespace varve {

/// What stands for `${name}`, by name: the section [placeholders] of the configuration.
using Placeholders = std::map<std::string, std::string, std::less<>>;

/// `operation` with the values in their places, where its author asked for that. A name that has no
/// value is added to `problems`; `${` that no name follows is left as it is. What a value holds is
/// not looked at again.
VARVE_API SqlOperation with_values(const SqlOperation& operation, const Placeholders& values,
                                   StatementProblems& problems);

} // namespace varve
