#include "apps/varve/completion.hpp"

#include "apps/varve/command_line.hpp"
#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace varve {

namespace {

using Specs = std::span<const CommandSpec>;

std::string long_name(const OptionSpec& option) {
    return option.name.substr(0, option.name.find(','));
}

std::string short_name(const OptionSpec& option) {
    const std::size_t comma = option.name.find(',');
    return comma == std::string::npos ? "" : option.name.substr(comma + 1);
}

bool takes_file(const OptionSpec& option) {
    return option.value == "FILE";
}
bool takes_file(const CommandSpec& command) {
    return std::ranges::any_of(
        command.arguments, [](const ArgumentSpec& argument) { return argument.name == "FILE"; });
}
bool takes_folder(const OptionSpec& option) {
    return option.value == "DIR";
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

// For a shell's single quotes.
std::string in_quotes(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    }
    return result + "'";
}

std::string first_word(const std::string& name) {
    return name.substr(0, name.find(' '));
}

// "lock" of "lock status", and all names of one word.
std::vector<std::string> first_words(Specs commands) {
    std::vector<std::string> words;
    for (const CommandSpec& command : commands)
        if (const std::string word = first_word(command.name);
            std::ranges::find(words, word) == words.end())
            words.push_back(word);
    return words;
}

std::vector<std::string> second_words(Specs commands, const std::string& first) {
    std::vector<std::string> words;
    for (const CommandSpec& command : commands)
        if (command.name.starts_with(first + ' '))
            words.push_back(command.name.substr(first.size() + 1));
    return words;
}

// What an argument can be, where its name says so: "run|revert".
std::vector<std::string> argument_words(const CommandSpec& command) {
    std::vector<std::string> words;
    for (const ArgumentSpec& argument : command.arguments) {
        if (argument.name.find('|') == std::string::npos) continue;
        std::istringstream choices(argument.name);
        for (std::string word; std::getline(choices, word, '|');) words.push_back(word);
    }
    return words;
}

std::vector<std::string> option_words(std::span<const OptionSpec> options) {
    std::vector<std::string> words;
    for (const OptionSpec& option : options) words.push_back("--" + long_name(option));
    return words;
}

// Every option of any command, once: what its value is does not depend on the command.
std::vector<OptionSpec> all_options(Specs commands) {
    std::vector<OptionSpec> options(common_options().begin(), common_options().end());
    std::set<std::string> known;
    for (const OptionSpec& option : options) known.insert(option.name);
    for (const CommandSpec& command : commands)
        for (const OptionSpec& option : command.options)
            if (known.insert(option.name).second) options.push_back(option);
    return options;
}

std::string bash_values(Specs commands) {
    std::string files, folders, free, choices;
    const auto add = [](std::string& list, const std::string& option) {
        list += (list.empty() ? "" : "|") + option;
    };
    for (const OptionSpec& option : all_options(commands)) {
        const std::string name = "--" + long_name(option);
        if (!option.choices.empty())
            choices += "        " + name + ") COMPREPLY=($(compgen -W " +
                       in_quotes(joined(option.choices, " ")) + " -- \"$word\")); return ;;\n";
        else if (takes_file(option))
            add(files, name);
        else if (takes_folder(option))
            add(folders, name);
        else if (!option.value.empty())
            add(free, name);
    }
    return choices + "        " + files + ") compopt -o default; return ;;\n        " + folders +
           ") compopt -o dirnames; return ;;\n        " + free + ") return ;;\n";
}

std::string bash(Specs commands) {
    std::vector<std::string> prefixes;
    std::string words;
    for (const std::string& first : first_words(commands)) {
        prefixes.push_back(in_quotes(first));
        const std::vector<std::string> seconds = second_words(commands, first);
        if (seconds.empty()) continue;
        words +=
            "        " + in_quotes(first) + ") words=" + in_quotes(joined(seconds, " ")) + " ;;\n";
        for (const std::string& second : seconds)
            prefixes.push_back(in_quotes(first + ' ' + second));
    }
    for (const CommandSpec& command : commands) {
        std::vector<std::string> all = argument_words(command);
        std::ranges::copy(option_words(command.options), std::back_inserter(all));
        words += "        " + in_quotes(command.name) + ") words=" + in_quotes(joined(all, " ")) +
                 (takes_file(command) ? " files=yes ;;\n" : " ;;\n");
    }
    return "# bash completion for varve: source <(varve completion bash)\n"
           "_varve() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
           "    local command= words= files= i\n"
           "    COMPREPLY=()\n"
           "    # --option=value comes as three words.\n"
           "    if [[ $word == '=' ]]; then\n"
           "        word=\n"
           "    elif [[ $previous == '=' ]]; then\n"
           "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
           "    fi\n"
           "    case $previous in\n" +
           bash_values(commands) +
           "    esac\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${command:+$command }${COMP_WORDS[i]} in\n"
           "        " +
           joined(prefixes, " | ") +
           ")\n"
           "            command=${command:+$command }${COMP_WORDS[i]} ;;\n"
           "        esac\n"
           "    done\n"
           "    case $command in\n"
           "        '') words=" +
           in_quotes(joined(first_words(commands), " ")) + " ;;\n" + words +
           "    esac\n"
           "    [[ $files && $word != -* ]] && { compopt -o default; return; }\n"
           "    COMPREPLY=($(compgen -W \"$words " +
           joined(option_words(common_options()), " ") +
           "\" -- \"$word\"))\n"
           "}\n"
           "complete -F _varve varve\n";
}

// In the brackets of _arguments.
std::string zsh_text(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':') result += '\\';
        result += c;
    }
    return result;
}

std::string zsh_option(const OptionSpec& option) {
    std::string value;
    if (!option.choices.empty())
        value = ":" + option.value + ":(" + joined(option.choices, " ") + ")";
    else if (takes_file(option))
        value = ":" + option.value + ":_files";
    else if (takes_folder(option))
        value = ":" + option.value + ":_path_files -/";
    else if (!option.value.empty())
        value = ":" + option.value + ": ";
    const std::string star = option.repeated ? "*" : "";
    const std::string equals = value.empty() ? "" : "="; // --option value, and --option=value
    return in_quotes(star + "--" + long_name(option) + equals + "[" + zsh_text(option.help) + "]" +
                     value);
}

std::string zsh_options(std::span<const OptionSpec> options) {
    std::string text;
    for (const OptionSpec& option : options) text += " \\\n            " + zsh_option(option);
    return text;
}

// Where there is nothing to offer, a spec would keep zsh from offering options.
std::string zsh_arguments(const CommandSpec& command) {
    const std::vector<std::string> choices = argument_words(command);
    if (!choices.empty()) return " '1: :(" + joined(choices, " ") + ")'";
    return takes_file(command) ? " '*: :_files'" : "";
}

std::string zsh(Specs commands) {
    std::string names, cases;
    for (const CommandSpec& command : commands) {
        names += "        " + in_quotes(command.name + ":" + zsh_text(command.summary)) + "\n";
        cases += "        " + in_quotes(command.name) + ") _arguments" +
                 zsh_options(command.options) + zsh_options(common_options()) +
                 zsh_arguments(command) + " ;;\n";
    }
    std::vector<std::string> prefixes;
    for (const std::string& first : first_words(commands))
        if (!second_words(commands, first).empty()) prefixes.push_back(in_quotes(first));
    return "#compdef varve\n"
           "# zsh completion for varve: varve completion zsh > \"${fpath[1]}/_varve\"\n"
           "_varve() {\n"
           "    local curcontext=$curcontext context state state_descr line\n"
           "    typeset -A opt_args\n"
           "    local -a commands firsts seconds\n"
           "    commands=(\n" +
           names +
           "    )\n"
           "    _arguments -C -A '-*'" +
           zsh_options(common_options()) +
           " \\\n            '1: :->first' '*:: :->rest' && return\n"
           "    if [[ $state == first ]]; then\n"
           "        firsts=(${commands:#* *:*} ${(u)${(M)commands:#* *:*}%% *})\n"
           "        _describe 'command' firsts\n"
           "        return\n"
           "    fi\n"
           "    local command=${words[1]}\n"
           "    case $command in\n"
           "        " +
           joined(prefixes, " | ") +
           ")\n"
           "            if ((CURRENT == 2)); then\n"
           "                seconds=(${${(M)commands:#$command *}#$command })\n"
           "                _describe 'command' seconds\n"
           "                return\n"
           "            fi\n"
           "            shift words\n"
           "            ((CURRENT--))\n"
           "            command=\"$command ${words[1]}\" ;;\n"
           "    esac\n"
           "    case $command in\n" +
           cases +
           "    esac\n"
           "}\n"
           "_varve \"$@\"\n";
}

std::string fish_option(const OptionSpec& option, const std::string& condition) {
    std::string line = "complete -c varve" + condition + " -l " + long_name(option);
    if (const std::string letter = short_name(option); !letter.empty()) line += " -s " + letter;
    if (!option.choices.empty())
        line += " -x -a " + in_quotes(joined(option.choices, " "));
    else if (takes_folder(option))
        line += " -x -a '(__fish_complete_directories)'";
    else if (takes_file(option))
        line += " -r -F";
    else if (!option.value.empty())
        line += " -x";
    return line + " -d " + in_quotes(option.help) + '\n';
}

std::string fish(Specs commands) {
    const std::string all = joined(first_words(commands), " ");
    std::string text = "# fish completion for varve: varve completion fish | source\n"
                       "complete -c varve -f\n";
    for (const OptionSpec& option : common_options()) text += fish_option(option, "");
    for (const CommandSpec& command : commands) {
        const std::string first = first_word(command.name);
        const bool alone = first == command.name;
        const std::string second = alone ? "" : command.name.substr(first.size() + 1);
        const std::string unseen = in_quotes("not __fish_seen_subcommand_from " + all);
        const std::string seen = "__fish_seen_subcommand_from " + first;
        if (alone)
            text += "complete -c varve -n " + unseen + " -a " + first + " -d " +
                    in_quotes(command.summary) + '\n';
        else
            text += "complete -c varve -n " + unseen + " -a " + first + "\ncomplete -c varve -n " +
                    in_quotes(seen + "; and not __fish_seen_subcommand_from " +
                              joined(second_words(commands, first), " ")) +
                    " -a " + second + " -d " + in_quotes(command.summary) + '\n';
        const std::string here =
            alone ? seen : seen + "; and __fish_seen_subcommand_from " + second;
        const std::string condition = " -n " + in_quotes(here);
        if (takes_file(command)) text += "complete -c varve" + condition + " -F\n";
        if (const auto words = argument_words(command); !words.empty())
            text += "complete -c varve" + condition + " -a " + in_quotes(joined(words, " ")) + '\n';
        for (const OptionSpec& option : command.options) text += fish_option(option, condition);
    }
    return text;
}

} // namespace

const std::vector<std::string>& completion_shells() {
    static const std::vector<std::string> shells{"bash", "zsh", "fish"};
    return shells;
}

std::string completion_script(std::string_view shell, Specs commands) {
    if (shell == "bash") return bash(commands);
    if (shell == "zsh") return zsh(commands);
    if (shell == "fish") return fish(commands);
    throw ConfigError("there is completion for bash, zsh and fish, and not for '" +
                      std::string(shell) + "'" + suggestion(shell, completion_shells()));
}

} // namespace varve
