#pragma once

#include "varve/export.hpp"
#include "varve/migration/native_migration.hpp"
#include "varve/migration/operation.hpp"
#include "varve/migration/version.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// One change of the schema, as its source holds it.
struct Migration {
    Version version;
    std::string name; ///< "create_users"
    std::string
        origin; ///< where it comes from, for people: "migrations/20260101000000_create_users.sql"
    std::vector<std::string> dialects = {}; ///< it exists for these only; empty: for all
    SqlOperation up;
    std::optional<SqlOperation> down = {};
    std::optional<NativeCode> native = {}; ///< in the place of the fragments of `up` and `down`
    std::string irreversible = {};         ///< the author's reason why there is no way down
};

/// Does a migration or fragment that names `dialects` concern this one?
VARVE_API bool concerns(const std::vector<std::string>& dialects,
                        std::string_view dialect) noexcept;

} // namespace varve
