#include "connection.hpp"

#include "names.hpp"
#include "pipeline.hpp"
#include "stream.hpp"

#include "varve/log.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

constexpr int first_to_check_clients = 140000;
constexpr std::size_t most_bulk_targets = 64;

// The version alone: "15.20" of "15.20 (Debian 15.20-0+deb12u1)".
std::string short_version(std::string_view reported) {
    return std::string(reported.substr(0, reported.find(' ')));
}

std::string key_of(const BulkInsert& target) {
    std::string key = target.table;
    for (const std::string& column : target.columns) (key += '\0') += column;
    key += '\0';
    for (const Kind kind : target.kinds) key += static_cast<char>(kind);
    return key;
}

} // namespace

PostgresqlConnection::PostgresqlConnection(const ConnectRequest& request) : exchange_(request) {
    dialect_ = std::make_unique<PostgresqlDialect>(server_version(),
                                                   short_version(reported("server_version")));
    introduce();
    if (pooled_) set_statement_cache(0);
}

PostgresqlConnection::~PostgresqlConnection() {
    names_.close();
    drop_statements();
}

// The process that the protocol named is another one than that which answers: a pooler is between.
// Where none is, the server is told to look after its client while a statement runs, so that a
// client that was killed does not go on holding its locks.
void PostgresqlConnection::introduce() {
    const std::string announced = std::to_string(PQbackendPID(&exchange_.handle()));
    const std::string who = "SELECT pg_catalog.pg_backend_pid(), pg_catalog.current_schema()";
    const std::string check = ", CASE WHEN pg_catalog.pg_backend_pid() = " + announced +
                              " THEN pg_catalog.set_config('client_connection_check_interval', "
                              "'1s', false) END";
    std::vector<Value> row;
    if (server_version() >= first_to_check_clients) {
        try {
            row = query_row({who + check});
        } catch (const DatabaseError& error) {
            // Not every platform, nor every kin of PostgreSQL, has this setting.
            if (exchange_.lost()) throw;
            log::debug(std::string("the server does not look after its clients: ") + error.what());
        }
    }
    if (row.size() > 2 && !row[2].is_null())
        kept_settings_.push_back({"client_connection_check_interval", "1s"});
    if (row.empty()) row = query_row({who});
    pid_ = row[0].cell().as_integer();
    pooled_ = row[0].to_string() != announced;
    if (!row[1].is_null()) name_space_ = row[1].to_string();
    introduced_at_ = exchange_.statements_sent();
}

std::string PostgresqlConnection::reported(const char* setting) const {
    const char* value = PQparameterStatus(&exchange_.handle(), setting);
    return value == nullptr ? std::string() : value;
}

std::uint64_t PostgresqlConnection::execute(const Statement& statement) {
    return affected_rows(*exchange_.run(statement));
}

// Dates in text are ambiguous in all but one of the server's styles; in binary they are not.
bool PostgresqlConnection::writes_dates_plainly() const {
    return reported("DateStyle").starts_with("ISO") && reported("IntervalStyle") == "postgres";
}

std::unique_ptr<Rows> PostgresqlConnection::query(const Statement& statement,
                                                  std::span<const Kind> wanted, Fetch fetch) {
    if (fetch == Fetch::stream) return std::make_unique<StreamedRows>(exchange_, statement, wanted);
    if (writes_dates_plainly() || pooled_)
        return std::make_unique<ResultRows>(exchange_.run(statement), wanted);
    std::unique_ptr<Prepared> prepared = make_prepared(statement.text, wanted);
    prepared->query(cells_of(statement.parameters));
    return prepared;
}

std::vector<Reply> PostgresqlConnection::execute_all(std::span<const Statement> statements,
                                                     const OnReply& on_reply) {
    return run_batch(exchange_, statements, on_reply);
}

std::uint64_t PostgresqlConnection::bulk_insert(const BulkInsert& target, RowSource& source) {
    if (target.columns.empty()) return 0;
    const std::string key = key_of(target);
    try {
        return bulk_target(key, target).insert(source, pooled_ ? nullptr : &names_);
    } catch (...) {
        bulk_targets_.erase(key); // the table may have changed
        throw;
    }
}

BulkTarget& PostgresqlConnection::bulk_target(const std::string& key, const BulkInsert& target) {
    const auto known = bulk_targets_.find(key);
    if (known != bulk_targets_.end()) return known->second;
    if (bulk_targets_.size() == most_bulk_targets) bulk_targets_.clear();
    return bulk_targets_.try_emplace(key, exchange_, *dialect_, target).first->second;
}

std::unique_ptr<Prepared> PostgresqlConnection::make_prepared(std::string_view text,
                                                              std::span<const Kind> wanted) {
    if (pooled_) return std::make_unique<RepeatedStatement>(exchange_, text, wanted);
    names_.forget_pending(exchange_);
    return std::make_unique<PreparedStatement>(exchange_, names_, text, wanted);
}

// The role goes with the authorization, so that comes first; RESET ALL touches neither.
std::vector<Statement> PostgresqlConnection::reset_statements() const {
    std::vector<Statement> statements;
    statements.reserve(12); // and two rows of history, often
    for (const char* const text : {"RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL",
                                   "CLOSE ALL", "UNLISTEN *", "DISCARD TEMP"})
        statements.push_back({text});
    if (!pooled_ && !names_.any()) statements.push_back({"DEALLOCATE ALL"});
    for (const Setting& setting : kept_settings_)
        statements.push_back(
            {"SET " + quoted_identifier(setting.name) + " = " + string_literal(setting.value)});
    return statements;
}

void PostgresqlConnection::keep_setting(std::string name, std::string value) {
    forget_setting(name);
    kept_settings_.push_back({std::move(name), std::move(value)});
}

void PostgresqlConnection::forget_setting(std::string_view name) {
    std::erase_if(kept_settings_, [&](const Setting& setting) { return setting.name == name; });
}

std::string PostgresqlConnection::name_space() const {
    if (exchange_.statements_sent() == introduced_at_) return name_space_;
    const Result result = exchange_.run({"SELECT pg_catalog.current_schema()"});
    return PQgetvalue(result.get(), 0, 0);
}

std::string PostgresqlConnection::session() const {
    return pooled_ ? "a pooler's session" : "pid " + std::to_string(pid_);
}

} // namespace varve::postgresql
