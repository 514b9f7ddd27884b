#include "apps/varve/command.hpp"

#include "kernel/load/plugin_registry.hpp"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace varve {

namespace {

std::string file_text(const std::string& url, const std::string& dir) {
    return "# How varve finds and evolves this project's database. 'varve help' lists the "
           "commands;\n"
           "# every setting can also be given as VARVE_… in the environment, many as an option.\n\n"
           "# ${NAME} and ${NAME:-default} are taken from the environment and from a .env file.\n"
           "url = \"" +
           url +
           "\"\n\n"
           "[project]\n"
           "migrations = \"" +
           dir +
           "\"\n"
           "# hooks = [\"audit\"]           # plugins that run around each migration\n\n"
           "[migrate]\n"
           "# lock_timeout = \"5s\"         # how long a statement may wait for a table\n"
           "# wait_lock = \"60s\"           # how long to wait while another run is at work\n\n"
           "# 'varve --profile production …' uses these instead.\n"
           "# [profile.production]\n"
           "# url = \"${DATABASE_URL}\"\n";
}

[[noreturn]] void refuse_what_is_there(const std::filesystem::path& file) {
    throw ConfigError(file.string() + " is there already; nothing was changed");
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code reason;
    std::filesystem::create_directories(folder, reason);
    if (reason || !std::filesystem::is_directory(folder))
        throw ConfigError("the folder " + folder.string() + " cannot be made: " +
                          (reason ? reason.message() : "a file of that name is there already") +
                          "; nothing was changed");
}

void write_new(const std::filesystem::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0 && errno == EEXIST) refuse_what_is_there(file);
    if (descriptor < 0)
        throw ConfigError(file.string() +
                          " cannot be written: " + std::generic_category().message(errno));
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    const int reason = errno;
    ::close(descriptor);
    if (written == static_cast<ssize_t>(text.size())) return;
    ::unlink(file.c_str());
    throw ConfigError(file.string() +
                      " cannot be written: " + std::generic_category().message(reason));
}

std::string quoted_for_toml(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

ExitCode run(App& app) {
    const std::string url =
        app.arguments().has("url") ? app.arguments().text("url") : "sqlite:app.db";
    const Url parsed = Url::parse(url);
    if (!parsed.has_authority() && url.find('@') != std::string::npos)
        throw ConfigError("what stands before the '@' of --url may be a password, which does not "
                          "belong in varve.toml; write postgresql://user@host/database, or %40 for "
                          "an '@' in the name of a file");
    if (parsed.password() || parsed.parameter("sslpassword"))
        throw ConfigError(
            "a password does not belong in varve.toml; leave it out of --url, and give it as "
            "VARVE_PASSWORD, password_file, or ${…} from the environment");
    const std::string dir = app.arguments().has("dir") ? app.arguments().text("dir") : "migrations";
    const std::filesystem::path file =
        app.arguments().has("config") ? app.arguments().text("config") : "varve.toml";
    if (std::filesystem::exists(file)) refuse_what_is_there(file);
    // The folder first: it does no harm where the file cannot be written after all.
    make_folder(file.parent_path() / dir);
    write_new(file, file_text(quoted_for_toml(url), quoted_for_toml(dir)));
    if (app.json()) {
        app.print({{"config", file.string()}, {"migrations", dir}});
        return ExitCode::done;
    }
    app.terminal().say("wrote " + file.string() + " and the folder " + dir + "/");
    app.terminal().say("next: varve new create_users");
    return ExitCode::done;
}

} // namespace

AppCommand init_command() {
    return {"Write migrations",
            {.name = "init",
             .summary = "write a varve.toml and a folder for migrations",
             .details = "Writes varve.toml (or what --config names) with the database of --url and "
                        "the folder of --dir, "
                        "and makes the folder. Never changes a file that is there.",
             .examples = {"varve init", "varve init --url postgresql://app@localhost/app"}},
            &run};
}

} // namespace varve
