#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <thread>

using namespace varve::test;

namespace {

const char* const escape = "\033[";

} // namespace

BOOST_AUTO_TEST_SUITE(terminal)

BOOST_AUTO_TEST_CASE(colour_and_progress_are_for_terminals_only) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migrations = VARVE_SOURCE_DIR "/migrations";
    const Outcome plain = project.varve({"run"});
    BOOST_TEST(plain.output.find(escape) == std::string::npos);
    BOOST_TEST(plain.error.find(escape) == std::string::npos);

    Command command = project.command({"status"});
    command.terminal = Command::Terminal::output;
    command.environment.emplace_back("TERM", "xterm");
    BOOST_TEST(run(command).output.find(escape) != std::string::npos);
    command.arguments.emplace_back("--color=never");
    BOOST_TEST(run(command).output.find(escape) == std::string::npos);
    BOOST_TEST(project.varve({"status", "--color", "always"}).output.find(escape) !=
               std::string::npos);

    require_exit(project.varve({"revert", "--all", "--yes"}), 0);
    Command shown = project.command({"run"});
    shown.terminal = Command::Terminal::output;
    shown.environment.emplace_back("TERM", "xterm");
    BOOST_TEST(run(shown).output.find("[1/15]") != std::string::npos);
    require_exit(project.varve({"revert", "--all", "--yes"}), 0);
    shown.arguments.emplace_back("--no-progress");
    BOOST_TEST(run(shown).output.find("[1/15]") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(messages_hold_nothing_that_a_terminal_obeys) {
    struct Case {
        const char *name, *text, *shown;
    };
    for_each_database([](const Database& database) {
        for (const Case& c : {
                 Case{"an_escape_sequence", "a\033[2Jb", "a?[2Jb"},
                 Case{"a_style_that_is_not_ours", "a\033[8mb", "a?[8mb"},
                 Case{"a_bell", "a\007b", "a?b"},
                 Case{"delete", "a\177b", "a?b"},
                 Case{"an_eight_bit_sequence", "a\xC2\x9B\x32Jb", "a?2Jb"},
                 Case{"a_carriage_return", "a\rb", "a?b"},
                 Case{"a_tab", "a\tb", "a\tb"},
                 Case{"a_letter",
                      "a\xC3\xA9\xC2\xA0"
                      "b",
                      "a\xC3\xA9\xC2\xA0"
                      "b"},
             })
            BOOST_TEST_CONTEXT(c.name) {
                Project project;
                project.url = database.url();
                project.migration("20260101000000_a", "-- varve:up\r\nINSERT INTO \"" +
                                                          std::string(c.text) +
                                                          "\"\r\nVALUES (1);\r\n");
                const Outcome outcome = project.varve({"run"});
                require_exit(outcome, 1);
                BOOST_TEST(outcome.error.find(std::string("INSERT INTO \"") + c.shown + "\"\n") !=
                               std::string::npos,
                           outcome.error);
                BOOST_TEST(outcome.error.find_first_of("\033\007\177\r") == std::string::npos);
            }
    });
    const Project project; // a file's name
    const Outcome outcome = project.varve({"status", "--config", "a\033[2J\xFF.toml"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "a?[2J\xEF\xBF\xBD.toml"));
}

BOOST_AUTO_TEST_CASE(quiet_says_nothing_when_all_is_well) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migrations = VARVE_SOURCE_DIR "/migrations";
    const Outcome outcome = project.varve({"run", "--quiet"});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.output == "");
    BOOST_TEST(outcome.error == "");
}

BOOST_AUTO_TEST_CASE(a_signal_rolls_a_transaction_back,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    for (const auto& [signal, exit_code] : {std::pair(SIGINT, 130), std::pair(SIGTERM, 143)}) {
        const auto database = postgresql_database();
        Project project;
        project.url = database->url();
        project.migration("20260101000000_slow",
                          "-- varve:up\nCREATE TABLE a (x int);\nSELECT pg_sleep(60);\n");
        Process process(project.command({"run"}));
        std::this_thread::sleep_for(std::chrono::milliseconds(1000));
        process.signal(signal);
        const Outcome& outcome = process.wait();
        require_exit(outcome, exit_code);
        BOOST_TEST(outcome.wall.count() < 5000);
        BOOST_TEST(database->rows("SELECT count(*) FROM pg_class WHERE relname = 'a'") == "0\n");
        BOOST_TEST(says(project.varve({"status"}), "1 pending"));
    }
}

BOOST_AUTO_TEST_CASE(a_signal_outside_a_transaction_lets_the_statement_finish,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int)");
    project.migration("20260101000000_two", "-- varve:up\nCREATE INDEX CONCURRENTLY a_1 ON a "
                                            "(x);\nCREATE INDEX CONCURRENTLY a_2 ON a (x);\n");
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; UPDATE a SET x = 1");
    Process process(project.command({"run", "--lock-timeout", "0"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1000));
    process.signal(SIGINT);
    BOOST_TEST(process.wait_for("stopping", std::chrono::seconds(5)));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    BOOST_TEST(process.running());
    blocker.execute("COMMIT");
    require_exit(process.wait(), 130);
    BOOST_TEST(
        database->rows("SELECT relname FROM pg_class WHERE relname LIKE 'a\\_%' ORDER BY 1") ==
        "a_1\n");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(
        database->rows("SELECT relname FROM pg_class WHERE relname LIKE 'a\\_%' ORDER BY 1") ==
        "a_1\na_2\n");
}

BOOST_AUTO_TEST_CASE(a_second_signal_cancels_what_cannot_be_rolled_back,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int)");
    project.migration("20260101000000_index",
                      "-- varve:up\nCREATE INDEX CONCURRENTLY a_1 ON a (x);\n");
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; UPDATE a SET x = 1");
    Process process(project.command({"run", "--lock-timeout", "0"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1000));
    process.signal(SIGTERM);
    BOOST_TEST(process.wait_for("stopping", std::chrono::seconds(5)));
    process.signal(SIGTERM);
    require_exit(process.wait(), 143);
    blocker.execute("COMMIT");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows(
                   "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_1'::regclass") == "t\n");
}

BOOST_AUTO_TEST_CASE(a_signal_ends_a_question) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a",
                      "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
    require_exit(project.varve({"run"}), 0);
    for (const auto& [signal, exit_code] : {std::pair(SIGINT, 130), std::pair(SIGTERM, 143)}) {
        Command command = project.command({"revert"});
        command.terminal = Command::Terminal::all;
        command.interactive = true;
        Process process(command);
        BOOST_TEST(process.wait_for("Revert? [y/N]", std::chrono::seconds(10)));
        process.signal(signal);
        const Outcome& outcome = process.wait();
        require_exit(outcome, exit_code);
        BOOST_TEST(outcome.wall.count() < 10'000);
    }
    require_exit(project.varve({"status", "--check"}), 0);
}

BOOST_AUTO_TEST_CASE(a_signal_ends_the_reading_of_history,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; LOCK TABLE varve_history IN ACCESS EXCLUSIVE MODE");
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"status"}, {"run", "--lock-timeout", "0"}}) {
        Process process(project.command(words));
        std::this_thread::sleep_for(std::chrono::milliseconds(1000));
        BOOST_TEST(process.running());
        process.signal(SIGTERM);
        const Outcome& outcome = process.wait();
        require_exit(outcome, 143);
        BOOST_TEST(outcome.wall.count() < 5000);
    }
}

BOOST_AUTO_TEST_CASE(a_run_does_not_wait_for_ever_to_read_history,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; LOCK TABLE varve_history IN ACCESS EXCLUSIVE MODE");
    const Outcome outcome = project.varve({"run", "--lock-timeout", "200ms"});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "varve's own tables cannot be read"));
}

BOOST_AUTO_TEST_CASE(what_was_ignored_when_it_was_started_stays_ignored,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    for (const auto& [name, signal] : {std::pair("HUP", SIGHUP), std::pair("INT", SIGINT)}) {
        const auto database = postgresql_database();
        Project project;
        project.url = database->url();
        project.migration("20260101000000_slow", "-- varve:up\nSELECT pg_sleep(2);\n");
        Command command = project.command({"run"});
        command.arguments.insert(
            command.arguments.begin(),
            {"sh", "-c", std::string("trap '' ") + name + "; exec \"$@\"", "sh"});
        Process process(command);
        std::this_thread::sleep_for(std::chrono::milliseconds(1000));
        process.signal(signal);
        require_exit(process.wait(), 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
