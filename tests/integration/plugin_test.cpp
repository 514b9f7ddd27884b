#include "support/database.hpp"
#include "support/program.hpp"
#include "varve/plugin/plugin.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include <sys/stat.h>

using namespace varve::test;

namespace {

const std::filesystem::path bad_plugins = VARVE_BINARY_DIR "/lib/varve/bad_plugins";
const std::filesystem::path test_plugins = VARVE_BINARY_DIR "/lib/varve/test_plugins";
const std::string own_interface = std::to_string(varve::sdk_abi);
const std::string other_interface = std::to_string(varve::sdk_abi + 900); // see plugins/bad.cpp

/// A project whose folder `plugins` is searched, with one migration.
struct PluginProject : Project {
    std::unique_ptr<Database> database = sqlite_database();

    PluginProject() {
        url = database->url();
        migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
        std::filesystem::create_directory(path() / "plugins");
    }
    void copy(const std::filesystem::path& file) const {
        std::filesystem::copy_file(file, path() / "plugins" / file.filename());
    }
    void configure(const std::string& hook) const {
        write("varve.toml", "[project]\nplugins = ['plugins']\nhooks = ['" + hook + "']\n");
    }
};

std::filesystem::path bad(const std::string& name) {
    return bad_plugins / ("varve-hook-" + name + ".so");
}

} // namespace

BOOST_AUTO_TEST_SUITE(plugin)

BOOST_AUTO_TEST_CASE(a_bad_plugin_that_is_needed_is_refused_with_its_own_sentence) {
    struct Case {
        const char* plugin;
        std::string sentence;
    };
    for (const Case& c : {
             Case{"other_abi", "was built against SDK interface " + other_interface +
                                   ", and this varve has " + own_interface + "; rebuild it"},
             Case{"other_toolchain", "was built with another toolchain (other, "},
             Case{"throws_in_contribute",
                  "failed while contributing: it threw something that is not an exception"},
             Case{"throws_seven", "failed while being called before the run: it threw something "
                                  "that is not an exception"},
         }) {
        BOOST_TEST_CONTEXT(c.plugin) {
            const PluginProject project;
            project.copy(bad(c.plugin));
            project.configure(c.plugin);
            const Outcome outcome = project.varve({"run"});
            require_exit(outcome, 9);
            BOOST_TEST(says(outcome, std::string("plugin '") + c.plugin + "' "));
            BOOST_TEST(says(outcome, c.sentence));
            BOOST_TEST(project.database->schema() == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_bad_plugin_that_is_not_needed_is_a_warning) {
    const PluginProject project;
    for (const char* const name : {"other_abi", "other_toolchain", "throws_in_contribute"})
        project.copy(bad(name));
    project.write("plugins/varve-hook-text.so", "not a library\n");
    project.write("varve.toml", "[project]\nplugins = ['plugins']\n");
    const Outcome run = project.varve({"run"});
    require_exit(run, 0);
    BOOST_TEST(says(run, "warning: plugin "));
    BOOST_TEST(says(run, "varve-hook-text.so is not a shared library (it is no ELF file)"));
    const Outcome list = project.varve({"plugin", "list", "--load"});
    require_exit(list, 0);
    for (const std::string& sentence :
         {"SDK interface " + other_interface, std::string("another toolchain"),
          std::string("failed while contributing")})
        BOOST_TEST(says(list, sentence));
}

BOOST_AUTO_TEST_CASE(a_text_file_in_the_place_of_a_needed_plugin_is_refused) {
    PluginProject project;
    project.write("plugins/varve-dialect-oracle.so", "not a library\n");
    project.write("plugins/varve-hook-text.so", "not a library\n");
    project.configure("text");
    const Outcome hook = project.varve({"run"});
    require_exit(hook, 9);
    BOOST_TEST(says(hook, "it is no ELF file"));
    project.url = "oracle://u@h/d";
    require_exit(project.varve({"run"}), 9);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_everybody_can_write_is_not_trusted) {
    const PluginProject project;
    project.copy(bad("good"));
    project.configure("good");
    require_exit(project.varve({"status"}), 0);
    ::chmod((project / "plugins").c_str(), 0777);
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 9);
    BOOST_TEST(says(outcome, "is not trusted: it lies where everybody can write: 'chmod o-w "));
    ::chmod((project / "plugins").c_str(), 0755);
    require_exit(project.varve({"run"}), 0);
}

BOOST_AUTO_TEST_CASE(a_pinned_plugin_must_be_the_one_that_was_pinned) {
    const PluginProject project;
    project.copy(bad("good"));
    project.configure("good");
    const Outcome sum =
        run({.arguments = {"sha256sum", (project / "plugins/varve-hook-good.so").string()}});
    const std::string right = sum.output.substr(0, 64);
    project.write("varve.lock", "[plugin.good]\nsha256 = '" + std::string(64, '0') + "'\n");
    const Outcome refused = project.varve({"run"});
    require_exit(refused, 9);
    BOOST_TEST(says(refused, "does not match its pin in varve.lock: its sha256 is " + right));
    project.write("varve.lock", "[plugin.good]\nsha256 = '" + right + "'\n");
    // A pin overrides ownership, as a container needs.
    ::chmod((project / "plugins").c_str(), 0777);
    require_exit(project.varve({"run"}), 0);
}

BOOST_AUTO_TEST_CASE(a_hook_that_is_not_there_is_named_with_a_suggestion) {
    const PluginProject project;
    project.configure("audti");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "did you mean 'audit'?"));
}

BOOST_AUTO_TEST_CASE(a_plugin_adds_a_command) {
    const PluginProject project;
    const std::vector<std::string> where{"--plugin-dir", test_plugins.string()};
    const auto varve = [&](std::vector<std::string> words) {
        words.insert(words.end(), where.begin(), where.end());
        return project.varve(words);
    };
    BOOST_TEST(says(varve({"help"}), "greet"));
    BOOST_TEST(says(varve({"help"}), "Greet somebody"));
    BOOST_TEST(says(varve({"greet", "--help"}), "--loud"));
    const Outcome greeted = varve({"greet", "Ann", "--loud"});
    require_exit(greeted, 0);
    BOOST_TEST(greeted.output == "hello, Ann!\n");
    project.write("varve.toml", "[greeter]\ngreeting = 'good morning'\n");
    BOOST_TEST(varve({"greet", "Ann"}).output == "good morning, Ann\n");
    require_exit(varve({"greet", "Ann", "--lod"}), 2);
    BOOST_TEST(says(varve({"gret"}), "did you mean 'greet'?"));
    require_exit(project.varve({"greet", "Ann"}), 2);
}

BOOST_AUTO_TEST_CASE(only_what_is_needed_is_opened) {
    PluginProject project;
    Command command = project.command({"run"});
    command.environment.emplace_back("LD_DEBUG", "files");
    const Outcome outcome = run(command);
    require_exit(outcome, 0);
    BOOST_TEST(outcome.error.find("varve-dialect-sqlite.so") != std::string::npos);
    BOOST_TEST(outcome.error.find("varve-dialect-postgresql.so") == std::string::npos);
    BOOST_TEST(outcome.error.find("varve-hook-audit.so") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_audit_hook_writes_down_what_happened) {
    const PluginProject project;
    project.configure("audit");
    project.migration("20260102000000_bad", "-- varve:up\nINSERT INTO nowhere VALUES ('\"');\n");
    require_exit(project.varve({"run"}), 1);
    const std::string lines = read_file(project / "varve-audit.jsonl");
    for (const char* const part :
         {"\"event\":\"run started\"", "\"event\":\"applied\",\"version\":\"20260101000000\"",
          "\"event\":\"failed\",\"version\":\"20260102000000\"", "\"event\":\"run ended\""})
        BOOST_TEST(lines.find(part) != std::string::npos, part);
}

BOOST_AUTO_TEST_CASE(a_veto_tells_what_is_done) {
    const PluginProject project;
    project.copy(bad("vetoes_a_step"));
    project.configure("vetoes_a_step");
    project.migration("20260102000000_bad", "-- varve:up\nCREATE TABLE b (x int);\n");
    const Outcome together = project.varve({"run", "--transaction", "all"});
    require_exit(together, 8);
    BOOST_TEST(says(together, "vetoed migration 20260102000000; nothing was run: it is bad"));
    BOOST_TEST(project.database->schema() == "");
    const Outcome each = project.varve({"run"});
    require_exit(each, 8);
    BOOST_TEST(says(each, "vetoed migration 20260102000000; the ones before it are done"));
    BOOST_TEST(project.database->schema() != "");
}

BOOST_AUTO_TEST_CASE(a_hook_that_fails_afterwards_fails_the_run_and_undoes_nothing) {
    const PluginProject project;
    project.copy(bad("throws_afterwards"));
    project.configure("throws_afterwards");
    const Outcome run = project.varve({"run", "--json"});
    require_exit(run, 1);
    BOOST_TEST(says(run, "\"steps\": [\n    {\n      \"version\": \"20260101000000\""));
    BOOST_TEST(says(run, "hook 'throws_afterwards' failed after a step: step a was not "
                         "liked"));
    BOOST_TEST(says(run, "hook 'throws_afterwards' failed after the run: plugin "
                         "'throws_afterwards' failed while being called after the run"));
    require_exit(project.varve({"status", "--check"}), 0);
}

BOOST_AUTO_TEST_CASE(doctor_asks_the_hooks) {
    const PluginProject project;
    project.copy(bad("throws_afterwards"));
    project.configure("throws_afterwards");
    const Outcome outcome = project.varve({"doctor"});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "it is bad"));
    BOOST_TEST(says(outcome, "leave it out of project.hooks"));
}

BOOST_AUTO_TEST_CASE(an_audit_that_cannot_be_written_vetoes_the_run) {
    const PluginProject project;
    project.write("varve.toml",
                  "[project]\nhooks = ['audit']\n[audit]\nfile = '/nowhere/audit.jsonl'\n");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 8);
    BOOST_TEST(says(outcome, "hook 'audit' vetoed the run; nothing was run: the audit file"));
    BOOST_TEST(project.database->schema() == "");
}

BOOST_AUTO_TEST_CASE(check_tells_what_is_wrong_with_a_file) {
    const PluginProject project;
    const auto source = project.write("odd.cpp", "inline int& count() { static int n; return n; }\n"
                                                 "int counted() { return ++count(); }\n");
    const auto library = project / "odd.so";
    require_exit(run({.arguments = {"c++", "-shared", "-fPIC", "-Wl,-z,execstack", "-Wl,-z,lazy",
                                    source.string(), "-o", library.string()}}),
                 0);
    const Outcome odd = project.varve({"plugin", "check", library.string()});
    require_exit(odd, 9);
    for (const char* const finding :
         {"error: plugin ", "has no varve manifest", "error: does not export varve_plugin",
          "warning: has symbols that are unique in the process: _ZZ5countvE1n",
          "warning: exports 2 other symbols: ", "error: asks for an executable stack",
          "warning: binds its symbols when they are first used"})
        BOOST_TEST(says(odd, finding));

    for (const char* const good : {"sqlite", "postgresql", "sql", "native", "audit"})
        BOOST_TEST_CONTEXT(good) {
            const Outcome outcome = project.varve({"plugin", "check", good});
            require_exit(outcome, 0);
            BOOST_TEST(!says(outcome, "unique"));
            BOOST_TEST(!says(outcome, "when they are first used"));
            BOOST_TEST(!says(outcome, "other symbols"));
        }
    require_exit(project.varve({"plugin", "check", "nowhere.so"}), 2);
    for (const char* const command : {"check", "info", "pin"}) BOOST_TEST_CONTEXT(command) {
            const Outcome outcome = project.varve({"plugin", command, "audti"});
            require_exit(outcome, 2);
            BOOST_TEST(says(outcome, "did you mean 'audit'?"));
            BOOST_TEST(says(outcome, "looked in "), outcome.error);
        }
    const auto pipe = project / "pipe.so";
    BOOST_TEST(::mkfifo(pipe.c_str(), 0600) == 0);
    require_exit(project.varve({"plugin", "check", pipe.string()}), 9); // and does not wait
}

BOOST_AUTO_TEST_CASE(pin_writes_what_loading_compares) {
    const PluginProject project;
    project.copy(bad("good"));
    project.configure("good");
    const Outcome pinned = project.varve({"plugin", "pin", "good", "sqlite", "sql"});
    require_exit(pinned, 0);
    BOOST_TEST(says(pinned, "pinned good to "));
    require_exit(project.varve({"plan"}), 0);
    const auto file = project / "plugins" / bad("good").filename();
    std::ofstream(file, std::ios::app) << " ";
    require_exit(project.varve({"run"}), 9);
    const Outcome checked = project.varve({"plugin", "check", "good"});
    require_exit(checked, 9);
    BOOST_TEST(says(checked, "does not match its pin in varve.lock"));
    require_exit(project.varve({"plugin", "pin"}), 0); // those that are in it
    require_exit(project.varve({"run"}), 0);
    require_exit(project.varve({"plugin", "pin", "god"}), 2);
    const Project without;
    BOOST_TEST(says(without.varve({"plugin", "pin"}), "and none is"));
}

BOOST_AUTO_TEST_CASE(a_pin_goes_with_its_plugin) {
    const PluginProject project;
    project.copy(bad("good"));
    project.configure("audit");
    require_exit(project.varve({"plugin", "pin", "good", "sql"}), 0);
    std::filesystem::remove(project / "plugins" / bad("good").filename());
    const Outcome pinned = project.varve({"plugin", "pin"});
    require_exit(pinned, 0);
    BOOST_TEST(says(pinned, "warning: plugin 'good' is not found any more"));
    BOOST_TEST(says(pinned, "pinned sql to "));
    const std::string lock = read_file(project / "varve.lock");
    BOOST_TEST(lock.find("[plugin.good]") == std::string::npos);
    BOOST_TEST(lock.find("[plugin.sql]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pins_are_written_where_a_link_leads) {
    const PluginProject project;
    std::filesystem::create_directory(project / "shared");
    project.write("shared/ours.lock", "");
    std::filesystem::create_symlink("shared/ours.lock", project / "varve.lock");
    require_exit(project.varve({"plugin", "pin", "sql"}), 0);
    BOOST_TEST(std::filesystem::is_symlink(project / "varve.lock"));
    BOOST_TEST(read_file(project / "shared/ours.lock").find("[plugin.sql]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pins_that_cannot_be_read_are_not_written_over) {
    const PluginProject project;
    project.write("varve.lock", "[plugins.sql]\n");
    const Outcome refused = project.varve({"plugin", "pin", "sql"});
    require_exit(refused, 2);
    BOOST_TEST(says(refused, "varve.lock:1: only [plugin.NAME] can be there; bring the file back"));
    BOOST_TEST(read_file(project / "varve.lock") == "[plugins.sql]\n");
}

BOOST_AUTO_TEST_SUITE_END()
