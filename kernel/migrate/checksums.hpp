#pragma once

#include "kernel/sha256.hpp"
#include "varve/db/dialect.hpp"
#include "varve/export.hpp"
#include "varve/migration/migration.hpp"
#include "varve/migration/plan.hpp"

#include <string>
#include <string_view>

namespace varve {

/// "sha256:" and the sum of what this dialect runs, byte for byte, with the directives that matter
/// to it. Formats never change: a new one gets a new name, and old ones are still checked.
VARVE_API std::string byte_checksum(const SqlOperation& operation, std::string_view dialect,
                                    Sha256& hash);

/// "tokens1:" and the sum of the same in canonical form: unchanged by white space, comments, line
/// ends and the case of words.
VARVE_API std::string token_checksum(const SqlOperation& operation, const Dialect& dialect,
                                     Sha256& hash);

/// Both.
VARVE_API Checksums checksums_of(const SqlOperation& operation, const Dialect& dialect,
                                 Sha256& hash);
/// Both of its up; of a native migration, that of its source.
VARVE_API Checksums checksums_of(const Migration& migration, const Dialect& dialect, Sha256& hash);

} // namespace varve
