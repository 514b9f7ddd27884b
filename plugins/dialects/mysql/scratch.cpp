#include "scratch.hpp"

#include "connection.hpp"

#include "varve/log.hpp"

#include <random>
#include <unistd.h>

namespace varve::mysql {

namespace {

std::string new_name() {
    std::random_device random;
    return "varve_scratch_" + std::to_string(::getpid()) + '_' + std::to_string(random());
}

std::string create_text(Connection& connection, const std::string& name) {
    const std::vector<Value> row =
        connection.query_row({"SELECT @@character_set_database, @@collation_database"});
    return "CREATE DATABASE " + quoted_identifier(name) + " CHARACTER SET " + row[0].to_string() +
           " COLLATE " + row[1].to_string();
}

} // namespace

DatabaseScratch::DatabaseScratch(const ConnectRequest& request)
    : request_(request), name_(new_name()), url_(request.url.with_path('/' + name_)) {
    MysqlConnection connection(request_);
    try {
        connection.execute(create_text(connection, name_));
    } catch (const DatabaseError& error) {
        DatabaseError::Facts facts = error.facts();
        facts.message = "a scratch database cannot be made: " + facts.message;
        if (facts.kind == DatabaseError::Kind::permission)
            facts.hint =
                "let this user make databases (GRANT ALL ON `varve\\_scratch\\_%`.* TO …), "
                "or name a server where it may";
        throw DatabaseError(std::move(facts));
    }
}

DatabaseScratch::~DatabaseScratch() {
    try {
        MysqlConnection connection(request_);
        connection.execute("DROP DATABASE IF EXISTS " + quoted_identifier(name_));
    } catch (const std::exception& error) {
        log::warning("the scratch database " + name_ + " could not be dropped: " + error.what());
    }
}

} // namespace varve::mysql
