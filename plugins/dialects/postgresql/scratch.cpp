#include "scratch.hpp"

#include "connection.hpp"

#include "varve/log.hpp"

#include <random>

#include <unistd.h>

namespace varve::postgresql {

namespace {

std::string new_name() {
    std::random_device random;
    return "varve_scratch_" + std::to_string(::getpid()) + '_' + std::to_string(random());
}

// The database's name in a parameter would win over the one in the path.
void require_name_in_path(const Url& url) {
    if (url.parameter("dbname"))
        throw ConfigError("a scratch database cannot be made beside \"" + url.text() +
                          "\": name the database in the path of the URL, not by dbname");
}

std::string create_text(Connection& connection, const std::string& name) {
    const std::vector<Value> row = connection.query_row(
        {"SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE "
         "datname = current_database()"});
    const Dialect& dialect = connection.dialect();
    return "CREATE DATABASE " + dialect.quote(name) + " TEMPLATE template0 ENCODING " +
           dialect.literal(row[0].cell()) + " LC_COLLATE " + dialect.literal(row[1].cell()) +
           " LC_CTYPE " + dialect.literal(row[2].cell());
}

} // namespace

DatabaseScratch::DatabaseScratch(const ConnectRequest& request)
    : request_(request), name_(new_name()), url_(request.url.with_path('/' + name_)) {
    require_name_in_path(request.url);
    PostgresqlConnection connection(request_);
    try {
        connection.execute(create_text(connection, name_));
    } catch (const DatabaseError& error) {
        DatabaseError::Facts facts = error.facts();
        facts.message = "a scratch database cannot be made: " + facts.message;
        if (facts.kind == DatabaseError::Kind::permission)
            facts.hint = "let this user make databases (ALTER ROLE … CREATEDB), or name a server "
                         "where it may with --scratch URL";
        throw DatabaseError(std::move(facts));
    }
}

void DatabaseScratch::make_schema() {
    ConnectRequest request = request_;
    request.url = url_;
    PostgresqlConnection connection(request);
    const std::vector<Value> row = connection.query_row(
        {"SELECT 'CREATE SCHEMA ' || CASE first WHEN '\"$user\"' THEN quote_ident(current_user) "
         "ELSE first END FROM btrim(split_part(current_setting('search_path'), ',', 1)) AS first "
         "WHERE current_schema() IS NULL AND first <> ''"});
    if (!row.empty()) connection.execute(row.front().to_string());
}

DatabaseScratch::~DatabaseScratch() {
    try {
        PostgresqlConnection connection(request_);
        connection.execute("DROP DATABASE IF EXISTS " + connection.dialect().quote(name_) +
                           " WITH (FORCE)");
    } catch (const std::exception& error) {
        log::warning("the scratch database " + name_ + " could not be dropped: " + error.what());
    }
}

} // namespace varve::postgresql
