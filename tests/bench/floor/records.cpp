#include "records.hpp"

namespace varve::floor {

namespace {

constexpr std::string_view who = "'somebody@somewhere pid 12345'";

} // namespace

std::string quoted(std::string_view text) {
    std::string literal = "'";
    for (const char c : text) {
        if (c == '\'') literal += '\'';
        literal += c;
    }
    return literal += '\'';
}

std::string list(std::initializer_list<std::string_view> values) {
    std::string text;
    for (const std::string_view value : values) text.append(text.empty() ? "" : ", ").append(value);
    return text;
}

std::string Records::tables() const {
    const std::string text(spelling_.text), time(spelling_.time), end(spelling_.table_options);
    return "CREATE TABLE varve_history (version VARCHAR(255) NOT NULL PRIMARY KEY, name "
           "VARCHAR(255) NOT NULL, ordinal BIGINT NOT NULL, kind VARCHAR(20) NOT NULL, "
           "bytes_checksum VARCHAR(80) NOT NULL, tokens_checksum VARCHAR(80) NOT NULL, origin "
           "VARCHAR(1000) NOT NULL, applied_at " +
           time +
           " NOT NULL, applied_by VARCHAR(200) NOT NULL, duration_ms BIGINT NOT NULL, down_text " +
           text + ", irreversible " + text + ", run_id VARCHAR(40) NOT NULL)" + end +
           ";CREATE TABLE varve_log (run_id VARCHAR(40) NOT NULL, entry BIGINT NOT NULL, "
           "logged_at " +
           time +
           " NOT NULL, event VARCHAR(20) NOT NULL, version VARCHAR(255), name VARCHAR(255), "
           "direction VARCHAR(4), who VARCHAR(200) NOT NULL, duration_ms BIGINT NOT NULL, "
           "sql_text " +
           text + ", error " + text + ", PRIMARY KEY (run_id, entry))" + end + ';';
}

std::string Records::rows_of(const Migration& migration, std::int64_t milliseconds) {
    const std::string version = quoted(migration.version), name = quoted(migration.name);
    const std::string duration = std::to_string(milliseconds), number = std::to_string(++ordinal_);
    std::string text;
    for (const std::string& statement : migration.statements) text += statement + ";\n";
    return "INSERT INTO varve_history (version, name, ordinal, kind, bytes_checksum, "
           "tokens_checksum, origin, applied_at, applied_by, duration_ms, down_text, "
           "irreversible, run_id) VALUES (" +
           list({version, name, number, "'sql'", quoted("sha256:" + migration.checksum),
                 quoted("tokens1:" + sha256_.hexadecimal(text)), name, spelling_.now, who, duration,
                 quoted(migration.down), "NULL", run_id}) +
           ");INSERT INTO varve_log (run_id, entry, logged_at, event, version, name, "
           "direction, who, duration_ms, sql_text, error) VALUES (" +
           list({run_id, number, spelling_.now, "'applied'", version, name, "'up'", who, duration,
                 quoted(text), "NULL"}) +
           ");";
}

} // namespace varve::floor
