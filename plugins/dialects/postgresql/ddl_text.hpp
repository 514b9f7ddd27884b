#pragma once

#include "varve/schema/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

/// The parts that the statements of ddl() are put together from.
namespace varve::postgresql {

std::string text_of(const schema::Column& column);
std::string text_of(const schema::Constraint& constraint);
/// With blanks in front: " INCREMENT BY 2".
std::string text_of(const schema::Counting& counting);
std::string identity_text(const schema::Identity& identity);
std::string text_of(const schema::IndexElement& element);
/// " WITH (fillfactor=70)" of what is no option of another kind; empty where nothing is left.
std::string storage_parameters(const schema::Options& options);
bool is_storage_parameter(std::string_view option);
/// The value of an option; empty where it is not set.
std::string_view option(const schema::Options& options, std::string_view name);

/// `comment` may be empty: then there is none any more.
std::string comment_on(std::string_view thing, std::string_view comment);

/// "app.users"."email"
std::string spelled_part(const schema::Name& table, std::string_view part);
/// An index has the schema of its table.
std::string spelled_index(const schema::Name& table, std::string_view index);

} // namespace varve::postgresql
