#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace varve::test;

namespace {

const std::filesystem::path plugins = VARVE_BINARY_DIR "/lib/varve/plugins";
const std::filesystem::path test_plugins = VARVE_BINARY_DIR "/lib/varve/test_plugins";
const std::filesystem::path templates = VARVE_BINARY_DIR "/tests/templates";

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A project with an empty database.
struct ScratchProject : Project {
    std::unique_ptr<Database> database = sqlite_database();

    ScratchProject() { url = database->url(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(plugin_suites)

BOOST_AUTO_TEST_CASE(tests_a_hook_and_leaves_the_database_empty) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const std::string before = database.schema();
        const Outcome outcome =
            project.varve({"plugin", "test", (plugins / "varve-hook-audit.so").string()});
        require_exit(outcome, 0);
        BOOST_TEST(outcome.output.find("# hook audit ") == 0U);
        BOOST_TEST(has(outcome.output, "| 16 | 0 | 0 | 0 |"));
        BOOST_TEST(has(outcome.error, "the suites make and drop tables in "));
        BOOST_TEST(database.schema() == before);
    });
}

BOOST_AUTO_TEST_CASE(tests_a_source_without_a_database) {
    const Project project;
    const Outcome outcome =
        project.varve({"plugin", "test", (plugins / "varve-source-sql.so").string(), "--json"});
    require_exit(outcome, 0);
    BOOST_TEST(has(outcome.output, "\"failed\": 0,"));
    BOOST_TEST(has(outcome.output, "\"name\": \"sql_source/finds_what_it_creates\",\n"
                                   "      \"outcome\": \"passed\""));
}

BOOST_AUTO_TEST_CASE(takes_migrations_up_and_down_and_up) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const std::string before = database.schema();
        const Outcome outcome = project.varve(
            {"plugin", "test", (templates / "migrations/plugins/varve-migrations-acme.so")});
        require_exit(outcome, 0);
        BOOST_TEST(has(outcome.output, "| 2 | 0 | 0 | 0 |"));
        BOOST_TEST(database.schema() == before);
    });
}

BOOST_AUTO_TEST_CASE(finds_a_way_down_that_leads_elsewhere) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const std::string before = database.schema();
        const Outcome outcome = project.varve(
            {"plugin", "test", (test_plugins / "varve-migrations-forgetful.so").string()});
        require_exit(outcome, 1);
        BOOST_TEST(has(outcome.output, "`migrations/20260105000000_lay_gravel`\n"));
        BOOST_TEST(has(outcome.output, "already exists"));
        BOOST_TEST(database.schema() == before);
    });
}

BOOST_AUTO_TEST_CASE(tells_two_files_of_one_plugin_apart) {
    const ScratchProject project;
    const std::filesystem::path file = plugins / "varve-hook-audit.so";
    std::filesystem::create_directory(project / "here");
    for (const char* const copy : {"a.so", "b.so"})
        std::filesystem::copy_file(file, project / "here" / copy);
    require_exit(project.varve({"plugin", "test", "here/a.so"}), 0);
    const Outcome second = project.varve({"plugin", "test", "here/b.so"});
    require_exit(second, 2);
    BOOST_TEST(says(second, "beside here/b.so is another file with a plugin called 'audit'"));
    // A folder of its name is not meant.
    std::filesystem::create_directory(project / "audit");
    require_exit(project.varve({"plugin", "test", "audit"}), 0);
}

// The first of them counts what another migration would have made.
BOOST_AUTO_TEST_CASE(says_which_migration_fails_and_tries_none_behind_it) {
    const ScratchProject project;
    const Outcome outcome = project.varve(
        {"plugin", "test", (test_plugins / "varve-migrations-native_samples.so").string()});
    require_exit(outcome, 1);
    BOOST_TEST(has(outcome.output, "## Failed\n\n- `migrations/20260102000000_count_visits`\n"));
    BOOST_TEST(has(outcome.output, "it comes behind 20260102000000"));
    BOOST_TEST(project.database->schema() == "");
}

BOOST_AUTO_TEST_CASE(leaves_alone_a_database_that_is_not_empty_unless_told) {
    const ScratchProject project;
    project.database->execute("CREATE TABLE precious (id INTEGER)");
    const std::vector<std::string> words{"plugin", "test", "audit"};
    const Outcome refused = project.varve(words);
    require_exit(refused, 5);
    BOOST_TEST(says(refused, "is not empty: it has precious"));
    std::vector<std::string> agreed = words;
    agreed.emplace_back("--yes");
    require_exit(project.varve(agreed), 0);
    BOOST_TEST(has(project.database->schema(), "precious"));
}

BOOST_AUTO_TEST_CASE(wants_a_database_of_its_own) {
    const Project project;
    project.write("varve.toml", "url = 'sqlite:app.db'\n");
    const Outcome outcome = project.varve({"plugin", "test", "audit"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "name an empty one with --url"));
}

BOOST_AUTO_TEST_CASE(refuses_what_no_suite_is_for) {
    const ScratchProject project;
    const Outcome command =
        project.varve({"plugin", "test", (test_plugins / "varve-hook-greeter.so").string()});
    require_exit(command, 2);
    BOOST_TEST(says(command, "the suites are for these"));
    const Outcome hook = project.varve({"plugin", "test", "audit", "--can", "foreign_keys"});
    require_exit(hook, 2);
    BOOST_TEST(says(hook, "--can is for drivers, and the plugin adds none"));
    const Outcome nothing = project.varve({"plugin", "test", "no_such"});
    require_exit(nothing, 2);
    BOOST_TEST(says(nothing, "there is no file no_such, and there is no plugin called 'no_such'"));
    const Outcome bad = project.varve(
        {"plugin", "test", VARVE_BINARY_DIR "/lib/varve/bad_plugins/varve-hook-other_abi.so"});
    require_exit(bad, 9);
    BOOST_TEST(says(bad, "rebuild it against the SDK of this varve"));
}

BOOST_AUTO_TEST_CASE(tells_what_it_found_before_the_plugin_ended_it) {
    for (const char* const name : {"crashes", "aborts"})
        for (const bool as_json : {false, true})
            BOOST_TEST_CONTEXT(name << (as_json ? " as JSON" : "")) {
                const ScratchProject project;
                std::vector<std::string> words{"plugin", "test",
                                               VARVE_BINARY_DIR
                                                   "/lib/varve/bad_plugins/varve-hook-" +
                                                   std::string(name) + ".so"};
                if (as_json) words.emplace_back("--json");
                const Outcome outcome = project.varve(words);
                BOOST_TEST(outcome.signal == (name == std::string("aborts") ? SIGABRT : SIGSEGV));
                BOOST_TEST(has(outcome.output, as_json ? "\"failed\": 1,\n" : "| 1 | 0 | 0 |"));
                BOOST_TEST(has(outcome.output, "this case ended the program"));
                BOOST_TEST(has(outcome.output, as_json ? "\"outcome\": \"passed\"" : "## Failed"));
            }
}

BOOST_AUTO_TEST_CASE(fails_a_driver_that_cannot_do_what_is_claimed) {
    const ScratchProject project;
    const Outcome outcome =
        project.varve({"plugin", "test", "sqlite", "--can", "not_a_number", "--can", "empty_text"});
    require_exit(outcome, 1);
    const std::string& report = outcome.output;
    const std::size_t failed = report.find("## Failed");
    const std::size_t hints = report.find("## Hints");
    const std::size_t skipped = report.find("## Skipped");
    BOOST_TEST_REQUIRE((failed < hints && hints < skipped));
    const auto stands = [&](std::string_view name) { return report.find(name); };
    // Claimed, and not so; every kind is claimed that is not taken back.
    BOOST_TEST((stands("`sqlite_driver/values/keeps_not_a_number`") < hints));
    BOOST_TEST(
        (stands("`sqlite_driver/values/keeps_parameters_of_kind_unsigned_integer`") < hints));
    // Not claimed, and so.
    const std::size_t hint = stands("`sqlite_driver/values/keeps_infinite_reals`");
    BOOST_TEST((hint > hints && hint < skipped));
    BOOST_TEST(has(report, "this works, though the facts do not declare the ability"));
    // Claimed, and so: it just passed.
    BOOST_TEST((stands("tells_empty_text_from_null") == std::string::npos));
    BOOST_TEST(project.database->schema() == "");
}

BOOST_AUTO_TEST_SUITE_END()
