#pragma once

#include "varve/schema/schema.hpp"
#include "varve/schema/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace varve::sqlite {

/// A name, in quotes where it needs them.
std::string spelled(std::string_view name);
/// As text.
std::string quoted(const std::string& text);
/// Several, with commas between.
std::string spelled(const std::vector<std::string>& names);

/// The case of names does not count.
bool same_name(std::string_view one, std::string_view other) noexcept;

/// With all its columns and constraints; not its indexes and triggers.
std::string create_table(const schema::Table& table);
std::string create_index(const schema::Name& table, const schema::Index& index);
std::string create_view(const schema::View& view);
/// With the foreign key that it has from its first day, where it has one.
std::string add_column(const schema::Name& table, const schema::Column& column,
                       const schema::Constraint* key = nullptr);

} // namespace varve::sqlite
