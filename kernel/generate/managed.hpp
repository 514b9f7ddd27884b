#pragma once

#include "varve/export.hpp"
#include "varve/schema/schema.hpp"

#include <set>
#include <span>
#include <string>

namespace varve {

/// The namespaces that a schema speaks of.
std::set<std::string> name_spaces_of(const schema::DatabaseSchema& model);

/// Leaves out what is in none of these namespaces, but for extensions and where they live.
VARVE_API void keep_only(schema::DatabaseSchema& model, const std::set<std::string>& name_spaces);

/// The namespaces that are not among these, and hold what something in these needs.
std::set<std::string> needed_by(const schema::DatabaseSchema& model,
                                const std::set<std::string>& name_spaces);

/// What is in these namespaces stays as it is.
void keep_as_is(const schema::DatabaseSchema& is, schema::DatabaseSchema& shall,
                const std::set<std::string>& name_spaces);

/// The extensions that are there stay: they are the whole database's, and no schema owns them.
VARVE_API void keep_extensions(const schema::DatabaseSchema& is, schema::DatabaseSchema& shall);

/// Leaves out what one of the patterns is about: "tmp_*", "app.*", "table:legacy_?". Names are
/// matched with and without their namespace, parts of a table as "users.email".
VARVE_API void ignore(schema::DatabaseSchema& model, std::span<const std::string> patterns);
/// The same of both sides; but indexes, triggers and constraints of tables that are on both stay as
/// they are, on both: where a table has to be made anew, they are made again.
VARVE_API void ignore(schema::DatabaseSchema& is, schema::DatabaseSchema& shall,
                      std::span<const std::string> patterns);

/// The things of a schema that others can need.
VARVE_API std::set<schema::ObjectId> ids_of(const schema::DatabaseSchema& model);

/// ConfigError where something needs what is not there any more, and was among `all`.
VARVE_API void require_whole(const schema::DatabaseSchema& model,
                             const std::set<schema::ObjectId>& all);

} // namespace varve
