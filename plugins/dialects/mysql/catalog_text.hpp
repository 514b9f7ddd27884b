#pragma once

#include "sql_mode.hpp"

#include "varve/db/value.hpp"
#include "varve/schema/name.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// What information_schema writes in its own way, made into what SQL takes.
namespace varve::mysql {

/// `text` in single quotes, by the rules of this session.
std::string quoted_text(std::string_view text, const SqlMode& mode);

/// What a row holds of a column: of its data_type and column_type.
Kind kind_of_type(std::string_view data_type, std::string_view column_type);

/// A default as information_schema.columns tells it.
struct ToldDefault {
    std::optional<std::string> text = {}; ///< column_default
    std::string_view data_type = {}, extra = {};
};
/// As it stands behind DEFAULT; nothing where there is none, or NULL.
std::optional<std::string> default_of(const ToldDefault& told, const SqlMode& mode);

/// An expression of a check, a generated column or an index: MySQL 8 escapes its quotes.
std::string expression_of(std::string text, const SqlMode& mode);

/// The text without the names of `database` that qualify others in it; `named` gets each of these
/// others.
std::string without_database(std::string_view text, std::string_view database, const SqlMode& mode,
                             const std::function<void(const std::string&)>& named);

/// "utf8mb4" of "utf8mb4_bin"
std::string character_set_of(std::string_view collation);

/// Of tables.create_options: those that somebody chose.
schema::Options options_of(std::string_view create_options);

} // namespace varve::mysql
