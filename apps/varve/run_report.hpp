#pragma once

#include "apps/varve/app.hpp"

namespace varve {

/// Says at its end what a run did; the steps themselves were shown while they were done. A run
/// after which a hook failed has failed, and what it did is done.
ExitCode report_run(App& app, const RunResult& result);

} // namespace varve
