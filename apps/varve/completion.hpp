#pragma once

#include "varve/plugin/command.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// The shells that completion is written for.
const std::vector<std::string>& completion_shells();

/// A script that teaches `shell` what can follow on a command line. Throws ConfigError for another
/// shell.
std::string completion_script(std::string_view shell, std::span<const CommandSpec> commands);

} // namespace varve
