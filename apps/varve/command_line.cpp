#include "apps/varve/command_line.hpp"

#include "varve/suggestion.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <cctype>

namespace varve {

namespace po = boost::program_options;

std::span<const OptionSpec> common_options() {
    static const std::vector<OptionSpec> options{
        {.name = "url",
         .value = "URL",
         .help = "the database: sqlite:app.db, postgresql://user@host/database"},
        {.name = "dir", .value = "DIR", .help = "the folder of the migrations"},
        {.name = "config",
         .value = "FILE",
         .help = "the configuration",
         .standard = "varve.toml, if there is one"},
        {.name = "profile", .value = "NAME", .help = "use [profile.NAME] of the configuration"},
        {.name = "plugin-dir",
         .value = "DIR",
         .help = "look for plugins here first",
         .repeated = true},
        {.name = "json", .help = "print one JSON document instead of text"},
        {.name = "yes,y", .help = "never ask: the answer is yes"},
        {.name = "quiet,q", .help = "print only what was asked for, warnings and errors"},
        {.name = "verbose,v", .help = "log more; twice for still more"},
        {.name = "color",
         .value = "WHEN",
         .help = "use colour",
         .standard = "auto",
         .choices = {"auto", "always", "never"}},
        {.name = "no-progress", .help = "no progress line on a terminal"},
        {.name = "help,h", .help = "explain the command"},
    };
    return options;
}

namespace {

std::string long_name(const OptionSpec& option) {
    return option.name.substr(0, option.name.find(','));
}

// Does this word take the next one as its value?
bool takes_next(const std::string& word, std::span<const OptionSpec> options) {
    return std::ranges::any_of(options, [&](const OptionSpec& option) {
        return !option.value.empty() && "--" + long_name(option) == word;
    });
}

bool is_verbosity(const std::string& word) {
    return word == "--verbose" ||
           (word.size() > 1 && word[0] == '-' &&
            std::all_of(word.begin() + 1, word.end(), [](char c) { return c == 'v'; }));
}

void add_options(po::options_description& description, std::span<const OptionSpec> options) {
    for (const OptionSpec& option : options) {
        if (option.value.empty())
            description.add_options()(option.name.c_str(), option.help.c_str());
        else
            description.add_options()(option.name.c_str(), po::value<std::vector<std::string>>(),
                                      option.help.c_str());
    }
}

std::vector<std::string> option_words(const CommandSpec& spec) {
    std::vector<std::string> words;
    for (const auto& options : {std::span<const OptionSpec>(spec.options), common_options()})
        for (const OptionSpec& option : options) words.push_back("--" + long_name(option));
    return words;
}

[[noreturn]] void refuse(const CommandSpec& spec, const std::string& sentence) {
    throw ConfigError(sentence + "; see 'varve help " + spec.name + "'");
}

void check_values(const CommandSpec& spec, std::span<const OptionSpec> options,
                  const Arguments::Values& values) {
    for (const OptionSpec& option : options) {
        const auto found = values.find(long_name(option));
        if (found == values.end()) continue;
        if (!option.repeated && found->second.size() > 1)
            refuse(spec, "--" + long_name(option) + " was given more than once");
        for (const std::string& value : found->second) {
            if (option.choices.empty() ||
                std::ranges::find(option.choices, value) != option.choices.end())
                continue;
            std::string sentence = "--" + long_name(option) + " is one of";
            for (const std::string& choice : option.choices) sentence += ' ' + choice;
            refuse(spec, sentence + ", not '" + value + "'" + suggestion(value, option.choices));
        }
    }
}

void take_arguments(const CommandSpec& spec, const std::vector<std::string>& given,
                    Arguments::Values& values) {
    std::size_t next = 0;
    for (const ArgumentSpec& argument : spec.arguments) {
        if (next == given.size() && argument.required)
            refuse(spec, "'varve " + spec.name + "' needs " + argument.name);
        while (next < given.size()) {
            values[argument.name].push_back(given[next++]);
            if (!argument.repeated) break;
        }
    }
    if (next < given.size())
        refuse(spec,
               "'varve " + spec.name + "' does not know what to do with '" + given[next] + "'");
}

} // namespace

CommandLine find_command(std::vector<std::string> words, std::span<const std::string> known,
                         std::span<const OptionSpec> options) {
    CommandLine line;
    const auto is_known = [&](const std::string& name) {
        return std::ranges::find(known, name) != known.end();
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (is_verbosity(word)) {
            line.verbosity += word == "--verbose" ? 1 : static_cast<int>(word.size() - 1);
        } else if (word == "--help" || word == "-h") {
            line.help = true;
        } else if (word == "--version" && line.command.empty()) {
            line.command = "version";
        } else if (word.starts_with("-") || !line.command.empty()) {
            line.rest.push_back(word);
            const bool has_value = takes_next(word, common_options()) || takes_next(word, options);
            if (has_value && i + 1 < words.size()) line.rest.push_back(words[++i]);
        } else {
            line.command = word;
            if (i + 1 < words.size() && is_known(word + ' ' + words[i + 1]))
                line.command += ' ' + words[++i];
        }
    }
    return line;
}

std::vector<Secret> passwords_in(std::span<const std::string> words) {
    std::vector<Secret> passwords;
    for (const std::string& word : words) {
        const std::size_t slashes = word.find("://");
        if (slashes == std::string::npos) continue;
        const std::string_view rest = std::string_view(word).substr(slashes + 3);
        std::size_t at = rest.substr(0, rest.find('?')).rfind('@');
        if (at == std::string_view::npos) at = rest.substr(0, rest.find('/')).rfind('@');
        const std::size_t colon = rest.find(':');
        if (at == std::string_view::npos || colon > at) continue;
        passwords.emplace_back(std::string(rest.substr(colon + 1, at - colon - 1)));
    }
    return passwords;
}

Arguments parse_arguments(const CommandSpec& spec, const std::vector<std::string>& words) {
    po::options_description description;
    add_options(description, spec.options);
    add_options(description, common_options());
    Arguments::Values values;
    std::vector<std::string> given;
    try {
        const int style =
            po::command_line_style::unix_style ^ po::command_line_style::allow_guessing;
        const po::positional_options_description anything =
            po::positional_options_description().add("argument", -1);
        const auto parsed = po::command_line_parser(words)
                                .options(description)
                                .positional(anything)
                                .style(style)
                                .run();
        for (const auto& option : parsed.options) {
            if (option.position_key >= 0) {
                given.insert(given.end(), option.value.begin(), option.value.end());
                continue;
            }
            auto& target = values[option.string_key];
            target.insert(target.end(), option.value.begin(), option.value.end());
            if (option.value.empty()) target.emplace_back("yes");
        }
    } catch (const po::unknown_option& error) {
        const std::string name = error.get_option_name();
        refuse(spec, "'varve " + spec.name + "' has no option '" + name + "'" +
                         suggestion(name, option_words(spec)));
    } catch (const po::error& error) {
        refuse(spec, error.what());
    }
    check_values(spec, spec.options, values);
    check_values(spec, common_options(), values);
    take_arguments(spec, given, values);
    return Arguments(std::move(values));
}

} // namespace varve
