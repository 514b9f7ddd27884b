#pragma once

#include "kernel/generate/answers.hpp"
#include "varve/plugin/contributed_entities.hpp"

#include <vector>

namespace varve {

/// What `renamed_from` says of things that have another name now.
std::vector<Answer> answers_of(const EntityTables& tables);

/// Lets all stay that entities do not speak of: tables that are not theirs and that no answer drops
/// or renames, views, routines; and what is on their tables that a mapping does not say.
void let_stay(const schema::DatabaseSchema& is, schema::DatabaseSchema& shall,
              const std::vector<Answer>& answers);

} // namespace varve
