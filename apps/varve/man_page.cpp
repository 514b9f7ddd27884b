#include "apps/varve/man_page.hpp"

#include "apps/varve/command_line.hpp"
#include "apps/varve/help.hpp"

#include <algorithm>

namespace varve {

namespace {

// A hyphen of ours is a minus, and no line of text may begin like a request.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\') result += "\\e";
        if (c == '-') result += '\\';
        if (c != '\\') result += c;
    }
    const bool looks_like_a_request = result.starts_with('.') || result.starts_with('\'');
    return looks_like_a_request ? "\\&" + result : result;
}

std::string title(const std::string& name, const std::string& version) {
    std::string capitals = name;
    std::ranges::transform(capitals, capitals.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return ".TH " + capitals + " 1 \"\" \"varve " + version + "\" \"varve\"\n";
}

std::string entry(const std::string& left, std::string_view right) {
    return ".TP\n.B " + escaped(left) + '\n' + escaped(right) + '\n';
}

std::string options(std::span<const OptionSpec> list) {
    std::string text;
    for (const OptionSpec& option : list) text += entry(spelled(option), explained(option));
    return text;
}

std::string paragraphs(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        result += ".PP\n" + escaped(text.substr(0, end)) + '\n';
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return result;
}

std::string dashed(const CommandSpec& spec) {
    std::string name = "varve-" + spec.name;
    std::ranges::replace(name, ' ', '-');
    return name;
}

} // namespace

std::string man_file_name(const CommandSpec& spec) {
    return dashed(spec) + ".1";
}

std::string man_page(const CommandSpec& spec, const std::string& version) {
    std::string text = title(dashed(spec), version) + ".SH NAME\n" + escaped(dashed(spec)) +
                       " \\- " + escaped(spec.summary) + "\n.SH SYNOPSIS\n.B " +
                       escaped(usage_line(spec)) + '\n';
    if (!spec.details.empty()) text += ".SH DESCRIPTION\n" + paragraphs(spec.details);
    if (!spec.arguments.empty()) {
        text += ".SH ARGUMENTS\n";
        for (const ArgumentSpec& argument : spec.arguments)
            text += entry(argument.name, argument.help);
    }
    if (!spec.options.empty()) text += ".SH OPTIONS\n" + options(spec.options);
    text += ".SH OPTIONS OF EVERY COMMAND\n" + options(common_options());
    if (!spec.examples.empty()) {
        text += ".SH EXAMPLES\n.nf\n";
        for (const std::string& example : spec.examples) text += escaped(example) + '\n';
        text += ".fi\n";
    }
    return text + ".SH SEE ALSO\n.BR varve (1)\n";
}

std::string man_overview(std::span<const ManGroup> groups, const std::string& version) {
    std::string text = title("varve", version) +
                       ".SH NAME\nvarve \\- evolves database schemas: migrations forwards and "
                       "backwards\n.SH SYNOPSIS\n.B varve\nCOMMAND [options]\n";
    for (const ManGroup& group : groups) {
        std::string heading = group.heading;
        std::ranges::transform(heading, heading.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        });
        text += ".SH " + heading + '\n';
        for (const CommandSpec& spec : group.commands)
            text += ".TP\n.BR " + escaped(dashed(spec)) + " (1)\n" + escaped(spec.summary) + '\n';
    }
    return text + ".SH OPTIONS OF EVERY COMMAND\n" + options(common_options());
}

} // namespace varve
