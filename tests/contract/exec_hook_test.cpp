#include "loaded_plugin.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/hook_suite.hpp"

using namespace varve;

namespace {

Settings settings(const std::string& point, const std::string& command,
                  const std::string& timeout = "60s") {
    return {"exec",
            {{"it.points", point},
             {"it.command", command},
             {"it.shell", true},
             {"it.timeout", timeout}}};
}

testing::Suite exec_hook() {
    const auto& hooks = test::plugin("varve-hook-exec").hooks();
    testing::HookFacts facts{.name = hooks.at(0).name, .make = hooks.at(0).make};
    facts.driver = &test::plugin_driver("varve-dialect-sqlite");
    facts.database = {.url = Url::parse("sqlite::memory:")};
    facts.settings = {
        "exec",
        {{"it.points", std::vector<std::string>{"before_run", "before_step", "after_step",
                                                "after_run", "on_failure"}},
         {"it.command", std::vector<std::string>{"true"}}}};
    facts.bad_settings = {
        {"no_script", {"exec", {}}, "nothing to run"},
        {"a_point_that_is_none", settings("befor_run", "true"), "did you mean 'before_run'?"},
        {"no_command", settings("before_run", ""), "needs a command"},
        {"a_timeout_that_is_none", settings("before_run", "true", "soon"),
         "exec.it.timeout takes a duration"}};
    facts.vetoing = {
        {"exit_code_10", settings("before_run", "echo no disk; exit 10"), "no disk"},
    };
    return hook_suite(std::move(facts));
}

VARVE_BOOST_SUITE(exec_hook)

} // namespace
