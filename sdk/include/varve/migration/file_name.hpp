#pragma once

#include "varve/export.hpp"
#include "varve/migration/version.hpp"

#include <string>
#include <string_view>
#include <variant>

/// How files of migrations are called: `<YYYYMMDDHHMMSS>_<name>` and an ending; those of repeatable
/// ones, in a folder of their own, `<name>` and an ending.
namespace varve {

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

/// `ending` is in small letters: ".sql".
VARVE_API std::variant<FileName, NotAMigration, WrongName>
parse_file_name(std::string_view file_name, std::string_view ending = ".sql");

/// The version of what is found is "repeatable/" and the name.
VARVE_API std::variant<FileName, NotAMigration, WrongName>
parse_repeatable_file_name(std::string_view file_name, std::string_view ending = ".sql");

/// "Add phone to users" as a file says it: "add_phone_to_users". MigrationError where no letter or
/// digit is left.
VARVE_API std::string name_from(std::string_view words);

} // namespace varve
