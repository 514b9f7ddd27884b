// The least that a migration tool can do on MySQL and MariaDB, by the client library alone, so that
// after a kill at any point the next run knows what is done. Safety demands:
//
// - a lock, and a look at whether the session still has it before each statement that commits by
//   itself and at the beginning of each transaction, for a migration may have let go of it. The
//   primary keys of journal and history do the rest;
// - of each statement that commits by itself: an intent row before it, with the answer of its
//   probe, which changes with what it does; and a done row, which has to be in the database before
//   the next statement. Behind the last one the row of history tells as much;
// - of other statements: one transaction with the done row or, of the last one and where all of a
//   migration are such, with the row of history, and of the latter a look at whether that is there
//   already;
// - the author's statements by themselves, for the server's lists and logs to show.
//
// All else goes in as few messages as can be.
#include "migrations.hpp"
#include "mysql.hpp"
#include "records.hpp"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace {

using namespace varve::floor;

constexpr const char* journal =
    "CREATE TABLE varve_journal (version VARCHAR(255) NOT NULL, direction VARCHAR(4) NOT NULL, "
    "statement_number BIGINT NOT NULL, state VARCHAR(10) NOT NULL, digest VARCHAR(80) NOT NULL, "
    "probe_state LONGTEXT, recorded_at DATETIME(6) NOT NULL, run_id VARCHAR(40) NOT NULL, PRIMARY "
    "KEY (version, direction, statement_number)) ENGINE=InnoDB";

constexpr const char* has_lock = "SELECT IS_USED_LOCK('varve floor') = CONNECTION_ID()";

// A table's definition, as varve's own probe asks for it of MariaDB: view, column with the
// database, columns that count.
constexpr const char* definition[][3]{
    {"TABLES", "TABLE_SCHEMA",
     "TABLE_NAME TABLE_TYPE ENGINE ROW_FORMAT TABLE_COLLATION CREATE_OPTIONS TABLE_COMMENT"},
    {"COLUMNS", "TABLE_SCHEMA",
     "COLUMN_NAME ORDINAL_POSITION COLUMN_DEFAULT IS_NULLABLE COLUMN_TYPE CHARACTER_SET_NAME "
     "COLLATION_NAME EXTRA COLUMN_COMMENT GENERATION_EXPRESSION"},
    {"STATISTICS", "TABLE_SCHEMA",
     "INDEX_NAME SEQ_IN_INDEX NON_UNIQUE COLUMN_NAME COLLATION SUB_PART INDEX_TYPE COMMENT "
     "INDEX_COMMENT IGNORED"},
    {"TABLE_CONSTRAINTS", "TABLE_SCHEMA", "CONSTRAINT_NAME CONSTRAINT_TYPE"},
    {"KEY_COLUMN_USAGE", "TABLE_SCHEMA",
     "CONSTRAINT_NAME ORDINAL_POSITION COLUMN_NAME REFERENCED_TABLE_SCHEMA REFERENCED_TABLE_NAME "
     "REFERENCED_COLUMN_NAME"},
    {"REFERENTIAL_CONSTRAINTS", "CONSTRAINT_SCHEMA", "CONSTRAINT_NAME UPDATE_RULE DELETE_RULE"},
    {"PARTITIONS", "TABLE_SCHEMA",
     "PARTITION_NAME SUBPARTITION_NAME PARTITION_ORDINAL_POSITION SUBPARTITION_ORDINAL_POSITION "
     "PARTITION_METHOD SUBPARTITION_METHOD PARTITION_EXPRESSION SUBPARTITION_EXPRESSION "
     "PARTITION_DESCRIPTION PARTITION_COMMENT"},
    {"CHECK_CONSTRAINTS", "CONSTRAINT_SCHEMA", "CONSTRAINT_NAME CHECK_CLAUSE"}};

// The probe of a table's definition, in the parts between which its name stands.
std::vector<std::string> definition_parts() {
    std::vector<std::string> parts;
    std::string part = "(SELECT CONCAT_WS(' '";
    for (const auto& [view, database, columns] : definition) {
        const bool tells_broken = view == definition[0][0];
        part += std::string(", (SELECT CONCAT(") +
                (tells_broken
                     ? "IF(SUM(TABLE_TYPE = 'BASE TABLE' AND ENGINE IS NULL), 'partial: ', ''), "
                     : "") +
                "COUNT(*), ':', HEX(BIT_XOR(CAST(CONV(LEFT(MD5(CONCAT_WS(','";
        std::istringstream words(columns);
        for (std::string column; words >> column;) part += ", QUOTE(" + column + ')';
        parts.push_back(part + ")), 16), 16, 10) AS UNSIGNED)))) FROM information_schema." + view +
                        " WHERE " + database + " = DATABASE() AND TABLE_NAME = '");
        part = "')";
    }
    parts.push_back(part + "))");
    return parts;
}

bool commits(std::string_view statement) {
    return statement.starts_with("CREATE") || statement.starts_with("ALTER");
}

class Run {
public:
    explicit Run(const std::string& url) : mysql_(connect(url, CLIENT_MULTI_STATEMENTS)) {
        execute(mysql_, "SET SESSION innodb_lock_wait_timeout = 5, lock_wait_timeout = 5;"
                        "SELECT GET_LOCK('varve floor', 0)");
        execute(mysql_, records_.tables() + journal);
    }

    void apply(const Migration& migration) {
        const auto started = std::chrono::steady_clock::now();
        journalled_ = std::ranges::any_of(migration.statements, commits);
        if (!journalled_ &&
            look("START TRANSACTION;", ", (SELECT COUNT(*) FROM varve_history WHERE version = " +
                                           quoted(migration.version) + ')') != "0")
            throw std::runtime_error("somebody else has applied " + migration.version);
        for (std::size_t i = 0; i < migration.statements.size(); ++i) run_statement(migration, i);
        const auto spent = std::chrono::steady_clock::now() - started;
        record(migration, std::chrono::duration_cast<std::chrono::milliseconds>(spent).count());
    }

private:
    void run_statement(const Migration& migration, std::size_t number) {
        const std::string& statement = migration.statements[number];
        if (commits(statement)) {
            look({}, ';' + insert(migration, number, "'intent'", probe(statement)));
            execute(mysql_, statement);
            due_ = done(migration, number);
        } else {
            if (journalled_) look("START TRANSACTION;", ", 0");
            execute(mysql_, statement);
            if (journalled_ && number + 1 < migration.statements.size())
                due_ = insert(migration, number, "'done'", "NULL") + ";COMMIT;";
        }
    }

    // Has this session the lock, and what else there is to know. What is due goes before.
    std::string look(std::string_view begin, const std::string& what) {
        std::string message = std::exchange(due_, {});
        const MysqlResult result =
            execute(mysql_, message.append(begin).append(has_lock).append(what));
        const MYSQL_ROW row = mysql_fetch_row(result.get());
        if (row[0] == nullptr || row[0] != std::string_view("1"))
            throw std::runtime_error("the lock is gone");
        return mysql_num_fields(result.get()) > 1 ? row[1] : "";
    }

    // Is the new table there, or how is the one defined that is changed?
    std::string probe(std::string_view statement) const {
        constexpr std::string_view create = "CREATE TABLE ", alter = "ALTER TABLE ", on = " ON ";
        const auto name_behind = [&](std::string_view words) {
            const std::string_view rest = statement.substr(statement.find(words) + words.size());
            return rest.substr(0, rest.find(' '));
        };
        if (statement.starts_with(create))
            return "(SELECT CASE (SELECT COUNT(*) > 0 FROM information_schema.TABLES WHERE "
                   "TABLE_SCHEMA = DATABASE() AND TABLE_NAME = " +
                   quoted(name_behind(create)) +
                   ") WHEN 0 THEN 'absent' WHEN 1 THEN 'present' ELSE 'partial' END)";
        const std::string_view name = name_behind(statement.starts_with(alter) ? alter : on);
        std::string text = definition_.front();
        for (std::size_t i = 1; i < definition_.size(); ++i)
            text.append(name).append(definition_[i]);
        return text;
    }

    std::string insert(const Migration& migration, std::size_t number, std::string_view state,
                       std::string_view probe_state) {
        return "INSERT INTO varve_journal (version, direction, statement_number, state, digest, "
               "probe_state, recorded_at, run_id) VALUES (" +
               list({quoted(migration.version), "'up'", std::to_string(number), state,
                     quoted("sha256:" + sha256_.hexadecimal(migration.statements[number])),
                     probe_state, "UTC_TIMESTAMP(6)", run_id}) +
               ')';
    }

    static std::string done(const Migration& migration, std::size_t number) {
        return "UPDATE varve_journal SET state = 'done', probe_state = NULL, recorded_at = "
               "UTC_TIMESTAMP(6) WHERE version = " +
               quoted(migration.version) +
               " AND direction = 'up' AND statement_number = " + std::to_string(number) + ';';
    }

    void record(const Migration& migration, std::int64_t duration) {
        due_.clear();
        execute(mysql_, (commits(migration.statements.back()) ? "START TRANSACTION;" : "") +
                            (journalled_ ? "DELETE FROM varve_journal WHERE version = " +
                                               quoted(migration.version) + ";"
                                         : "") +
                            records_.rows_of(migration, duration) + "COMMIT");
    }

    Mysql mysql_;
    Records records_{{.text = "LONGTEXT",
                      .time = "DATETIME(6)",
                      .now = "UTC_TIMESTAMP(6)",
                      .table_options = " ENGINE=InnoDB"}};
    Sha256 sha256_;
    const std::vector<std::string> definition_ = definition_parts();
    bool journalled_ = false;
    std::string due_; ///< what has to be in the database before anything else is
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
