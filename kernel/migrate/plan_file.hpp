#pragma once

#include "kernel/migrate/planner.hpp"
#include "varve/export.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace varve {

/// What was asked for when a plan was made; making it again from the same request must give the
/// same plan.
struct PlanRequest {
    Direction direction = Direction::up;
    UpRequest up = {};
    DownRequest down = {};
};

/// A plan as JSON: `{"varve_plan": 1, "request": …, "direction": …, "steps": […]}`;
/// docs/reference/json.md.
VARVE_API nlohmann::ordered_json plan_to_json(const Plan& plan, const PlanRequest& request);

/// The request that a plan file was made from, and the whole file to compare with.
struct PlanFile {
    PlanRequest request;
    std::string text;
    enum class Origin : std::uint8_t {
        file,
        shown, ///< never written: what was shown to a person a moment ago
    } origin = Origin::file;
};

/// What a file would hold that this plan was written to.
VARVE_API PlanFile plan_file_of(const Plan& plan, const PlanRequest& request);
/// ConfigError where the file cannot be read, is no plan of this format, or is damaged.
VARVE_API PlanFile read_plan_file(const std::filesystem::path& file);
/// Writes it whole or not at all, at the end of a symbolic link too; into a device or a pipe as it
/// goes. ConfigError where it is a folder.
VARVE_API void write_plan_file(const std::filesystem::path& file, const Plan& plan,
                               const PlanRequest& request);
/// MigrationError(refused) that says what changed, where the plan made now is not the one in the
/// file.
VARVE_API void require_same_plan(const PlanFile& file, const Plan& now);

} // namespace varve
