#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <system_error>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;

namespace {

Command shell(const std::string& script) {
    return {.arguments = {"sh", "-c", script}};
}

/// Does a process live, other than as a zombie that nobody buried yet?
bool lives(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    return std::getline(stat, line) && line[line.rfind(')') + 2] != 'Z';
}

bool ends_soon(pid_t pid) {
    for (int i = 0; i < 200 && lives(pid); ++i) std::this_thread::sleep_for(10ms);
    return !lives(pid);
}

} // namespace

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(captures_what_a_program_says_and_how_it_ends) {
    const Outcome outcome = run(shell("echo said; echo warned >&2; exit 3"));
    BOOST_TEST(outcome.output == "said\n");
    BOOST_TEST(outcome.error == "warned\n");
    BOOST_TEST((outcome.exit_code == 3));
    BOOST_TEST(outcome.signal == 0);
    BOOST_TEST(!outcome.timed_out);
}

BOOST_AUTO_TEST_CASE(tells_a_signal_from_an_exit_code) {
    const Outcome outcome = run(shell("kill -KILL $$"));
    BOOST_TEST(!outcome.exit_code.has_value());
    BOOST_TEST(outcome.signal == SIGKILL);
}

BOOST_AUTO_TEST_CASE(passes_arguments_environment_folder_and_input) {
    const TempDir directory;
    Command command{
        .arguments = {"sh", "-c", "echo \"$1|$ADDED|${HOME-none}\"; pwd; cat", "sh", "a 'b' $c"}};
    command.environment = {{"ADDED", "new"}};
    command.environment_removed = {"HOME"};
    command.working_directory = directory.path();
    command.input = std::string(300'000, 'x'); // more than a pipe holds
    const Outcome outcome = run(command);
    BOOST_TEST(outcome.output ==
               "a 'b' $c|new|none\n" + directory.path().string() + "\n" + command.input);
}

BOOST_AUTO_TEST_CASE(says_when_there_is_no_such_program) {
    BOOST_CHECK_EXCEPTION(run({.arguments = {"no-such-program"}}), std::system_error,
                          [](const auto& error) { return error.code().value() == ENOENT; });
}

BOOST_AUTO_TEST_CASE(kills_the_group_when_time_is_up) {
    Command command = shell("sleep 60 & echo $!; wait");
    command.timeout = 200ms;
    const Outcome outcome = run(command);
    BOOST_TEST(outcome.timed_out);
    BOOST_TEST(outcome.signal == SIGKILL);
    BOOST_TEST((outcome.wall < 5s));
    BOOST_TEST(ends_soon(std::stoi(outcome.output)));
}

BOOST_AUTO_TEST_CASE(leaves_no_child_behind) {
    pid_t child = 0;
    {
        Process process(shell("sleep 60 & echo $!; wait"));
        BOOST_TEST_REQUIRE(process.wait_for("\n", 5s));
        child = std::stoi(process.output());
        BOOST_TEST(lives(child));
    }
    BOOST_TEST(ends_soon(child));
}

BOOST_AUTO_TEST_CASE(leaves_no_child_of_a_program_that_has_ended) {
    const Outcome outcome = run(shell("sleep 60 >/dev/null 2>&1 & echo $!"));
    BOOST_TEST(ends_soon(std::stoi(outcome.output)));
}

BOOST_AUTO_TEST_CASE(signals_and_talks_to_a_running_program) {
    Command command = shell("trap 'echo caught; exit 7' TERM; echo ready; read line; "
                            "echo \"got $line\"; while :; do sleep 0.01; done");
    command.interactive = true;
    Process process(command);
    BOOST_TEST_REQUIRE(process.wait_for("ready", 5s));
    process.type("hello\n");
    BOOST_TEST_REQUIRE(process.wait_for("got hello", 5s));
    BOOST_TEST(process.running());
    process.signal(SIGTERM);
    BOOST_TEST((process.wait().exit_code == 7));
    BOOST_TEST(!process.running());
    BOOST_TEST(!process.wait_for("never said", 10ms));
}

BOOST_AUTO_TEST_CASE(gives_a_terminal_where_asked) {
    const std::string script = "for n in 0 1 2; do test -t $n && echo tty $n || echo no $n; done";
    struct Case {
        const char* name;
        Command::Terminal terminal;
        const char* output;
    };
    const Case cases[]{{"none", Command::Terminal::none, "no 0\nno 1\nno 2\n"},
                       {"output", Command::Terminal::output, "no 0\ntty 1\ntty 2\n"},
                       {"all", Command::Terminal::all, "tty 0\ntty 1\ntty 2\n"}};
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            Command command = shell(script);
            command.terminal = c.terminal;
            BOOST_TEST(run(command).output == c.output);
        }
    }
}

BOOST_AUTO_TEST_CASE(types_on_a_terminal) {
    Command command{.arguments = {"cat"}, .input = "typed\n"};
    command.terminal = Command::Terminal::all;
    Process process(command);
    BOOST_TEST_REQUIRE(process.wait_for("typed", 5s));
    process.close_input();
    BOOST_TEST((process.wait().exit_code == 0), process.wait().description());

    Process interrupted({.arguments = {"sleep", "60"}, .terminal = Command::Terminal::all});
    interrupted.type("\x03");
    BOOST_TEST(interrupted.wait().signal == SIGINT);
}

BOOST_AUTO_TEST_CASE(takes_standard_output_away) {
    struct Case {
        const char* name;
        Command::Output output;
        const char* error; ///< part of what printf says
    };
    const Case cases[]{{"closed", Command::Output::closed, "Bad file descriptor"},
                       {"broken", Command::Output::broken, "Broken pipe"},
                       {"full", Command::Output::full, "No space left"}};
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            Command command{.arguments = {"bash", "-c", "trap '' PIPE; printf x"}};
            command.output = c.output;
            const Outcome outcome = run(command);
            BOOST_TEST(outcome.error.find(c.error) != std::string::npos, outcome.description());
        }
    }
}

BOOST_AUTO_TEST_CASE(measures) {
    const Outcome outcome = run(shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"));
    BOOST_TEST((outcome.cpu > 1ms));
    BOOST_TEST((outcome.cpu < outcome.wall + 100ms));
    BOOST_TEST(outcome.max_rss_kib > 100);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(temp_dir)

BOOST_AUTO_TEST_CASE(removes_what_was_made_in_it) {
    std::filesystem::path path;
    {
        const TempDir directory;
        path = directory.write("a/b.txt", "text\r\n");
        BOOST_TEST(read_file(path) == "text\r\n");
        std::filesystem::permissions(directory / "a", std::filesystem::perms::none);
    }
    BOOST_TEST(!std::filesystem::exists(path.parent_path().parent_path()));
}

BOOST_AUTO_TEST_SUITE_END()
