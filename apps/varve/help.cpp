#include "apps/varve/help.hpp"

#include "apps/varve/command_line.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

constexpr std::size_t page_width = 80;

// `text` broken into lines that begin at `indent`, the first of which starts at `column`.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t column) {
    std::string result;
    bool first = true;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        text.remove_prefix(std::min(space + 1, text.size()));
        if (!first && column + 1 + word.size() > page_width) {
            result += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!first) {
            result += ' ';
            ++column;
        }
        result += word;
        column += word.size();
        first = false;
    }
    return result;
}

std::string entry(const std::string& left, std::string_view right, std::size_t column) {
    std::string line = "  " + left;
    if (line.size() + 2 > column)
        line += '\n' + std::string(column, ' ');
    else
        line.append(column - line.size(), ' ');
    return line + wrapped(right, column, column) + '\n';
}

std::string option_list(std::span<const OptionSpec> options) {
    std::string text;
    for (const OptionSpec& option : options) text += entry(spelled(option), explained(option), 28);
    return text;
}

// Paragraphs are separated by empty lines, and filled.
std::string paragraphs(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        std::string paragraph(text.substr(0, end));
        std::ranges::replace(paragraph, '\n', ' ');
        result += wrapped(paragraph, 0, 0) + "\n\n";
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return result;
}

} // namespace

std::string overview(std::span<const CommandGroup> groups) {
    std::string text =
        "varve evolves database schemas: migrations forwards and backwards, nothing lost.\n\n"
        "  varve init                      begin: writes varve.toml and a folder\n"
        "  varve new add_phone             write the next migration\n"
        "  varve plan                      see what a run would do\n"
        "  varve run                       do it\n"
        "  varve revert                    take the last one back\n";
    for (const CommandGroup& group : groups) {
        text += '\n' + group.heading + '\n';
        for (const auto& [name, summary] : group.commands) text += entry(name, summary, 17);
    }
    return text + "\nEvery command\n" + option_list(common_options()) +
           "\n'varve help COMMAND' explains one. Nothing needs a configuration file:\n"
           "'varve run --url sqlite:app.db --dir migrations' is enough.\n";
}

std::string spelled(const OptionSpec& option) {
    const std::size_t comma = option.name.find(',');
    std::string text = "--" + option.name.substr(0, comma);
    if (comma != std::string::npos) text = '-' + option.name.substr(comma + 1) + ", " + text;
    return option.value.empty() ? text : text + ' ' + option.value;
}

std::string explained(const OptionSpec& option) {
    std::string text = option.help;
    if (!option.choices.empty()) {
        text += ':';
        for (std::size_t i = 0; i < option.choices.size(); ++i)
            text += (i == 0 ? " " : ", ") + option.choices[i];
    }
    if (!option.standard.empty()) text += " (default: " + option.standard + ')';
    if (option.repeated) text += "; may be repeated";
    return text;
}

std::string usage_line(const CommandSpec& spec) {
    std::string text = "varve " + spec.name;
    for (const ArgumentSpec& argument : spec.arguments) {
        const std::string name = argument.name + (argument.repeated ? "…" : "");
        text += argument.required ? ' ' + name : " [" + name + ']';
    }
    return text + " [options]";
}

std::string command_help(const CommandSpec& spec) {
    std::string text = "varve " + spec.name + ": " +
                       wrapped(spec.summary, 4, spec.name.size() + 8) + "\n\n  " +
                       usage_line(spec) + "\n\n" + paragraphs(spec.details);
    if (!spec.arguments.empty()) {
        for (const ArgumentSpec& argument : spec.arguments)
            text += entry(argument.name, argument.help, 28);
        text += '\n';
    }
    if (!spec.options.empty()) text += "Options\n" + option_list(spec.options) + '\n';
    text += "Every command\n" + option_list(common_options());
    if (!spec.examples.empty()) {
        text += "\nExamples\n";
        for (const std::string& example : spec.examples) text += "  " + example + '\n';
    }
    return text;
}

nlohmann::ordered_json command_json(const CommandSpec& spec) {
    auto arguments = nlohmann::ordered_json::array(), options = nlohmann::ordered_json::array();
    for (const ArgumentSpec& argument : spec.arguments)
        arguments.push_back(
            {{"name", argument.name}, {"help", argument.help}, {"required", argument.required}});
    for (const OptionSpec& option : spec.options)
        options.push_back({{"name", option.name.substr(0, option.name.find(','))},
                           {"value", option.value},
                           {"help", option.help},
                           {"default", option.standard},
                           {"choices", option.choices}});
    return {{"name", spec.name},
            {"summary", spec.summary},
            {"arguments", std::move(arguments)},
            {"options", std::move(options)}};
}

} // namespace varve
