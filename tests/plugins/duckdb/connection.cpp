#include "connection.hpp"

#include "appender.hpp"
#include "cursor.hpp"
#include "errors.hpp"
#include "varve/db/transaction.hpp"

#include <algorithm>

namespace varve::duckdb {

namespace {

std::vector<RowValues> ask(Session& session, const char* question) {
    DuckdbRows rows(session, {question}, {}, Fetch::all);
    return read_all(rows);
}

// One statement a row, for all that a session made and others do not see; views before the tables
// and types that they are about. Another database that was attached is gone with the session too.
constexpr const char* undoing = R"sql(
SELECT statement FROM (
  SELECT 1 AS turn, format('DROP VIEW temp.main."{}"', replace(view_name, '"', '""')) AS statement
    FROM duckdb_views() WHERE temporary AND NOT internal
  UNION ALL SELECT 2, format('DROP TABLE temp.main."{}"', replace(table_name, '"', '""'))
    FROM duckdb_tables() WHERE temporary
  UNION ALL SELECT DISTINCT 3, format('DROP {} temp.main."{}"',
      CASE function_type WHEN 'macro' THEN 'MACRO' ELSE 'MACRO TABLE' END,
      replace(function_name, '"', '""'))
    FROM duckdb_functions() WHERE database_name = 'temp' AND NOT internal
  UNION ALL SELECT 4, format('DROP SEQUENCE temp.main."{}"', replace(sequence_name, '"', '""'))
    FROM duckdb_sequences() WHERE temporary
  UNION ALL SELECT 5, format('DROP TYPE temp.main."{}"', replace(type_name, '"', '""'))
    FROM duckdb_types() WHERE database_name = 'temp' AND NOT internal
  UNION ALL SELECT 6, format('DEALLOCATE "{}"', replace(name, '"', '""'))
    FROM duckdb_prepared_statements()
  UNION ALL SELECT 7, format('RESET VARIABLE "{}"', replace(name, '"', '""'))
    FROM duckdb_variables()
) ORDER BY turn)sql";

constexpr const char* attached = R"sql(
SELECT format('DETACH "{}"', replace(database_name, '"', '""')) FROM duckdb_databases()
  WHERE NOT internal AND database_oid <> (SELECT min(database_oid) FROM duckdb_databases()
                                            WHERE NOT internal))sql";

} // namespace

DuckdbConnection::DuckdbConnection(std::shared_ptr<Database> database)
    : session_(std::make_unique<Session>(std::move(database))),
      name_("connection " + text_of("SELECT current_connection_id()")), settings_(settings()) {}

DuckdbConnection::~DuckdbConnection() {
    drop_statements();
}

DuckdbConnection::Settings DuckdbConnection::settings() const {
    Settings found;
    for (const RowValues& row : ask(*session_, "SELECT name, value FROM duckdb_settings()"))
        found.emplace(row[0].to_string(), row[1].is_null() ? "" : row[1].to_string());
    return found;
}

std::string DuckdbConnection::text_of(const char* question) const {
    return ask(*session_, question).at(0).at(0).to_string();
}

std::string DuckdbConnection::name_space() const {
    return text_of("SELECT current_schema()");
}

namespace {

void refuse_input(const Statement& statement) {
    if (!statement.input) return;
    throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                         .message = "DuckDB has no statement that reads data from its client",
                         .statement = statement.text});
}

} // namespace

std::uint64_t DuckdbConnection::execute(const Statement& statement) {
    refuse_input(statement);
    return Cursor(*session_, statement.text, {}).run(cells_of(statement.parameters));
}

std::unique_ptr<Rows> DuckdbConnection::query(const Statement& statement,
                                              std::span<const Kind> wanted, Fetch fetch) {
    refuse_input(statement);
    return std::make_unique<DuckdbRows>(*session_, statement, wanted, fetch);
}

std::unique_ptr<Prepared> DuckdbConnection::make_prepared(std::string_view text,
                                                          std::span<const Kind> wanted) {
    return std::make_unique<DuckdbPrepared>(*session_, text, wanted);
}

std::uint64_t DuckdbConnection::bulk_insert(const BulkInsert& target, RowSource& source) {
    if (target.columns.empty()) return 0;
    if (std::ranges::find(target.kinds, Kind::any) != target.kinds.end())
        return Connection::bulk_insert(target, source);
    if (in_transaction()) return append(*session_, dialect_, target, source);
    Transaction transaction(*this);
    const std::uint64_t inserted = append(*session_, dialect_, target, source);
    transaction.commit();
    return inserted;
}

std::vector<Statement> DuckdbConnection::reset_statements() const {
    std::vector<Statement> statements;
    if (!session_->is_touched()) return statements;
    const Settings now = settings();
    for (const auto& [name, value] : settings_)
        if (const auto found = now.find(name); found != now.end() && found->second != value)
            statements.push_back(
                {"SET " + dialect_.quote(name) + " = " + dialect_.literal(Cell::text(value))});
    for (const char* const question : {undoing, attached})
        for (const RowValues& row : ask(*session_, question))
            statements.push_back({row[0].to_string()});
    return statements;
}

} // namespace varve::duckdb
