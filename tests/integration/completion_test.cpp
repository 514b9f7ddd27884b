// The scripts that complete command lines, in the shells that they are for.
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace varve::test;

namespace {

bool is_there(const std::string& shell) {
    if (run({.arguments = {"sh", "-c", "command -v " + shell}}).exit_code == 0) return true;
    BOOST_REQUIRE_MESSAGE(std::getenv("VARVE_TEST_REQUIRE") == nullptr, shell << " is missing");
    BOOST_TEST_MESSAGE("skipped: there is no " << shell);
    return false;
}

struct Shells {
    Project project;

    Shells() {
        project.write("my file", "");
        std::filesystem::create_directory(project / "our folder");
    }

    // What stands on the line when these words were typed, and a tab behind them. The shells are
    // told to write the line down: bash when Ctrl-T follows, zsh with the tab.
    std::string line(const std::string& shell, const std::string& typed) const {
        const std::string script = project.varve({"completion", shell}).output;
        project.write("bashrc",
                      script + "bind -x '\"\\C-t\": printf %s \"$READLINE_LINE\" >line; exit'\n");
        project.write("_varve", script);
        project.write(".zshrc", "fpath=($PWD $fpath)\nautoload -Uz compinit; compinit -u -D\n"
                                "tell() { zle complete-word; printf %s \"$BUFFER\" >line; exit }\n"
                                "zle -N tell; bindkey '^I' tell\n");
        Command command{.arguments = {"bash", "--rcfile", "bashrc", "-i"},
                        .environment = {{"ZDOTDIR", project.path().string()}, {"TERM", "xterm"}},
                        .working_directory = project.path(),
                        .input = typed + "\t\x14",
                        .terminal = Command::Terminal::all};
        if (shell == "zsh") command.arguments = {"zsh", "-d", "-i"};
        std::filesystem::remove(project / "line");
        const Outcome outcome = run(command);
        BOOST_REQUIRE_MESSAGE(std::filesystem::exists(project / "line"), outcome.description());
        return read_file(project / "line");
    }

    // The same of fish, which tells when it is asked.
    std::string fish(const std::string& typed) const {
        project.write("varve.fish", project.varve({"completion", "fish"}).output);
        const Outcome outcome =
            run({.arguments = {"fish", "--no-config", "-c",
                               "source varve.fish; complete -C $argv[1]", typed},
                 .environment = {{"HOME", project.path().string()}},
                 .working_directory = project.path()});
        require_exit(outcome, 0);
        if (outcome.output.empty()) return typed;
        const std::string offered = outcome.output.substr(0, outcome.output.find_first_of("\t\n"));
        return typed.substr(0, typed.rfind(' ') + 1) + offered;
    }
};

struct Case {
    const char *name, *typed, *completed;
};
const Case cases[]{
    {"a_command", "varve comp", "varve completion"},
    {"the_second_word_of_one", "varve lock s", "varve lock status"},
    {"behind_an_option", "varve --quiet rev", "varve --quiet revert"},
    {"an_option", "varve run --dry", "varve run --dry-run"},
    {"a_common_option", "varve lock status --js", "varve lock status --json"},
    {"a_value", "varve run --transaction a", "varve run --transaction all"},
    {"a_value_behind_an_equals_sign", "varve run --transaction=a", "varve run --transaction=all"},
    {"an_argument_with_choices", "varve completion z", "varve completion zsh"},
    {"a_command_and_another", "varve plan rev", "varve plan revert"},
    {"a_file", "varve run --plan my", "varve run --plan my\\ file"},
    {"a_file_of_a_command_without_options", "varve plugin check my",
     "varve plugin check my\\ file"},
    {"a_folder_with_a_blank", "varve run --dir our", "varve run --dir our\\ folder/"},
    {"a_folder_behind_an_equals_sign", "varve run --dir=our", "varve run --dir=our\\ folder/"},
    {"no_file_for_a_folder", "varve run --dir my", "varve run --dir my"},
    {"no_file_where_none_is_taken", "varve run my", "varve run my"},
};

// Without the blank behind a finished word, and as fish names files.
std::string evened(std::string line) {
    if (line.ends_with(' ')) line.pop_back();
    if (const std::size_t at = line.find("\\ "); at != std::string::npos) line.erase(at, 1);
    return line;
}

} // namespace

BOOST_AUTO_TEST_SUITE(completion)

BOOST_AUTO_TEST_CASE(every_shell_completes_what_is_typed) {
    const Shells shells;
    for (const std::string shell : {"bash", "zsh", "fish"}) {
        if (!is_there(shell)) continue;
        for (const Case& c : cases) BOOST_TEST_CONTEXT(shell << ' ' << c.name) {
                const std::string line =
                    shell == "fish" ? shells.fish(c.typed) : shells.line(shell, c.typed);
                BOOST_TEST(evened(line) == evened(c.completed));
            }
    }
}

BOOST_AUTO_TEST_CASE(every_shell_knows_every_command_and_option) {
    const Project project;
    const std::string help = project.varve({"help", "--json"}).output;
    for (const char* const shell : {"bash", "zsh", "fish"}) {
        const std::string script = project.varve({"completion", shell}).output;
        for (const std::string_view mark : {"\"name\": \""})
            for (std::size_t at = 0; (at = help.find(mark, at)) != std::string::npos;) {
                at += mark.size();
                std::string name = help.substr(at, help.find('"', at) - at);
                if (const std::size_t space = name.find(' '); space != std::string::npos)
                    name = name.substr(space + 1);
                const bool argument = name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 0 ||
                                      name.find('|') != std::string::npos;
                if (argument) continue;
                BOOST_TEST(script.find(name) != std::string::npos, shell << " knows " << name);
            }
    }
    const Outcome other = project.varve({"completion", "fisch"});
    require_exit(other, 2);
    BOOST_TEST(says(other, "did you mean 'fish'"));
}

BOOST_AUTO_TEST_SUITE_END()
