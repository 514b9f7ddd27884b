#pragma once

#include "apps/varve/terminal.hpp"
#include "varve/migration/plan.hpp"

#include <string>

namespace varve {

/// A plan for people: each step with its statements, what they lock and what they lose.
std::string plan_text(const Plan& plan, const Terminal& terminal);

/// A plan as an SQL script, for reading; history's own rows are not in it.
std::string plan_sql(const Plan& plan);

} // namespace varve
