#include "loaded_plugin.hpp"
#include "support/temp_dir.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/hook_suite.hpp"

using namespace varve;

namespace {

Settings settings(SettingValue file) {
    return {"audit", {{"file", std::move(file)}}};
}

testing::Suite audit_hook() {
    static const test::TempDir folder;
    const auto& hooks = test::plugin("varve-hook-audit").hooks();
    testing::HookFacts facts{.name = hooks.at(0).name, .make = hooks.at(0).make};
    facts.driver = &test::plugin_driver("varve-dialect-sqlite");
    facts.database = {.url = Url::parse("sqlite::memory:")};
    facts.settings = settings((folder / "audit.jsonl").string());
    facts.bad_settings = {{"a_file_that_is_a_number", settings(std::int64_t{7}), "file"}};
    facts.vetoing = {{"a_file_that_cannot_be_opened", settings((folder / "no/such/file").string()),
                      "no/such/file"}};
    return hook_suite(std::move(facts));
}

VARVE_BOOST_SUITE(audit_hook)

} // namespace
