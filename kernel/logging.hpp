#pragma once

#include "kernel/config/config.hpp"
#include "varve/export.hpp"
#include "varve/log.hpp"

#include <optional>

namespace varve {

/// Sends what varve and its plugins log to standard error, and to `log.file` where there is one: as
/// text or as one JSON object a line, `{"time": …, "level": …, "message": …}`.
VARVE_API void start_logging(const Config& config, std::optional<log::Level> least = {});

} // namespace varve
