#pragma once

#include "varve/plugin/command.hpp"

#include <memory>
#include <vector>

namespace varve::backup {

/// backup, backup list, backup verify, backup prune and restore.
std::vector<std::unique_ptr<Command>> commands();

} // namespace varve::backup
