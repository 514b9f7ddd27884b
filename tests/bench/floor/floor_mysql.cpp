// The least that a migration tool can do on MySQL and MariaDB, where DDL commits by itself: each
// statement has a row in a journal, for a kill at any point to be known. By the client library
// alone.
#include "migrations.hpp"
#include "mysql.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace {

using namespace varve::floor;

constexpr const char* tables =
    "CREATE TABLE varve_history (version VARCHAR(255) NOT NULL PRIMARY KEY, name VARCHAR(255) NOT "
    "NULL, ordinal BIGINT NOT NULL, kind VARCHAR(20) NOT NULL, bytes_checksum VARCHAR(80) NOT "
    "NULL, tokens_checksum VARCHAR(80) NOT NULL, origin VARCHAR(1000) NOT NULL, applied_at "
    "DATETIME(6) NOT NULL, applied_by VARCHAR(200) NOT NULL, duration_ms BIGINT NOT NULL, "
    "down_text LONGTEXT, irreversible LONGTEXT, run_id VARCHAR(40) NOT NULL) ENGINE=InnoDB;"
    "CREATE TABLE varve_log (run_id VARCHAR(40) NOT NULL, entry BIGINT NOT NULL, logged_at "
    "DATETIME(6) NOT NULL, event VARCHAR(20) NOT NULL, version VARCHAR(255), name VARCHAR(255), "
    "direction VARCHAR(4), who VARCHAR(200) NOT NULL, duration_ms BIGINT NOT NULL, sql_text "
    "LONGTEXT, error LONGTEXT, PRIMARY KEY (run_id, entry)) ENGINE=InnoDB;"
    "CREATE TABLE varve_journal (version VARCHAR(255) NOT NULL, direction VARCHAR(4) NOT NULL, "
    "statement_number BIGINT NOT NULL, state VARCHAR(10) NOT NULL, digest VARCHAR(80) NOT NULL, "
    "probe_state LONGTEXT, recorded_at DATETIME(6) NOT NULL, run_id VARCHAR(40) NOT NULL, PRIMARY "
    "KEY (version, direction, statement_number)) ENGINE=InnoDB";

constexpr const char* who = "'somebody@somewhere pid 12345'";
constexpr const char* run_id = "'20260101T000000-01234567'";

// No text of the generated migrations has a backslash in it.
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

bool commits(std::string_view statement) {
    return statement.starts_with("CREATE") || statement.starts_with("ALTER");
}

class Run {
public:
    explicit Run(const std::string& url) : mysql_(connect(url, CLIENT_MULTI_STATEMENTS)) {
        execute(mysql_, tables);
        execute(mysql_, "SET autocommit = 0");
    }

    // Where nothing commits by itself, all of the migration is one transaction, without a journal.
    void apply(const Migration& migration) {
        const auto started = std::chrono::steady_clock::now();
        journalled_ = std::ranges::any_of(migration.statements, commits);
        for (std::size_t i = 0; i < migration.statements.size(); ++i) run_statement(migration, i);
        const auto spent = std::chrono::steady_clock::now() - started;
        record(migration, std::chrono::duration_cast<std::chrono::milliseconds>(spent).count());
    }

private:
    // The author's statement is sent by itself, for the server's lists and logs to show.
    void run_statement(const Migration& migration, std::size_t number) {
        const std::string& statement = migration.statements[number];
        if (commits(statement))
            execute(mysql_,
                    journal(migration, number, "'intent'", quoted(state_before(statement))));
        execute(mysql_, statement);
        if (journalled_) execute(mysql_, journal(migration, number, "'done'", "NULL"));
    }

    // What a statement's effect is seen by: is its table there, and how many columns and indexes
    // does it have?
    std::string state_before(std::string_view statement) {
        constexpr std::string_view before[]{"CREATE TABLE ", "ALTER TABLE ", " ON "};
        std::string table;
        for (const std::string_view words : before) {
            const auto at = statement.find(words);
            if (at == std::string_view::npos) continue;
            const std::string_view rest = statement.substr(at + words.size());
            table = rest.substr(0, rest.find(' '));
            break;
        }
        const std::string condition =
            " WHERE table_schema = DATABASE() AND table_name = " + quoted(table) + ")";
        const MysqlResult result = execute(
            mysql_, "SELECT CONCAT_WS(':', (SELECT COUNT(*) FROM information_schema.columns" +
                        condition + ", (SELECT COUNT(*) FROM information_schema.statistics" +
                        condition + ")");
        return mysql_fetch_row(result.get())[0];
    }

    std::string journal(const Migration& migration, std::size_t number, std::string_view state,
                        std::string_view probe_state) {
        return "REPLACE INTO varve_journal (version, direction, statement_number, state, digest, "
               "probe_state, recorded_at, run_id) VALUES (" +
               list({quoted(migration.version), "'up'", std::to_string(number), state,
                     quoted("sha256:" + sha256_.hexadecimal(migration.statements[number])),
                     probe_state, "UTC_TIMESTAMP(6)", run_id}) +
               ");COMMIT";
    }

    void record(const Migration& migration, std::int64_t duration) {
        const std::string version = quoted(migration.version), name = quoted(migration.name);
        const std::string milliseconds = std::to_string(duration);
        const std::string number = std::to_string(++ordinal_);
        std::string text;
        for (const std::string& statement : migration.statements) text += statement + ";\n";
        const std::string checksum = quoted("sha256:" + migration.checksum);
        execute(mysql_,
                (journalled_ ? "DELETE FROM varve_journal WHERE version = " + version + ";" : "") +
                    "INSERT INTO varve_history (version, name, ordinal, kind, bytes_checksum, "
                    "tokens_checksum, origin, applied_at, applied_by, duration_ms, down_text, "
                    "irreversible, run_id) VALUES (" +
                    list({version, name, number, "'sql'", checksum,
                          quoted("tokens1:" + sha256_.hexadecimal(text)), name, "UTC_TIMESTAMP(6)",
                          who, milliseconds, quoted(migration.down), "NULL", run_id}) +
                    ");INSERT INTO varve_log (run_id, entry, logged_at, event, version, name, "
                    "direction, who, duration_ms, sql_text, error) VALUES (" +
                    list({run_id, number, "UTC_TIMESTAMP(6)", "'applied'", version, name, "'up'",
                          who, milliseconds, quoted(text), "NULL"}) +
                    ");COMMIT");
    }

    Mysql mysql_;
    Sha256 sha256_;
    std::int64_t ordinal_ = 0;
    bool journalled_ = false;
};

void run(const std::vector<Migration>& migrations, const std::string& url) {
    Run run(url);
    for (const Migration& migration : migrations) run.apply(migration);
}

void nothing(const std::vector<Migration>& migrations, const std::string& url) {
    const Mysql mysql = connect(url);
    const MysqlResult rows =
        execute(mysql, "SELECT version, bytes_checksum FROM varve_history ORDER BY version");
    Comparison comparison(migrations);
    constexpr std::size_t prefix = std::string_view("sha256:").size();
    while (const MYSQL_ROW row = mysql_fetch_row(rows.get()))
        comparison.next({row[0], row[1] + prefix});
    comparison.finish();
}

} // namespace

int main(int argc, char** argv) {
    return main_of({run, nothing, Keep::statements_and_down}, argc, argv);
}
