#include "apps/varve/command.hpp"
#include "apps/varve/command_line.hpp"
#include "apps/varve/failure_report.hpp"
#include "apps/varve/help.hpp"
#include "apps/varve/plugin_command.hpp"
#include "apps/varve/signals.hpp"
#include "varve/suggestion.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

std::vector<std::string> command_names() {
    std::vector<std::string> names;
    for (const AppCommand& command : app_commands()) names.push_back(command.spec.name);
    return names;
}

std::vector<OptionSpec> command_options() {
    std::vector<OptionSpec> options;
    for (const AppCommand& command : app_commands())
        options.insert(options.end(), command.spec.options.begin(), command.spec.options.end());
    return options;
}

const AppCommand* app_command(std::string_view name) {
    const auto commands = app_commands();
    const auto found = std::ranges::find_if(
        commands, [&](const AppCommand& command) { return command.spec.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

// The spec of a word that is no command of the program: it may be a plugin's, and whose options
// these are is known only when the plugin is loaded, which needs the options that say where plugins
// are.
Arguments common_part(const CommandLine& line) {
    CommandSpec spec{.name = line.command, .summary = ""};
    std::vector<std::string> words;
    for (std::size_t i = 0; i < line.rest.size(); ++i) {
        for (const OptionSpec& option : common_options()) {
            const std::string name = "--" + option.name.substr(0, option.name.find(','));
            if (line.rest[i] != name && !line.rest[i].starts_with(name + '=')) continue;
            words.push_back(line.rest[i]);
            if (line.rest[i] == name && !option.value.empty() && i + 1 < line.rest.size())
                words.push_back(line.rest[++i]);
        }
    }
    return parse_arguments(spec, words);
}

// Not through an App: options that help does not know may stand beside --help.
void print_help(Terminal& terminal, const CommandSpec& spec, const CommandLine& line) {
    if (std::ranges::find(line.rest, "--json") == line.rest.end())
        return terminal.print(command_help(spec));
    auto commands = nlohmann::ordered_json::array({command_json(spec)});
    terminal.print(nlohmann::ordered_json{{"commands", std::move(commands)}}.dump(2) + '\n');
}

// A plugin's command may have two words, as the program's own have.
void take_second_word(CommandLine& line, const PluginRegistry& plugins) {
    if (line.rest.empty()) return;
    const std::string name = line.command + ' ' + line.rest.front();
    for (const PluginManifest& manifest : plugins.manifests())
        for (const auto& command : manifest.commands)
            if (command.name == name) {
                line.command = name;
                line.rest.erase(line.rest.begin());
                return;
            }
}

ExitCode run_from_plugin(CommandLine line, Terminal& terminal, Interruption& interruption) {
    App finder(common_part(line), terminal, interruption, line.verbosity);
    PluginRegistry& plugins = finder.engine().plugins();
    take_second_word(line, plugins);
    std::vector<std::string> known = command_names();
    std::string owner;
    for (const PluginManifest& manifest : plugins.manifests())
        for (const auto& command : manifest.commands) {
            known.push_back(command.name);
            if (command.name == line.command) owner = manifest.name;
        }
    Command* const command = plugins.command(line.command);
    if (command == nullptr)
        throw ConfigError("there is no command '" + line.command + "'" +
                          suggestion(line.command, known) + "; 'varve help' lists all");
    if (line.help) {
        print_help(terminal, command->spec(), line);
        return ExitCode::done;
    }
    App app(parse_arguments(command->spec(), line.rest), terminal, interruption, line.verbosity);
    return run_plugin_command(app, *command, owner);
}

ExitCode run(const CommandLine& line, Terminal& terminal, Interruption& interruption) {
    const std::string name = line.command.empty() ? "help" : line.command;
    const AppCommand* const command = app_command(name);
    if (command == nullptr) {
        // "varve lock": a word that begins several commands.
        std::string choices;
        for (const std::string& other : command_names())
            if (other.starts_with(name + ' '))
                choices += (choices.empty() ? "'" : " or '") + other + "'";
        if (!choices.empty()) throw ConfigError("'" + name + "' needs another word: " + choices);
        return run_from_plugin(line, terminal, interruption);
    }
    if (line.help && !line.command.empty()) {
        print_help(terminal, command->spec, line);
        return ExitCode::done;
    }
    App app(parse_arguments(command->spec, line.rest), terminal, interruption, line.verbosity);
    return command->run(app);
}

// A statement that a signal cancelled is an interruption, not a failure of the database.
ExitCode run_until_signal(const CommandLine& line, Terminal& terminal, Interruption& interruption) {
    try {
        return run(line, terminal, interruption);
    } catch (const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::cancelled) interruption.stop_here(error.what());
        throw;
    }
}

ExitCode guarded_main(std::vector<std::string> words) {
    const std::vector<Secret> never_shown = passwords_in(words);
    Interruption interruption;
    Terminal terminal(interruption);
    terminal.set_colour(Colour::automatic);
    const SignalWatch signals(interruption);
    const bool json = std::ranges::find(words, "--json") != words.end();
    ExitCode result = ExitCode::failed;
    try {
        result =
            run_until_signal(find_command(std::move(words), command_names(), command_options()),
                             terminal, interruption);
    } catch (const Error& error) {
        report_failure(terminal, error, json);
        result = error.exit_code();
    } catch (const std::exception& error) {
        report_failure(terminal, Error(std::string("unexpected: ") + error.what()), json);
    }
    if (!terminal.flush() && result == ExitCode::done) {
        terminal.fail("standard output could not be written (" + terminal.what_failed() +
                      "); what was asked for was done");
        result = ExitCode::failed;
    }
    return result;
}

} // namespace

} // namespace varve

int main(int count, char** words) {
    varve::Terminal::secure_descriptors();
    return static_cast<int>(varve::guarded_main({words + 1, words + count}));
}
