#include "diagnosis.hpp"

#include "location.hpp"

#include <algorithm>
#include <cerrno>
#include <grp.h>
#include <sqlite3.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace varve::sqlite {

namespace {

namespace fs = std::filesystem;
using Severity = Diagnosis::Severity;

std::string first_text(Connection& connection, const char* query) {
    constexpr std::array<Kind, 1> text{Kind::text};
    const std::vector<Value> row = connection.query_row({query}, text);
    return row.empty() || row.front().is_null() ? std::string() : row.front().to_string();
}

// Also of one that is not there yet; empty where it is in memory.
fs::path file_of(const CheckRequest& request) {
    const Location location = parse_location(request.connect.url);
    if (location.in_memory || !location.vfs.empty()) return {};
    return fs::absolute(request.connect.directory / location.path);
}

const std::vector<Diagnosis>& nothing_to_check() {
    static const std::vector<Diagnosis> in_memory{{.what = "the database is in memory"}};
    return in_memory;
}

std::string readable(std::uintmax_t bytes) {
    constexpr std::uintmax_t mebi = 1U << 20U;
    return bytes < mebi ? std::to_string(bytes / 1024) + " KiB"
                        : std::to_string(bytes / mebi) + " MiB";
}

} // namespace

std::vector<Check> all_checks() {
    return {{"file", check_file},
            {"space", check_space},
            {"users", check_users},
            {"integrity", check_integrity}};
}

namespace {

constexpr const char* share_remedy =
    "run varve as the user whose it is, or let that one share it with the group of this process:";

std::string share(const fs::path& place) {
    const ::group* const ours = ::getgrgid(::getegid());
    const std::string name = ours != nullptr ? ours->gr_name : std::to_string(::getegid());
    const std::string word = shell_word(place.string());
    return "chgrp " + shell_word(name) + ' ' + word + " && chmod g+rw" +
           (fs::is_directory(place) ? "x " : " ") + word;
}

Diagnosis not_writable(const fs::path& place, int reason, const char* what) {
    Diagnosis diagnosis{.severity = Severity::problem,
                        .what = std::string(what) + ' ' + place.string() +
                                " cannot be written: " + std::generic_category().message(reason)};
    if (reason == ENOENT) {
        diagnosis.remedy = "check the path in the URL, or make the folder:";
        diagnosis.command = "mkdir -p " + shell_word(place.string());
    } else if (reason == EROFS) {
        diagnosis.remedy = "its file system is mounted read-only; if nothing is wrong with the "
                           "disk, let an administrator say:";
        diagnosis.command = "mount -o remount,rw \"$(findmnt -n -o TARGET --target " +
                            shell_word(place.string()) + ")\"";
    } else {
        diagnosis.remedy = share_remedy;
        diagnosis.command = share(place);
    }
    return diagnosis;
}

} // namespace

// SQLite makes its journal beside the file, and varve its lock.
std::vector<Diagnosis> check_file(Connection& connection, const CheckRequest& request) {
    const fs::path file = file_of(request);
    if (file.empty()) return nothing_to_check();
    const Location location = parse_location(request.connect.url);
    if (location.mode == Location::Mode::read_only || location.immutable)
        return {{.severity = Severity::problem,
                 .what = "the URL opens the database for reading only",
                 .remedy = "take mode=ro and immutable=1 out of it:",
                 .command = "export VARVE_URL=" + shell_word("sqlite:" + location.path)}};
    std::error_code ignored;
    const bool exists = fs::exists(file, ignored);
    if (exists && ::access(file.c_str(), W_OK) != 0)
        return {not_writable(file, errno, "the database file")};
    const fs::path folder = file.parent_path();
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return {not_writable(folder, errno, "the folder")};
    if (!exists) return {{.what = file.string() + " is not there yet; the first run makes it"}};
    return {{.what = file.string() + ", journal mode " +
                     first_text(connection, "PRAGMA journal_mode")}};
}

// A table that is rebuilt stands there twice, and once more in the journal.
std::vector<Diagnosis> check_space(Connection&, const CheckRequest& request) {
    constexpr std::uintmax_t least = 1U << 20U;
    const fs::path file = file_of(request);
    if (file.empty()) return nothing_to_check();
    const std::string folder = file.parent_path().string();
    struct statvfs facts {};
    if (::statvfs(folder.c_str(), &facts) != 0)
        return {{.severity = Severity::unchecked,
                 .what = folder + ": " + std::generic_category().message(errno)}};
    const bool has_inodes = facts.f_files == 0 || facts.f_favail > 1;
    const std::uintmax_t free = facts.f_bavail * facts.f_frsize;
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(file, missing);
    const std::uintmax_t wanted = missing ? least : std::max(least, size);
    if (free >= wanted && has_inodes) return {{.what = readable(free) + " free in " + folder}};
    const std::string what = has_inodes ? "only " + readable(free) + " are free in " + folder
                                        : "no more files can be made in " + folder;
    const bool hopeless = free < least / 16 || !has_inodes;
    return {{.severity = hopeless ? Severity::problem : Severity::warning,
             .what = what + (hopeless || missing ? "" : ", and the database has " + readable(size)),
             .remedy = "make room there; this shows what takes it:",
             .command = "du -xah " + shell_word(folder) + " | sort -h | tail"}};
}

std::vector<Diagnosis> check_users(Connection&, const CheckRequest& request) {
    const fs::path file = file_of(request);
    if (file.empty()) return nothing_to_check();
    const std::vector<FileUser> users = writers_of(file);
    if (users.empty()) return {{.what = "nobody else is writing"}};
    const FileUser& user = users.front();
    Diagnosis diagnosis{.severity = Severity::warning,
                        .what = "another program is writing, and others wait for it",
                        .remedy = "wait for it"};
    if (user.pid == 0) return {diagnosis};
    diagnosis.what = "the process " + std::to_string(user.pid) + " (" + user.program +
                     ") is writing, and others wait for it";
    diagnosis.remedy = "wait for it, or end it; SQLite then takes back what it did not commit:";
    diagnosis.command = "kill " + std::to_string(user.pid);
    return {diagnosis};
}

namespace {

std::string on_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

constexpr const char* damage_remedy =
    "restore a backup, or put what can still be read into its place:";

// Not by the shell's .recover, which is not built into every one. Where .dump met damage, it ends
// with a rollback.
std::string save_what_is_left(const fs::path& file) {
    const std::string name = shell_word(file.string());
    const std::string copy = shell_word(file.string() + ".saved");
    return "sqlite3 " + name + " .dump | sed 's/^ROLLBACK;.*/COMMIT;/' | sqlite3 " + copy +
           " && mv " + name + ' ' + shell_word(file.string() + ".damaged") + " && mv " + copy +
           ' ' + name;
}

} // namespace

// Reads the whole file, which nobody wants of a big one without being asked.
std::vector<Diagnosis> check_integrity(Connection& connection, const CheckRequest& request) {
    constexpr std::uintmax_t most = 1U << 30U;
    const fs::path file = file_of(request);
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(file, missing);
    if (!missing && size > most)
        return {{.severity = Severity::unchecked,
                 .what = "to read all of " + readable(size) +
                         " takes a while; PRAGMA quick_check says whether they are whole",
                 .remedy = std::string("if they are not, ") + damage_remedy,
                 .command = save_what_is_left(file)}};
    const std::string damage = first_text(connection, "PRAGMA quick_check(1)");
    if (damage != "ok")
        return {{.severity = Severity::problem,
                 .what = "the file is damaged: " + on_one_line(damage),
                 .remedy = damage_remedy,
                 .command = save_what_is_left(file)}};
    const std::string table =
        first_text(connection, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1");
    if (table.empty()) return {{.what = "the file is whole, and so are its references"}};
    return {{.severity = Severity::warning,
             .what = "rows of the table " + table + " refer to rows that are not there",
             .remedy = "put them right or delete them; this shows them:",
             .sql = "SELECT * FROM pragma_foreign_key_check"}};
}

Diagnosis explain_refusal(const DatabaseError& error, const ConnectRequest& request) {
    const DatabaseError::Facts& facts = error.facts();
    const fs::path file = file_of({.connect = request});
    Diagnosis diagnosis{.severity = Severity::problem, .what = facts.message, .remedy = facts.hint};
    const std::vector<FileUser> users = facts.kind == DatabaseError::Kind::lock_timeout
                                            ? writers_of(file)
                                            : std::vector<FileUser>();
    std::error_code ignored;
    if (!users.empty() && users.front().pid > 0) {
        const std::string pid = std::to_string(users.front().pid);
        diagnosis.what += "; the process " + pid + " (" + users.front().program + ") has it locked";
        diagnosis.remedy = "wait for it, or end it; SQLite then takes back what it did not commit:";
        diagnosis.command = "kill " + pid;
    } else if ((facts.native_code & 0xff) == SQLITE_CORRUPT) {
        diagnosis.remedy = damage_remedy;
        diagnosis.command = save_what_is_left(file);
    } else if (fs::exists(file, ignored) && ::access(file.c_str(), R_OK) != 0) {
        diagnosis.remedy = share_remedy;
        diagnosis.command = share(file);
    }
    return diagnosis;
}

} // namespace varve::sqlite
