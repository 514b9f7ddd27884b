#pragma once

#include <varve/migration/hook.hpp>
#include <varve/plugin/settings.hpp>

/// Lets no run have more steps than the setting `most_steps` says, and logs each step. A hook has
/// only those of these functions that it needs.
class AcmeHook : public varve::Hook {
public:
    explicit AcmeHook(const varve::Settings& settings);

    std::string_view name() const override { return "acme"; }
    varve::Verdict before_run(const varve::RunEvent& run) override;
    void after_step(const varve::RunEvent& run, const varve::Step& step,
                    const varve::Outcome& outcome) override;

private:
    std::size_t most_steps_;
};
