#include "support/no_connection.hpp"
#include "support/no_project.hpp"
#include "support/temp_dir.hpp"
#include "varve/plugin/plugin.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/stat.h>

extern "C" const varve::PluginDescriptor* varve_plugin();

using namespace varve;
using nlohmann::json;

namespace {

struct Fixture {
    test::TempDir folder;
    test::NoConnection connection;
    test::NoProject project;
    Plan plan;
    RunEvent run{.plan = plan,
                 .connection = connection,
                 .run_id = "r1",
                 .who = "al\"ice\\\n\x01",
                 .profile = "production",
                 .database = "sqlite:a.db"};
    Step step;

    Fixture() {
        step.version = Version("20260101000000");
        step.name = "create_users";
    }

    std::unique_ptr<Hook> hook(const std::filesystem::path& file) {
        Contributions contributions;
        varve_plugin()->contribute(contributions);
        return contributions.hooks().at(0).make(Settings("audit", {{"file", file.string()}}),
                                                project);
    }

    std::vector<json> lines(const char* file) const {
        std::vector<json> found;
        std::istringstream text(test::read_file(folder / file));
        for (std::string line; std::getline(text, line);) found.push_back(json::parse(line));
        return found;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(audit)

BOOST_FIXTURE_TEST_CASE(writes_a_line_for_everything_that_a_run_does, Fixture) {
    plan.steps.resize(2);
    const auto audit = hook(folder / "audit.jsonl");
    BOOST_TEST(audit->name() == "audit");
    BOOST_TEST(audit->before_run(run).proceed);
    audit->after_step(run, step, {.duration = std::chrono::milliseconds(7)});
    audit->on_failure(run, &step, MigrationError("it \"failed\"\n\tbadly"));
    audit->after_run(run, {.steps_done = 1});

    const std::vector<json> events = lines("audit.jsonl");
    BOOST_TEST_REQUIRE(events.size() == 4U);
    for (const json& event : events) {
        BOOST_TEST(event["run"] == "r1");
        BOOST_TEST(event["who"] == run.who);
        BOOST_TEST(event["time"].get<std::string>().size() == 20U);
    }
    BOOST_TEST(events[0]["steps"] == 2);
    BOOST_TEST(events[0]["database"] == "sqlite:a.db");
    BOOST_TEST(events[1]["version"] == "20260101000000");
    BOOST_TEST(events[1]["duration_ms"] == 7);
    BOOST_TEST(events[2]["error"] == "it \"failed\"\n\tbadly");
    BOOST_TEST(events[3]["steps_done"] == 1);
}

BOOST_FIXTURE_TEST_CASE(adds_to_what_is_there_and_lets_nobody_else_read_it, Fixture) {
    for (int i = 0; i < 2; ++i) {
        const auto audit = hook(folder / "audit.jsonl");
        BOOST_TEST(audit->before_run(run).proceed);
    }
    BOOST_TEST(lines("audit.jsonl").size() == 2U);
    struct stat status {};
    ::stat((folder / "audit.jsonl").c_str(), &status);
    BOOST_TEST((status.st_mode & 0777U) == 0600U);
}

BOOST_FIXTURE_TEST_CASE(lets_no_run_start_that_it_cannot_record, Fixture) {
    const auto nowhere = hook(folder / "no/such/folder.jsonl");
    const Verdict verdict = nowhere->before_run(run);
    BOOST_TEST(!verdict.proceed);
    BOOST_TEST(verdict.reason.find("no/such/folder.jsonl") != std::string::npos);
    const Verdict full = hook("/dev/full")->before_run(run);
    BOOST_TEST(!full.proceed);
    BOOST_TEST(full.reason.find("/dev/full cannot be written") != std::string::npos);
    BOOST_TEST(full.reason.find("nothing was run") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
