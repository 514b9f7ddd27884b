#pragma once

#include "varve/export.hpp"
#include "varve/migration/version.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// How a migration did when it was tried: up, down and up again.
struct TrialResult {
    enum class Outcome : std::uint8_t {
        passed,
        failed,
        skipped, ///< it could not be tried; the finding says why
    };
    Version version;
    std::string name, origin;
    Outcome outcome = Outcome::passed;
    std::vector<std::string> findings = {}; ///< a sentence each
};

VARVE_API std::string_view to_string(TrialResult::Outcome outcome) noexcept;

struct TrialRequest {
    bool all = false;         ///< every migration, and not only those that are pending
    std::string scratch = {}; ///< the URL of a database beside which to make the scratch database;
                              ///< empty: the configured one
    std::function<void(const TrialResult&)> on_result = {}; ///< called as they come
};

} // namespace varve
