#include "varve/process.hpp"

#include "support/temp_dir.hpp"
#include "varve/error.hpp"
#include "varve/secret.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace std::chrono_literals;
using varve::Ending;
using varve::Program;
using varve::Stream;

namespace {

using Clock = std::chrono::steady_clock;

struct Ran {
    Ending ending;
    std::string output, error;
    Clock::duration took{};
};

Ran run(const Program& program, const std::stop_token& stop = {}) {
    Ran ran;
    const auto started = Clock::now();
    ran.ending = varve::run_program(program, stop, [&](Stream stream, std::string_view bytes) {
        (stream == Stream::output ? ran.output : ran.error) += bytes;
    });
    ran.took = Clock::now() - started;
    return ran;
}

Program shell(const std::string& text) {
    return {.file = "/bin/sh",
            .arguments = {"sh", "-c", text},
            .environment = {"PATH=/usr/local/bin:/usr/bin:/bin"}};
}

// A zombie whose new parent has not yet looked after it does nothing any more.
bool runs(const std::string& pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t name_end = text.rfind(')');
    return name_end != std::string::npos && text[name_end + 2] != 'Z';
}

bool ends_soon(std::string pid) {
    while (!pid.empty() && pid.back() == '\n') pid.pop_back();
    BOOST_TEST_REQUIRE(!pid.empty());
    for (int i = 0; i < 100 && runs(pid); ++i) std::this_thread::sleep_for(20ms);
    return !runs(pid);
}

} // namespace

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(reads_what_it_is_given_and_says_what_it_says) {
    Program program = shell("cat; echo \"$A\" >&2; pwd; exit 3");
    const varve::test::TempDir folder;
    program.input = "event\n";
    program.environment.emplace_back("A=b");
    program.folder = folder.path();
    const Ran ran = run(program);
    BOOST_TEST(ran.output == "event\n" + folder.path().string() + "\n");
    BOOST_TEST(ran.error == "b\n");
    BOOST_TEST(ran.ending.exit_code == 3);
    BOOST_TEST((ran.ending.cause == Ending::Cause::own));
}

BOOST_AUTO_TEST_CASE(megabytes_come_through_on_all_streams_at_once) {
    Program program = shell("cat; head -c 3000000 /dev/zero >&2; cat /dev/stdin | wc -c");
    program.input.assign(5'000'000, 'x');
    const Ran ran = run(program);
    BOOST_TEST(ran.output.size() > program.input.size());
    BOOST_TEST(ran.output.substr(0, program.input.size()) == program.input);
    BOOST_TEST(ran.error.size() == 3'000'000U);
}

BOOST_AUTO_TEST_CASE(input_need_not_be_read) {
    Program program = shell("exec 0<&-; echo fine");
    program.input.assign(5'000'000, 'x');
    const Ran ran = run(program);
    BOOST_TEST(ran.output == "fine\n");
    BOOST_TEST(ran.ending.exit_code == 0);
}

BOOST_AUTO_TEST_CASE(one_that_a_signal_ended_did_not_end_well) {
    const Ran ran = run(shell("kill -SEGV $$"));
    BOOST_TEST(ran.ending.signal == SIGSEGV);
    BOOST_TEST((ran.ending.cause == Ending::Cause::own));
}

BOOST_AUTO_TEST_CASE(one_that_takes_too_long_is_ended) {
    Program program = shell("echo begun; trap 'echo told; exit 0' TERM; sleep 60 & wait");
    program.timeout = 300ms;
    const Ran ran = run(program);
    BOOST_TEST((ran.ending.cause == Ending::Cause::timeout));
    BOOST_TEST(ran.output == "begun\ntold\n");
    BOOST_TEST((ran.took >= 300ms && ran.took < 2s));
}

BOOST_AUTO_TEST_CASE(one_that_does_not_listen_is_killed_with_its_children) {
    Program program = shell("trap '' TERM; sleep 60 & echo $!; while :; do wait; done");
    program.timeout = 100ms;
    const Ran ran = run(program);
    BOOST_TEST((ran.ending.cause == Ending::Cause::timeout));
    BOOST_TEST(ran.ending.signal == SIGKILL);
    BOOST_TEST((ran.took >= 2s && ran.took < 10s));
    BOOST_TEST(ends_soon(ran.output));
}

BOOST_AUTO_TEST_CASE(what_it_leaves_behind_ends_with_it) {
    const Ran ran = run(shell("(trap '' TERM HUP; sleep 60) & echo $!; exit 0"));
    BOOST_TEST(ran.ending.exit_code == 0);
    BOOST_TEST((ran.took < 10s));
    BOOST_TEST(ends_soon(ran.output));
}

BOOST_AUTO_TEST_CASE(a_request_to_stop_ends_it) {
    std::stop_source source;
    const std::jthread later([&] {
        std::this_thread::sleep_for(200ms);
        source.request_stop();
    });
    const Ran ran = run(shell("sleep 60"), source.get_token());
    BOOST_TEST((ran.ending.cause == Ending::Cause::stop));
    BOOST_TEST(ran.ending.signal == SIGTERM);
    BOOST_TEST((ran.took < 10s));
}

BOOST_AUTO_TEST_CASE(what_a_tick_throws_kills_it) {
    std::string pid;
    int ticks = 0;
    const auto listen = [&](Stream, std::string_view bytes) { pid += bytes; };
    BOOST_CHECK_THROW(varve::run_program(shell("trap '' TERM; echo $$; while :; do sleep 1; done"),
                                         {}, listen,
                                         [&] {
                                             if (++ticks == 3) throw std::runtime_error("stop");
                                         }),
                      std::runtime_error);
    BOOST_TEST(ends_soon(pid));
}

BOOST_AUTO_TEST_CASE(a_file_can_be_its_input) {
    const varve::test::TempDir folder;
    Program program = shell("cat");
    program.input_file = folder.write("input", "from a file");
    BOOST_TEST(varve::run_to_success(program) == "from a file");
}

BOOST_AUTO_TEST_CASE(one_that_has_to_go_well_fails_with_its_last_words) {
    const auto says = [](const std::string& text) {
        return [text](const varve::Error& error) {
            BOOST_TEST(error.what() == text);
            return true;
        };
    };
    const varve::Secret password("hunter2");
    BOOST_CHECK_EXCEPTION(varve::run_to_success(shell("echo wrong: hunter2 >&2; exit 3")),
                          varve::Error, says("sh ended with exit code 3: wrong: ***"));
    BOOST_CHECK_EXCEPTION(varve::run_to_success(shell("kill -KILL $$")), varve::Error,
                          says("sh was ended by signal 9 (Killed)"));
    BOOST_CHECK_EXCEPTION(varve::run_to_success({.file = "/no/such", .arguments = {"such"}}),
                          varve::Error, says("such cannot be started: No such file or directory"));
}

BOOST_AUTO_TEST_CASE(no_variable_of_varve_is_passed_on) {
    ::setenv("VARVE_PASSWORD", "hunter2", 1);
    ::setenv("OTHER_WORD", "said", 1);
    const auto variables = varve::environment_for_programs();
    BOOST_TEST(std::ranges::count(variables, "VARVE_PASSWORD=hunter2") == 0);
    BOOST_TEST(std::ranges::count(variables, "OTHER_WORD=said") == 1);
    ::unsetenv("VARVE_PASSWORD");
    ::unsetenv("OTHER_WORD");
}

BOOST_AUTO_TEST_CASE(nothing_is_left_over) {
    const int leak = ::open("/dev/null", O_RDONLY); // not closed at exec
    const Ran ran = run(shell("ls /proc/self/fd | tr '\\n' ' '"));
    ::close(leak);
    BOOST_TEST(ran.output == "0 1 2 3 "); // ls itself has the folder open
    BOOST_TEST(::waitpid(-1, nullptr, WNOHANG) == -1);
    const int next = ::dup(STDIN_FILENO);
    run(shell("exit 1"));
    BOOST_CHECK_THROW(run({.file = "/no/such", .arguments = {"such"}}), std::system_error);
    const int same = ::dup(STDIN_FILENO);
    BOOST_TEST(same == next + 1);
    ::close(next);
    ::close(same);
}

BOOST_AUTO_TEST_CASE(it_does_not_see_how_we_treat_signals) {
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    sigset_t blocked, old;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &blocked, &old);
    const Ran ignored = run(shell("kill -PIPE $$; echo alive"));
    const Ran held = run(shell("kill -TERM $$; echo alive"));
    ::pthread_sigmask(SIG_SETMASK, &old, nullptr);
    std::signal(SIGPIPE, before);
    BOOST_TEST(ignored.ending.signal == SIGPIPE);
    BOOST_TEST(held.ending.signal == SIGTERM);
}

BOOST_AUTO_TEST_SUITE_END()
