#pragma once

#include "varve/migration/version.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace varve::sql {

struct FileName {
    Version version;
    std::string name;
};

/// Not a migration, and not meant to be one.
struct NotAMigration {};

/// Meant to be a migration, and not quite: the sentence says what is wrong.
struct WrongName {
    std::string sentence;
};

/// Reads `<YYYYMMDDHHMMSS>_<name>.sql`.
std::variant<FileName, NotAMigration, WrongName> parse_file_name(std::string_view file_name);

/// "Add phone to users" as a file says it: "add_phone_to_users". Empty where no letter or digit is
/// left.
std::string name_from(std::string_view words);

} // namespace varve::sql
