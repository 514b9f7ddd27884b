#include "loaded_plugin.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/hook_suite.hpp"

using namespace varve;

namespace {

testing::Suite seed_hook() {
    const auto& hooks = test::plugin("varve-hook-seed").hooks();
    testing::HookFacts facts{.name = hooks.at(0).name, .make = hooks.at(0).make};
    facts.driver = &test::plugin_driver("varve-dialect-sqlite");
    facts.database = {.url = Url::parse("sqlite::memory:")};
    facts.bad_settings = {
        {"an_unknown_mode", {"seed", {{"tables.roles.mode", "upsrt"}}}, "upsert"},
        {"an_after_run_that_is_a_number", {"seed", {{"after_run", std::int64_t{1}}}}, "after_run"}};
    return hook_suite(std::move(facts));
}

VARVE_BOOST_SUITE(seed_hook)

} // namespace
