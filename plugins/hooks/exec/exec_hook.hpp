#pragma once

#include "event.hpp"
#include "script.hpp"

#include "varve/migration/hook.hpp"
#include "varve/plugin/settings.hpp"

#include <string>
#include <vector>

namespace varve::exec {

/// Runs programs at points of a run: [exec.NAME] says which, and where. What a program is told, and
/// what its exit code means, is in docs/guide/hooks.md.
class ExecHook : public Hook {
public:
    ExecHook(const Settings& settings, const std::filesystem::path& folder)
        : scripts_(read_scripts(settings, folder)) {}

    std::string_view name() const override { return "exec"; }

    Verdict before_run(const RunEvent& run) override;
    Verdict before_step(const RunEvent& run, const Step& step) override;
    void after_step(const RunEvent& run, const Step& step, const Outcome& outcome) override;
    void after_run(const RunEvent& run, const Outcome& outcome) override;
    void on_failure(const RunEvent& run, const Step* step, const Error& error) override;

private:
    std::vector<const Script*> scripts_at(Point point) const;
    Verdict ask(const Event& event) const;
    void tell(const Event& event) const;

    std::vector<Script> scripts_;
};

} // namespace varve::exec
