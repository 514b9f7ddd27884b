#pragma once

#include "kernel/generate/answers.hpp"
#include "varve/migration/migration.hpp"
#include "varve/plugin/contributed_entities.hpp"

#include <set>
#include <string>
#include <vector>

namespace varve {

/// What `renamed_from` says of things that have another name now.
std::vector<Answer> answers_of(const EntityTables& tables);

/// The tables that entities made, as these migrations tell, in order; see record_of.
std::set<schema::Name> made_by_entities(const std::vector<Migration>& migrations,
                                        const std::string& name_space);
/// Lines that tell what of this was done to tables that entities made: `-- varve:entity made table
/// users`. For the way up.
std::string record_of(const std::vector<schema::Change>& changes, std::set<schema::Name> made);

/// Lets all stay that entities do not speak of: tables that no entity made, views, routines; and
/// what is on their tables that a mapping does not say. ConfigError where an answer drops another
/// table than those that entities made.
void let_stay(const schema::DatabaseSchema& is, schema::DatabaseSchema& shall,
              const std::vector<Answer>& answers, const std::set<schema::Name>& made);

} // namespace varve
