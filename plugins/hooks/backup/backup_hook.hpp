#pragma once

#include "work.hpp"

#include "varve/migration/hook.hpp"

namespace varve::backup {

/// Makes a backup before a run. Without one there is no run.
class BackupHook final : public Hook {
public:
    BackupHook(const Settings& settings, Project& project);

    std::string_view name() const override { return "backup"; }
    Verdict before_run(const RunEvent& run) override;
    std::vector<Diagnosis> diagnose(Connection& connection) override;

private:
    Project& project_;
    Options options_;
};

/// Does any step change something, or, where `when` is before_destructive, lose something? Of a
/// migration in C++ nobody knows, so it may.
bool asks_for_backup(const Plan& plan, When when);

} // namespace varve::backup
