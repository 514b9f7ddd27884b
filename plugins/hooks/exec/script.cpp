#include "script.hpp"

#include "varve/duration.hpp"
#include "varve/error.hpp"
#include "varve/process.hpp"
#include "varve/suggestion.hpp"
#include "varve/trust.hpp"

#include <algorithm>
#include <set>

namespace varve::exec {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view usual_timeout = "60s";

Point point_named(const std::string& word, const std::string& key) {
    const auto found = std::ranges::find(point_names, word);
    if (found != point_names.end()) return static_cast<Point>(found - point_names.begin());
    const std::vector<std::string> known(point_names.begin(), point_names.end());
    std::string sentence =
        key + ": there is no point '" + word + "' in a run" + suggestion(word, known) + " (known:";
    for (const std::string& name : known) sentence += ' ' + name;
    throw ConfigError(sentence + ')');
}

[[noreturn]] void refuse_missing(const std::string& word, const fs::path& file,
                                 const std::string& key) {
    std::error_code error;
    if (fs::is_regular_file(file, error))
        throw ConfigError(key + ": " + file.string() + " cannot be run: 'chmod +x " +
                          file.string() + "'");
    const bool with_arguments = word.find(' ') != std::string::npos;
    throw ConfigError(key + ": there is no program " + (file.empty() ? word : file.string()) +
                      (file.empty() ? " in the folders of PATH" : "") +
                      (with_arguments
                           ? "; arguments are texts of their own: [\"program\", \"argument\"], or "
                             "say shell = true"
                           : ""));
}

fs::path program_of(const std::string& word, const fs::path& folder, const std::string& key) {
    const bool is_path = word.find('/') != std::string::npos;
    const fs::path written = is_path ? fs::absolute(folder / word) : find_program(word);
    if (!can_be_run(written)) refuse_missing(word, written.lexically_normal(), key);
    // What is run is what is looked at, whatever becomes of a link.
    const fs::path file = fs::canonical(written);
    if (const auto reason = distrust(file))
        throw PluginError("exec", key + ": " + file.string() + " is not trusted: it " + *reason);
    return file;
}

std::vector<std::string> arguments_of(const Settings& settings, const std::string& name) {
    const std::string key = name + ".command";
    if (settings.boolean(name + ".shell", false)) return {"/bin/sh", "-c", settings.text(key)};
    return settings.list(key);
}

Script read_script(const Settings& settings, const std::string& name, const fs::path& folder) {
    const std::string section = "exec." + name;
    Script script{.name = name, .folder = folder};
    for (const std::string& word : settings.list(name + ".points"))
        script.points.push_back(point_named(word, section + ".points"));
    if (script.points.empty())
        throw ConfigError("[" + section + "] needs points: when in a run it is called, such as " +
                          "points = [\"before_run\"]");
    script.arguments = arguments_of(settings, name);
    if (script.arguments.empty() || script.arguments.front().empty() ||
        script.arguments.back().empty())
        throw ConfigError("[" + section + "] needs a command: a program and its arguments, such " +
                          "as command = [\"./notify\", \"--all\"]");
    script.program = program_of(script.arguments.front(), script.folder, section + ".command");
    script.timeout =
        parse_duration(settings.text(name + ".timeout", usual_timeout), section + ".timeout");
    script.pass = settings.list(name + ".pass");
    return script;
}

} // namespace

std::vector<Script> read_scripts(const Settings& settings, const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& [key, value] : settings.values()) names.insert(key.substr(0, key.rfind('.')));
    if (names.empty())
        throw ConfigError("the hook 'exec' has nothing to run: a section such as [exec.notify], "
                          "with points and a command, says what");
    std::vector<Script> scripts;
    for (const std::string& name : names) scripts.push_back(read_script(settings, name, folder));
    return scripts;
}

} // namespace varve::exec
