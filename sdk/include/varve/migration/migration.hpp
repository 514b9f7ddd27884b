#pragma once

#include "varve/export.hpp"
#include "varve/migration/native_migration.hpp"
#include "varve/migration/operation.hpp"
#include "varve/migration/version.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// What makes a migration repeatable: it has no place in time, and is run again whenever its text
/// changes or what it comes after was run (views, functions, grants). Its `down`, where it has one,
/// drops what it makes, so that it can be made anew.
struct Repeatable {
    struct After {
        std::string name; ///< of another repeatable migration; name or version of one that is not
        std::uint32_t line = 0;
    };
    std::vector<After> after = {};
};

/// One change of the schema, as its source holds it.
struct Migration {
    Version version;  ///< of a repeatable one "repeatable/" and its name
    std::string name; ///< "create_users"
    std::string
        origin; ///< where it comes from, for people: "migrations/20260101000000_create_users.sql"
    std::vector<std::string> dialects = {}; ///< it exists for these only; empty: for all
    SqlOperation up;
    std::optional<SqlOperation> down = {};
    std::optional<NativeCode> native = {}; ///< in the place of the fragments of `up` and `down`
    std::string irreversible = {};         ///< the author's reason why there is no way down
    std::optional<Repeatable> repeatable = {};
};

/// Does a migration or fragment that names `dialects` concern this one?
VARVE_API bool concerns(const std::vector<std::string>& dialects,
                        std::string_view dialect) noexcept;

} // namespace varve
