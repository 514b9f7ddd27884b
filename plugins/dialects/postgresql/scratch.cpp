#include "scratch.hpp"

#include "varve/log.hpp"

#include <array>
#include <random>

#include <unistd.h>

namespace varve::postgresql {

namespace {

// The lock comes first: without it the database would be taken for abandoned. Behind a pooler
// nobody has a session to hold it, and there those in the scratch database have to tell.
std::string claimed_name(Connection& holder) {
    std::random_device random;
    const std::string process = std::to_string(::getpid());
    const std::string number = std::to_string(random() & 0x7fffffffU); // a key is two integers
    if (holder.owns_session()) {
        holder.execute("SELECT pg_advisory_lock(" + process + ", " + number + ')');
        holder.execute("SELECT set_config(name, '0', false) FROM pg_settings WHERE name = "
                       "'idle_session_timeout'");
    }
    return "varve_scratch_" + process + '_' + number;
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

void drop_abandoned_scratches(Connection& connection) {
    const auto rows = connection.query(
        {"SELECT datname FROM pg_database d WHERE datname ~ '^varve_scratch_[0-9]+_[0-9]+$' AND "
         "pg_has_role(datdba, 'USAGE') AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = "
         "'advisory' AND objsubid = 2 AND classid::text = split_part(d.datname, '_', 3) AND "
         "objid::text = split_part(d.datname, '_', 4)) AND NOT EXISTS (SELECT FROM "
         "pg_stat_activity a WHERE a.datname = d.datname)"},
        std::array{Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*rows)) {
        const std::string name = row[0].to_string();
        try {
            connection.execute("DROP DATABASE IF EXISTS " + connection.dialect().quote(name));
        } catch (const DatabaseError& error) {
            log::warning("the scratch database " + name +
                         " was left behind by a process that was killed, and cannot be dropped: " +
                         error.facts().message);
        }
    }
}

} // namespace

DatabaseScratch::DatabaseScratch(const ConnectRequest& request)
    : request_(request), holder_(request), name_(claimed_name(holder_)),
      url_(request.url.with_path('/' + name_)) {
    require_name_in_path(request.url);
    drop_abandoned_scratches(holder_);
    try {
        holder_.execute(create_text(holder_, name_));
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
