#include "seed_command.hpp"

#include "varve/plugin/plugin.hpp"

#include <algorithm>

namespace {

using namespace varve;

/// Seeds after a run, where the configuration says so.
class SeedHook : public Hook {
public:
    SeedHook(seed::SeedSettings settings, Project& project)
        : settings_(std::move(settings)), project_(project) {}

    std::string_view name() const override { return "seed"; }

    void after_run(const RunEvent& run, const Outcome& outcome) override {
        const bool is_up = std::ranges::all_of(
            run.plan.steps, [](const Step& step) { return step.direction == Direction::up; });
        if (!settings_.after_run || !is_up || outcome.error != nullptr) return;
        seed::Seeder(project_, settings_).run({}, [this](const seed::SeedResult& result) {
            if (result.state == seed::SeedResult::State::seeded)
                project_.tell("seeded " + result.id + ": " + seed::to_string(result.counts));
        });
    }

private:
    seed::SeedSettings settings_;
    Project& project_;
};

void contribute(Contributions& contributions) {
    contributions.add(std::make_unique<seed::SeedCommand>());
    contributions.add_hook("seed", [](const Settings& settings, Project& project) {
        return std::make_unique<SeedHook>(seed::SeedSettings::read(settings), project);
    });
}

} // namespace

VARVE_PLUGIN(contribute)
