#include "scratch.hpp"

#include "varve/log.hpp"

#include <array>
#include <random>
#include <unistd.h>

namespace varve::mysql {

namespace {

std::string new_name() {
    std::random_device random;
    return "varve_scratch_" + std::to_string(::getpid()) + '_' + std::to_string(random());
}

bool lock(MysqlConnection& connection, const std::string& name) {
    const std::vector<Value> row = connection.query_row(
        {"SELECT GET_LOCK(" + string_literal(name) + ", 0)"}, std::array{Kind::integer});
    return !row[0].is_null() && row[0].cell().as_integer() == 1;
}

std::string create_text(Connection& connection, const std::string& name) {
    const std::vector<Value> row =
        connection.query_row({"SELECT @@character_set_database, @@collation_database"});
    return "CREATE DATABASE " + quoted_identifier(name) + " CHARACTER SET " + row[0].to_string() +
           " COLLATE " + row[1].to_string();
}

// A transaction that is open there would keep the database from being dropped.
void end_sessions(Connection& connection, const std::string& database) {
    std::vector<std::string> ids;
    const auto rows = connection.query(
        {"SELECT id FROM information_schema.processlist WHERE db = " + string_literal(database)},
        std::array{Kind::text}, Fetch::all);
    std::array<Cell, 1> row;
    while (rows->next(row)) ids.emplace_back(row[0].as_text());
    for (const std::string& id : ids) {
        try {
            connection.execute("KILL " + id);
        } catch (const DatabaseError& error) {
            log::debug("the session " + id + " is not ended: " + error.what());
        }
    }
}

} // namespace

DatabaseScratch::DatabaseScratch(const ConnectRequest& request)
    : request_(request), name_(new_name()), url_(request.url.with_path('/' + name_)),
      holder_(request) {
    // First, and for as long as it takes: without it the database would be taken for abandoned.
    lock(holder_, name_);
    holder_.execute("SET SESSION wait_timeout = 31536000"); // a year, the longest there is
    try {
        holder_.execute(create_text(holder_, name_));
    } catch (const DatabaseError& error) {
        DatabaseError::Facts facts = error.facts();
        facts.message = "a scratch database cannot be made: " + facts.message;
        if (facts.kind == DatabaseError::Kind::permission)
            facts.hint =
                "let this user make databases (GRANT ALL ON `varve\\_scratch\\_%`.* TO …), "
                "or name a server where it may with --scratch URL";
        throw DatabaseError(std::move(facts));
    }
}

DatabaseScratch::~DatabaseScratch() {
    try {
        MysqlConnection connection(request_);
        end_sessions(connection, name_);
        connection.execute("SET SESSION lock_wait_timeout = 10");
        connection.execute("DROP DATABASE IF EXISTS " + quoted_identifier(name_));
    } catch (const std::exception& error) {
        log::warning("the scratch database " + name_ + " could not be dropped: " + error.what());
    }
}

void drop_abandoned_scratches(MysqlConnection& connection) {
    const auto rows = connection.query(
        {"SELECT schema_name FROM information_schema.schemata WHERE schema_name REGEXP "
         "'^varve_scratch_[0-9]+_[0-9]+$'"},
        std::array{Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*rows)) {
        const std::string name = row[0].to_string();
        if (!lock(connection, name)) continue;
        try {
            connection.execute("DROP DATABASE IF EXISTS " + quoted_identifier(name));
        } catch (const DatabaseError& error) {
            log::warning("the scratch database " + name +
                         " was left behind by a process that was killed, and cannot be dropped: " +
                         error.facts().message);
        }
        connection.execute("DO RELEASE_LOCK(" + string_literal(name) + ')');
    }
}

} // namespace varve::mysql
