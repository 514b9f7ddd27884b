#pragma once

#include "kernel/engine.hpp"
#include "varve/plugin/command.hpp"

#include <vector>

namespace varve {

/// What may be lost.
OptionSpec allow_option();
/// What can be said of what a run shall do: the options of `varve plan`.
std::vector<OptionSpec> plan_options();
/// These, and how to do it: the options of `varve run`.
std::vector<OptionSpec> run_options();
/// The options of `varve revert`.
std::vector<OptionSpec> revert_options();

/// What the user asked for, on top of what the configuration says.
PlanRequest run_request(const Arguments& arguments, Engine& engine);
PlanRequest revert_request(const Arguments& arguments, Engine& engine);

} // namespace varve
