// Hooks in real runs: what becomes of a run when one fails, at any point and in any way.
#include "support/database.hpp"
#include "support/program.hpp"
#include "support/secret_watch.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <map>
#include <sstream>

using namespace varve::test;

namespace {

constexpr auto guide = VARVE_SOURCE_DIR "/docs/guide/hooks.md";
constexpr auto test_plugins = VARVE_BINARY_DIR "/lib/varve/test_plugins";

/// A row of a table of the guide: what stands in its first cell, and the others by their headings.
struct Row {
    std::string name;
    std::map<std::string, std::string> cells;
};

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line.substr(2));
    for (std::string cell; std::getline(stream, cell, '|');) {
        cell.erase(std::remove(cell.begin(), cell.end(), '`'), cell.end());
        const std::size_t begin = cell.find_first_not_of(' ');
        if (begin != std::string::npos)
            cells.push_back(cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin));
    }
    return cells;
}

std::vector<Row> table_of(const std::string& mark) {
    std::istringstream page(read_file(guide));
    std::string line;
    while (std::getline(page, line) && line != "<!-- table: " + mark + " -->") {}
    std::vector<Row> rows;
    std::vector<std::string> heading;
    while (std::getline(page, line) && (line.empty() || line.starts_with('|'))) {
        if (line.empty() && !heading.empty()) break;
        if (line.empty() || line.starts_with("|-")) continue;
        const std::vector<std::string> cells = cells_of(line);
        if (heading.empty()) {
            heading = cells;
            continue;
        }
        BOOST_TEST_REQUIRE(cells.size() == heading.size());
        Row row{cells[0], {}};
        for (std::size_t i = 1; i < cells.size(); ++i) row.cells[heading[i]] = cells[i];
        rows.push_back(std::move(row));
    }
    BOOST_TEST_REQUIRE(rows.size() == 5U, "the guide has no table '" << mark << "' of five rows");
    return rows;
}

/// What history says is done, which must be what the database has.
std::string applied(const Database& database) {
    const std::string history = database.history();
    const std::string tables =
        database.rows(database.kind() == "sqlite" ? "SELECT name FROM sqlite_schema"
                                                  : "SELECT relname FROM pg_class");
    std::string done;
    for (const std::string name : {"first", "second"}) {
        const bool recorded = history.find('|' + name + "|sql\n") != std::string::npos;
        const bool there = ('\n' + tables).find('\n' + name + '\n') != std::string::npos;
        BOOST_TEST(recorded == there, "history and database disagree on " << name);
        if (recorded) done = done.empty() ? name : "both";
    }
    return done.empty() ? "none" : done;
}

void empty(const Database& database) {
    for (const char* const table :
         {"first", "second", "varve_history", "varve_log", "varve_journal"})
        database.execute(std::string("DROP TABLE IF EXISTS ") + table);
}

/// Of two migrations the second is wrong where a failure is wanted.
struct Scene {
    const Database& database;
    Project project = {};

    Scene(const Database& given, const std::string& point) : database(given) {
        project.url = database.url();
        project.migration("20260101000000_first", "-- varve:up\nCREATE TABLE first (x int);\n");
        project.migration(
            "20260102000000_second",
            point == "on_failure"
                ? "-- varve:up\nCREATE TABLE second (x int);\nSELECT * FROM nowhere;\n"
                : "-- varve:up\nCREATE TABLE second (x int);\n");
    }

    /// Exit code, what is done, and whether there is but a warning: as the guide says it.
    std::string run(const std::string& wrong) const {
        const Outcome outcome = project.varve({"run"});
        const std::string code =
            std::to_string(outcome.exit_code ? *outcome.exit_code : 128 + outcome.signal);
        BOOST_TEST(says(outcome, wrong));
        const bool warned =
            !wrong.empty() && outcome.error.find("varve: warning: " + wrong) != std::string::npos;
        return code + ", " + applied(database) + (warned ? ", told" : "");
    }

    /// Whatever happened, the next run without the hook has nothing in its way.
    void go_on() const {
        project.migration("20260102000000_second", "-- varve:up\nCREATE TABLE second (x int);\n");
        project.write("varve.toml", "");
        const Outcome outcome = project.varve({"run", "--wait-lock", "5s"});
        require_exit(outcome, 0);
        BOOST_TEST(applied(database) == "both");
    }
};

struct Deed {
    const char *what, *means, *wrong;
};

void compare_with(
    const std::string& table, const std::vector<Deed>& deeds,
    const std::function<void(const Scene&, const std::string& point, const Deed&)>& configure) {
    const std::vector<Row> rows = table_of(table);
    for_each_database([&](const Database& database) {
        for (const Row& row : rows)
            for (const Deed& deed : deeds) {
                const auto found = row.cells.find(deed.what);
                BOOST_TEST_REQUIRE((found != row.cells.end()), "no column " << deed.what);
                if (found->second == "–") continue;
                BOOST_TEST_CONTEXT(database.kind() << ", " << row.name << ", " << deed.what) {
                    empty(database);
                    const Scene scene(database, row.name);
                    configure(scene, row.name, deed);
                    BOOST_TEST(scene.run(deed.wrong) == found->second);
                    scene.go_on();
                }
            }
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(hooks)

BOOST_AUTO_TEST_CASE(a_script_ends_a_run_as_the_guide_says) {
    const std::vector<Deed> deeds{
        {"goes well", "exit 0", ""},
        {"says no", "exit 10", "hook 'exec'"},
        {"fails", "exit 1", "hook 'exec': script 'it' ended with exit code 1"},
        {"takes too long", "sleep 60", "hook 'exec': script 'it' was ended, for it took longer"},
        {"crashes", "kill -SEGV $$", "hook 'exec': script 'it' was ended by signal 11"}};
    compare_with("scripts", deeds, [](const Scene& scene, const auto& point, const Deed& deed) {
        scene.project.write("varve.toml",
                            "[project]\nhooks = ['exec']\n[exec.it]\npoints = '" + point +
                                "'\ntimeout = '200ms'\nshell = true\ncommand = '''case "
                                "\"$VARVE_STEP_NAME\" in first) exit 0;; esac; " +
                                deed.means + "'''\n");
    });
}

BOOST_AUTO_TEST_CASE(a_hook_in_the_process_ends_a_run_as_the_guide_says) {
    const std::vector<Deed> deeds{{"goes well", "fine", ""},
                                  {"says no", "veto", "hook 'moody' vetoed"},
                                  {"throws an Error", "error", "moody is out of sorts"},
                                  {"throws 7", "seven", "plugin 'moody' failed while"},
                                  {"crashes", "crash", ""}};
    compare_with("plugins", deeds, [](const Scene& scene, const auto& point, const Deed& deed) {
        scene.project.write("varve.toml", "[project]\nplugins = ['" + std::string(test_plugins) +
                                              "']\nhooks = ['moody']\n[moody]\npoint = '" + point +
                                              "'\ndeed = '" + deed.means + "'\n");
    });
}

BOOST_AUTO_TEST_CASE(a_signal_reaches_the_script_and_ends_the_run) {
    struct Case {
        const char *name, *point, *done;
        int signal, exit_code;
    };
    for (const Case& c : {Case{"before_run", "before_run", "none", SIGINT, 130},
                          Case{"before_step", "before_step", "first", SIGTERM, 143},
                          Case{"after_step", "after_step", "both", SIGINT, 1}})
        BOOST_TEST_CONTEXT(c.name) {
            const auto fresh = sqlite_database();
            const Scene scene(*fresh, c.point);
            scene.project.write(
                "varve.toml",
                "[project]\nhooks = ['exec']\n[exec.it]\npoints = '" + std::string(c.point) +
                    "'\nshell = true\ncommand = '''case \"$VARVE_STEP_NAME\" in first) exit 0;; "
                    "esac; trap 'echo told >&2; exit 0' TERM; echo waiting >&2; sleep 60 & "
                    "wait'''\n");
            Process process(scene.project.command({"run"}));
            BOOST_TEST(process.wait_for("it: waiting", std::chrono::seconds(20)));
            process.signal(c.signal);
            const Outcome& outcome = process.wait();
            require_exit(outcome, c.exit_code);
            BOOST_TEST(says(outcome, "it: told"));
            BOOST_TEST(says(outcome, "script 'it' was told to stop"));
            BOOST_TEST(applied(*fresh) == c.done);
            scene.go_on();
        }
}

BOOST_AUTO_TEST_CASE(a_script_is_told_no_password) {
    for_each_database([](const Database& database) {
        Scene scene(database, "after_run");
        scene.project.environment = {{"PGPASSWORD", test_password()}};
        const auto script = scene.project.write(
            "it.sh", "#!/bin/sh\n{ cat; env; echo \"called as $0 $*\"; } >told\n");
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        scene.project.write("varve.toml", "[project]\nhooks = ['exec']\n[exec.it]\npoints = "
                                          "'after_run'\ncommand = ['./it.sh', 'word']\n");
        require_exit(scene.project.varve({"run", "-vv"}), 0);
        const std::string told = read_file(scene.project / "told");
        for (const std::string part :
             {"\"point\": \"after_run\"", "\nVARVE_DATABASE=", "it.sh word\n"})
            BOOST_TEST(told.find(part) != std::string::npos, told);
        BOOST_TEST(SecretFinder(test_password()).excerpt(told) == "");
    });
}

BOOST_AUTO_TEST_CASE(a_script_that_asks_varve_gets_no_strange_warnings) {
    const auto database = sqlite_database();
    const Scene scene(*database, "after_run");
    scene.project.write("varve.toml",
                        "[project]\nhooks = ['exec']\n[exec.it]\npoints = ['before_run', "
                        "'before_step', 'after_step', 'after_run']\nshell = true\n"
                        "command = '" +
                            scene.project.command({}).arguments.at(0) + " status --url " +
                            database->url() + "'\n");
    const Outcome outcome = scene.project.varve({"run"});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.error == "");
}

BOOST_AUTO_TEST_CASE(a_script_has_its_streams_even_where_varve_has_none) {
    const auto database = sqlite_database();
    const Scene scene(*database, "after_run");
    scene.project.write("varve.toml", "[project]\nhooks = ['exec']\n[exec.it]\npoints = "
                                      "'after_run'\nshell = true\ncommand = 'cat >event; echo "
                                      "fine; echo written >&2'\n");
    Command command = scene.project.command({"run", "--verbose"});
    command.output = Command::Output::closed;
    const Outcome outcome = run(std::move(command));
    BOOST_TEST(says(outcome, "it: fine"));
    BOOST_TEST(says(outcome, "it: written"));
    BOOST_TEST(read_file(scene.project / "event").starts_with("{"));
}

BOOST_AUTO_TEST_CASE(a_setting_of_a_script_that_is_misspelled_is_named) {
    const auto database = sqlite_database();
    const Scene scene(*database, "after_run");
    scene.project.write("varve.toml", "[project]\nhooks = ['exec']\n[exec.it]\npionts = "
                                      "'after_run'\ncommand = 'true'\n");
    const Outcome outcome = scene.project.varve({"run"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "varve.toml:4: the plugin 'exec' has no setting 'it.pionts'; did you "
                             "mean 'it.points'?"));
}

BOOST_AUTO_TEST_SUITE_END()
