#include "backup.hpp"

#include "backup_content.hpp"
#include "connection.hpp"

#include "varve/db/transaction.hpp"
#include "varve/process.hpp"

#include <array>
#include <charconv>

namespace varve::postgresql {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A table that somebody has to himself for longer is a reason to come back later.
constexpr auto lock_wait = "--lock-wait-timeout=60000";
constexpr auto owners_file = "varve-owners";

fs::path program_named(const char* name) {
    fs::path file = find_program(name);
    if (file.empty())
        throw ConfigError(std::string("PostgreSQL is backed up with ") + name +
                          ", which is not in PATH; install PostgreSQL's client programs (Debian: "
                          "the package postgresql-client)");
    return file;
}

Program program_of(const char* name, Words arguments) {
    arguments.insert(arguments.begin(), name);
    return {.file = program_named(name),
            .arguments = std::move(arguments),
            .environment = environment_for_programs()};
}

// The password by the environment, which only this user and root can see; arguments are seen by
// all. The first of several variables of a name is the one that counts.
Program program_for(const Url& url, const char* name, Words arguments) {
    if (url.parameter("sslpassword"))
        throw ConfigError("the database URL has an sslpassword, which pg_dump and pg_restore take "
                          "as an argument only, where all can see it; use a key without one");
    arguments.push_back("--dbname=" + url.text());
    arguments.emplace_back("--no-password");
    Program program = program_of(name, std::move(arguments));
    if (const auto& password = url.password())
        program.environment.insert(program.environment.begin(), "PGPASSWORD=" + password->reveal());
    return program;
}

// "15.20" of "pg_dump (PostgreSQL) 15.20 (Debian 15.20-1)".
std::string version_of(const char* name) {
    const std::string text = run_to_success(program_of(name, {"--version"}));
    const std::size_t begin = text.find_first_of("0123456789");
    if (begin == std::string::npos) throw Error(std::string(name) + " does not tell its version");
    return text.substr(begin, text.find_first_not_of("0123456789.", begin) - begin);
}

std::uint32_t major_of(std::string_view version) {
    std::uint32_t major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    return major;
}

std::uint64_t size_of(const fs::path& folder) {
    std::uint64_t size = 0;
    std::error_code gone; // pg_dump may be at work on a file
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, gone))
        if (const auto bytes = entry.file_size(gone); !gone) size += bytes;
    return size;
}

void refuse_older(const char* name, std::uint32_t server) {
    const std::string version = version_of(name);
    const std::string needed = std::to_string(server);
    if (major_of(version) < server)
        throw ConfigError(std::string(name) + " is of version " + version +
                          ", too old for a server of version " + needed +
                          "; install the client programs of version " + needed +
                          " or newer (Debian: the package postgresql-client-" + needed + ")");
}

} // namespace

std::string DumpBackup::description() const {
    return "pg_dump " + version_of("pg_dump") + ", directory format";
}

void DumpBackup::check(Connection& connection) const {
    if (!connection.owns_session())
        throw ConfigError("a backup cannot be made through a pooler that shares sessions; let the "
                          "database URL lead to PostgreSQL itself");
    for (const char* const name : {"pg_dump", "pg_restore"})
        refuse_older(name, release(connection));
}

std::uint64_t DumpBackup::estimate(Connection& connection) const {
    return static_cast<std::uint64_t>(
        connection
            .query_row({"SELECT pg_database_size(current_database())"}, std::array{Kind::integer})
            .front()
            .cell()
            .as_integer());
}

std::uint32_t DumpBackup::release(Connection& connection) const {
    const auto& ours = static_cast<PostgresqlConnection&>(connection);
    return static_cast<std::uint32_t>(ours.server_version() / 10'000);
}

std::vector<ComparedRows> DumpBackup::compared_rows(Connection& connection) const {
    return postgresql::compared_rows(connection);
}

void DumpBackup::backup(const BackupRequest& request) const {
    PostgresqlConnection connection({.url = request.url, .directory = request.url_directory});
    const Transaction moment(connection,
                             {.isolation = Isolation::repeatable_read, .access = Access::read});
    connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    const std::string snapshot =
        connection.query_row({"SELECT pg_export_snapshot()"}, std::array{Kind::text})
            .front()
            .to_string();
    if (request.on_snapshot) request.on_snapshot(connection);
    const Owners owners = owners_in(connection);
    const Program dump = program_for(
        request.url, "pg_dump",
        {"--format=directory", "--jobs=" + std::to_string(request.jobs), "--snapshot=" + snapshot,
         "--no-sync", lock_wait, "--file=" + request.directory.string()});
    run_to_success(dump, [&] {
        if (request.tick) request.tick(size_of(request.directory), 0);
    });
    write_owners(request.directory / owners_file, owners);
}

std::vector<std::string> DumpBackup::restore(const RestoreRequest& request) const {
    const Owners owners = read_owners(request.directory / owners_file);
    std::string obstacle;
    {
        PostgresqlConnection connection({.url = request.url, .directory = request.url_directory});
        check(connection);
        obstacle = why_not_theirs(connection, owners);
        make_empty(connection);
    }
    Words arguments{"--exit-on-error", "--jobs=" + std::to_string(request.jobs)};
    if (!obstacle.empty()) {
        arguments.emplace_back("--no-owner");
        arguments.emplace_back("--no-privileges");
    }
    arguments.push_back(request.directory.string());
    run_to_success(program_for(request.url, "pg_restore", std::move(arguments)), [&] {
        if (request.tick) request.tick(0, 0);
    });
    if (!owners.has_public)
        PostgresqlConnection({.url = request.url, .directory = request.url_directory})
            .execute("DROP SCHEMA IF EXISTS public");
    if (obstacle.empty()) return {};
    return {"all belongs to who restored it, and nobody else was granted anything: " + obstacle};
}

} // namespace varve::postgresql
