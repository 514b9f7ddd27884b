#pragma once

#include "difference.hpp"

#include "varve/migration/hook.hpp"

namespace varve::roles {

/// Sees after a run, and in `varve doctor`, whether roles may do what was declared, and no more.
class RolesHook : public Hook {
public:
    /// Throws ConfigError for settings that cannot be.
    RolesHook(const Settings& settings, Project& project);

    std::string_view name() const override { return "roles"; }

    void after_run(const RunEvent& run, const Outcome& outcome) override;
    std::vector<Diagnosis> diagnose(Connection& connection) override;

private:
    std::vector<Difference> look(Connection& connection) const;

    Settings settings_;
    Project& project_;
    std::string after_run_;
};

} // namespace varve::roles
