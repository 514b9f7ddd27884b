#include "apps/varve/command.hpp"

#include "apps/varve/templates.hpp"
#include "kernel/config/known_settings.hpp"
#include "kernel/text_file.hpp"
#include "varve/suggestion.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace varve {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string>& kinds() {
    static const std::vector<std::string> all{"dialect", "source", "hook", "migrations"};
    return all;
}

void check_kind(const std::string& kind) {
    if (std::ranges::find(kinds(), kind) == kinds().end())
        throw ConfigError("a plugin is a dialect, a source, a hook or migrations, not '" + kind +
                          "'" + suggestion(kind, kinds()));
}

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

// As varve_plugin() in CMake has it.
void check_name(const std::string& kind, const std::string& name) {
    const auto may_stand = [](char c) {
        return is_small_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (name.empty() || !is_small_letter(name.front()) || !std::ranges::all_of(name, may_stand))
        throw ConfigError("a plugin's name begins with a small letter and has small letters, "
                          "digits, - and _, as in audit-log, unlike '" +
                          name + "'");
    if (kind == "dialect" && name.find('_') != std::string::npos)
        throw ConfigError("the name of a dialect is also its URL scheme, which has no _; write '-' "
                          "in its place, unlike '" +
                          name + "'");
    if (known_setting(name) != nullptr || std::ranges::count(own_sections(), name) > 0)
        throw ConfigError("[" + name + "] in varve.toml is varve's own; call the plugin otherwise");
}

// "audit-log" as a class is called: AuditLog.
std::string class_name(const std::string& name) {
    std::string result;
    bool starts_word = true;
    for (const char c : name) {
        const bool letter = c != '-' && c != '_';
        if (letter) result += starts_word && is_small_letter(c) ? static_cast<char>(c - 32) : c;
        starts_word = !letter;
    }
    return result;
}

std::string replaced(std::string text, std::string_view word, std::string_view by) {
    for (std::size_t at = text.find(word); at != std::string::npos;
         at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
    return text;
}

std::string filled(std::string_view content, const std::string& name) {
    return replaced(replaced(std::string(content), "Acme", class_name(name)), "acme", name);
}

/// A folder that is not there yet, or empty; what is in it goes again unless it is kept.
class NewFolder {
public:
    explicit NewFolder(fs::path path) : path_(std::move(path)), was_there_(fs::exists(path_)) {
        if (was_there_ && !(fs::is_directory(path_) && fs::is_empty(path_)))
            throw ConfigError(path_.string() + " is there already, and no empty folder; nothing "
                                               "was written. --dir names another");
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    ~NewFolder() {
        if (kept_) return;
        std::error_code ignored;
        if (!was_there_) fs::remove_all(path_, ignored);
        for (const auto& entry : fs::directory_iterator(path_, ignored))
            fs::remove_all(entry.path(), ignored);
    }

    void write(std::string_view name, std::string_view text) const {
        const fs::path file = path_ / name;
        std::error_code error;
        fs::create_directories(file.parent_path(), error);
        if (!error) error.assign(write_text_file(file, text), std::generic_category());
        if (error)
            throw ConfigError(file.string() + " cannot be written: " + error.message() +
                              "; nothing was kept");
    }
    void keep() { kept_ = true; }

private:
    fs::path path_;
    bool was_there_;
    bool kept_ = false;
};

ExitCode plugin_new(App& app) {
    const std::string kind = app.arguments().text("KIND");
    const std::string name = app.arguments().text("NAME");
    check_kind(kind);
    check_name(kind, name);
    const fs::path path = app.arguments().has("dir") ? app.arguments().text("dir") : name;
    NewFolder folder(path);
    std::vector<std::string> files;
    for (const TemplateFile& file : template_files()) {
        if (file.kind != kind) continue;
        folder.write(file.path, filled(file.content, name));
        files.push_back((path / file.path).string());
    }
    folder.keep();
    if (app.json()) {
        app.print({{"folder", path.string()}, {"files", files}});
        return ExitCode::done;
    }
    for (const std::string& file : files) app.terminal().say("wrote " + file);
    app.terminal().say("next: build and test it, as " + (path / "README.md").string() + " says");
    return ExitCode::done;
}

} // namespace

AppCommand plugin_new_command() {
    return {"Write plugins",
            {.name = "plugin new",
             .summary = "write a project for a plugin, ready to be built and tested",
             .details =
                 "KIND is dialect, source, hook or migrations. Writes a small plugin that works, "
                 "with a test that runs the conformance suite, into a new folder NAME, or that of "
                 "--dir. Never changes what is there.",
             .arguments = {{.name = "KIND", .help = "dialect, source, hook or migrations"},
                           {.name = "NAME", .help = "what the configuration calls it: audit-log"}},
             .examples = {"varve plugin new hook audit-log",
                          "varve plugin new dialect acme --dir ~/work/varve-acme"}},
            &plugin_new};
}

} // namespace varve
