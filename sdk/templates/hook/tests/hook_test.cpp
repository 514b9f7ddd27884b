// What every hook promises, tried on this one. The facts say what the suite cannot know.
#include "../src/hook.hpp"

#include <kernel/engine.hpp>
#include <varve/testing/hook_suite.hpp>

using namespace varve;

namespace {

Settings most_steps(SettingValue value) {
    return {"acme", {{"most_steps", std::move(value)}}};
}

testing::HookFacts facts() {
    // For a session with a database in memory; varve's own plugins are found where it is installed.
    static Engine engine(Config::load({.flags = {{"url", "sqlite::memory:"}}}));
    testing::HookFacts facts;
    facts.name = "acme";
    facts.make = [](const Settings& settings, Project&) {
        return std::make_unique<AcmeHook>(settings);
    };
    facts.driver = &engine.plugins().driver("sqlite");
    facts.database = engine.connect_request(ConnectRequest::Missing::create);
    facts.bad_settings = {{"a_text", most_steps("many"), "most_steps"},
                          {"a_number_below_0", most_steps(std::int64_t{-1}), "most_steps"}};
    facts.vetoing = {{"too_many_steps", most_steps(std::int64_t{0}), "acme.most_steps is 0"}};
    return facts;
}

} // namespace

int main() {
    return run_main(hook_suite(facts()));
}
