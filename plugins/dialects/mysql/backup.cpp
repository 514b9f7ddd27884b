#include "backup.hpp"

#include "backup_content.hpp"
#include "backup_moment.hpp"
#include "location.hpp"

#include "varve/process.hpp"

#include <array>
#include <cerrno>
#include <sstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace varve::mysql {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Tls = Location::Tls;

constexpr auto file_name = "database.sql";

fs::path program_named(const char* name) {
    fs::path file = find_program(name);
    if (file.empty())
        throw ConfigError(std::string("MySQL and MariaDB are backed up with ") + name +
                          ", which is not in PATH; install MariaDB's client programs (Debian: the "
                          "package mariadb-client)");
    return file;
}

// As the client programs read it.
std::string quoted(const std::string& value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '\\' || c == '"') text += '\\';
        if (c == '\n')
            text += "\\n";
        else
            text += c;
    }
    return text + '"';
}

bool is_encrypted(Connection& connection) {
    const std::vector<Value> row = connection.query_row({"SHOW SESSION STATUS LIKE 'Ssl_cipher'"});
    return row.size() > 1 && !row[1].to_string().empty();
}

/// How the client programs reach the database: a file in memory, of our user's alone, for what is
/// in arguments is seen by all. It is gone with this process, however that ends.
class ClientFile {
public:
    ClientFile(const Url& url, Connection& connection)
        : descriptor_(::memfd_create("varve-client", MFD_CLOEXEC)) {
        if (descriptor_ < 0) fail();
        const Location location = parse_location(url);
        std::ostringstream file;
        file << "[client]\n";
        const auto line = [&](const char* name, const std::string& value) {
            if (!value.empty()) file << name << '=' << quoted(value) << '\n';
        };
        line("host", location.host);
        if (!location.host.empty()) file << "protocol=tcp\nport=" << location.port << '\n';
        line("socket", location.socket);
        line("user", location.user);
        if (const auto& password = url.password()) line("password", password->reveal());
        line("ssl-ca", location.ca);
        line("ssl-cert", location.certificate);
        line("ssl-key", location.key);
        file << (is_encrypted(connection) ? "ssl\n" : "skip-ssl\n")
             << (location.tls == Tls::verify_identity ? "ssl-verify-server-cert\n"
                                                      : "disable-ssl-verify-server-cert\n");
        const std::string text = file.str();
        // Where others may write to it, it is not read.
        if (::fchmod(descriptor_, S_IRUSR) != 0 ||
            ::write(descriptor_, text.data(), text.size()) != std::ssize(text))
            fail();
    }
    ClientFile(const ClientFile&) = delete;
    ClientFile& operator=(const ClientFile&) = delete;
    ~ClientFile() { ::close(descriptor_); }

    std::string option() const {
        return "--defaults-file=/proc/" + std::to_string(::getpid()) + "/fd/" +
               std::to_string(descriptor_);
    }

private:
    [[noreturn]] static void fail() {
        throw std::system_error(errno, std::generic_category(),
                                "no file can be made in memory for MariaDB's programs");
    }

    int descriptor_;
};

Program program_of(const char* name, Words arguments) {
    arguments.insert(arguments.begin(), name);
    return {.file = program_named(name),
            .arguments = std::move(arguments),
            .environment = environment_for_programs()};
}

std::uint64_t size_of(const fs::path& file) {
    std::error_code none;
    const std::uintmax_t size = fs::file_size(file, none);
    return none ? 0 : size;
}

} // namespace

// "mariadb-dump  Ver 10.19 Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)".
std::string DumpBackup::description() const {
    const std::string text = run_to_success(program_of("mariadb-dump", {"--version"}));
    const std::size_t begin =
        text.find_first_of("0123456789", std::min(text.find(" from "), text.find("Distrib ")));
    if (begin == std::string::npos) throw Error("mariadb-dump does not tell its version");
    return "mariadb-dump " + text.substr(begin, text.find_first_of("-, ", begin) - begin);
}

void DumpBackup::check(Connection& connection) const {
    program_named("mariadb-dump");
    program_named("mariadb");
    const auto& dialect = static_cast<const MysqlDialect&>(connection.dialect());
    if (!dialect.server_facts().is_mariadb() && !dialect.server_facts().is_mysql(50700))
        throw ConfigError("mariadb-dump copies MySQL from version 5.7 on, and this is " +
                          std::string(dialect.server()) +
                          "; back it up with the mysqldump that came with it");
    if (!connection.owns_session())
        throw ConfigError("a backup cannot be made through a proxy that shares sessions; let the "
                          "database URL lead to the server itself");
}

// Bytes are written as hexadecimal digits.
std::uint64_t DumpBackup::estimate(Connection& connection) const {
    return static_cast<std::uint64_t>(
        connection
            .query_row({"SELECT CAST(coalesce(sum(2 * data_length), 0) AS SIGNED) FROM "
                        "information_schema.tables WHERE table_schema = DATABASE()"},
                       std::array{Kind::integer})
            .front()
            .cell()
            .as_integer());
}

std::uint32_t DumpBackup::release(Connection& connection) const {
    return static_cast<const MysqlDialect&>(connection.dialect()).server_facts().version / 100;
}

std::vector<ComparedRows> DumpBackup::compared_rows(Connection& connection) const {
    return mysql::compared_rows(connection);
}

void DumpBackup::backup(const BackupRequest& request) const {
    Moment moment({.url = request.url, .directory = request.url_directory});
    const ClientFile client(request.url, moment.connection());
    const fs::path file = request.directory / file_name;
    const Program dump = program_of(
        "mariadb-dump",
        {client.option(), "--single-transaction", "--quick", "--routines", "--triggers", "--events",
         "--hex-blob", "--no-tablespaces", "--skip-dump-date", "--default-character-set=utf8mb4",
         "--result-file=" + file.string(), "--", parse_location(request.url).database});
    run_to_success(dump, [&] {
        // What is written first stands in a buffer until there is much more, and its transaction
        // has begun before that.
        const std::uint64_t size = size_of(file);
        if (size > 0) moment.end_waiting();
        if (request.tick) request.tick(size, 0);
    });
    moment.end_waiting();
    if (request.on_snapshot) request.on_snapshot(moment.connection());
}

std::vector<std::string> DumpBackup::restore(const RestoreRequest& request) const {
    MysqlConnection connection({.url = request.url, .directory = request.url_directory});
    check(connection);
    make_empty(connection);
    const ClientFile client(request.url, connection);
    Program program = program_of("mariadb", {client.option(), "--batch", "--binary-mode",
                                             "--default-character-set=utf8mb4", "--",
                                             parse_location(request.url).database});
    program.input_file = request.directory / file_name;
    run_to_success(program, [&] {
        if (request.tick) request.tick(0, 0);
    });
    return {};
}

} // namespace varve::mysql
