#include "connection.hpp"

#include "lexical_rules.hpp"
#include "prepared.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

// Those that a migration may have reason to set, as far as a server knows them. Not autocommit,
// which would end a transaction, and not sql_log_bin, which cannot be set in one.
constexpr std::array watched{"sql_mode",
                             "foreign_key_checks",
                             "unique_checks",
                             "check_constraint_checks",
                             "time_zone",
                             "character_set_client",
                             "character_set_results",
                             "collation_connection",
                             "default_storage_engine",
                             "sql_safe_updates",
                             "sql_notes",
                             "sql_warnings",
                             "sql_auto_is_null",
                             "sql_select_limit",
                             "innodb_lock_wait_timeout",
                             "lock_wait_timeout",
                             "max_statement_time",
                             "max_execution_time",
                             "tx_isolation",
                             "transaction_isolation",
                             "tx_read_only",
                             "transaction_read_only",
                             "group_concat_max_len",
                             "auto_increment_increment",
                             "auto_increment_offset",
                             "lc_time_names",
                             "div_precision_increment",
                             "alter_algorithm"};

void refuse_input(const Statement& statement) {
    if (!statement.input) return;
    throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                         .message = "MySQL has no statement that reads data from its client here",
                         .statement = statement.text});
}

// The server prepares one statement only, whatever it makes of a semicolon; otherwise it had to be
// told before that no second one may come.
bool has_semicolon_in_value(std::string_view text) {
    return (text.starts_with("INSERT ") || text.starts_with("UPDATE ")) && !is_surely_one(text);
}

} // namespace

MysqlConnection::MysqlConnection(const ConnectRequest& request)
    : session_(request), dialect_(session_.server()) {
    if (session_.shared()) set_statement_cache(0);
    note_settings();
}

MysqlConnection::~MysqlConnection() {
    drop_statements();
}

void MysqlConnection::note_settings() {
    std::string names;
    for (const char* const name : watched)
        names += (names.empty() ? "" : ", ") + string_literal(name);
    std::uint64_t affected = 0;
    const ResultPtr rows =
        session_.run("SHOW SESSION VARIABLES WHERE Variable_name IN (" + names + ")", affected);
    while (const MYSQL_ROW row = mysql_fetch_row(rows.get())) setting_names_.emplace_back(row[0]);
    settings_ = settings();
}

std::vector<Value> MysqlConnection::settings() const {
    std::string list;
    for (const std::string& name : setting_names_)
        list += (list.empty() ? "@@SESSION." : ", @@SESSION.") + name;
    MysqlRows rows(session_, "SELECT " + list, {}, {}, Fetch::all);
    return read_all(rows).front();
}

// The dialect begins transactions as ISO SQL does; MySQL takes their isolation in a statement
// before.
std::string MysqlConnection::spelled(const std::string& text) {
    constexpr std::string_view isolated = "START TRANSACTION ISOLATION LEVEL ";
    if (!text.starts_with(isolated)) return text;
    const std::string_view rest = std::string_view(text).substr(isolated.size());
    const std::size_t comma = rest.find(',');
    std::uint64_t affected = 0;
    session_.run("SET TRANSACTION ISOLATION LEVEL " + std::string(rest.substr(0, comma)), affected);
    return "START TRANSACTION" +
           std::string(comma == std::string_view::npos ? "" : rest.substr(comma + 1));
}

// What may have parameters is prepared, for the server to count them.
std::uint64_t MysqlConnection::execute(const Statement& statement) {
    refuse_input(statement);
    const std::string text = spelled(statement.text);
    if (!statement.parameters.empty() || text.find('?') != std::string::npos)
        return prepare(text)->execute(cells_of(statement.parameters));
    if (has_semicolon_in_value(text))
        return MysqlRows(session_, text, {}, {}, Fetch::all).affected();
    std::uint64_t affected = 0;
    return session_.run(text, affected) ? 0 : affected;
}

std::unique_ptr<Rows> MysqlConnection::query(const Statement& statement,
                                             std::span<const Kind> wanted, Fetch fetch) {
    refuse_input(statement);
    return std::make_unique<MysqlRows>(session_, spelled(statement.text), statement.parameters,
                                       wanted, fetch);
}

// Of what varve asks for in a batch most is asked for again.
Reply MysqlConnection::answered(const Statement& statement) {
    if (statement.opaque || statement.input) return {.affected = execute(statement)};
    const PreparedPtr prepared = prepare(spelled(statement.text));
    prepared->query(cells_of(statement.parameters));
    std::vector<RowValues> rows = read_all(*prepared);
    return {.affected = prepared->affected(), .rows = std::move(rows)};
}

void MysqlConnection::note_answer(const Statement& statement, const Reply& reply) {
    if (statement.text != lock_question_ || reply.rows.empty()) return;
    if (reply.rows.front().front() == Value(1)) knows_locks();
}

std::vector<Reply> MysqlConnection::execute_all(std::span<const Statement> statements,
                                                const OnReply& on_reply) {
    std::vector<Reply> replies;
    replies.reserve(statements.size());
    const auto add = [&](Reply reply) {
        note_answer(statements[replies.size()], reply);
        replies.push_back(std::move(reply));
        if (on_reply) on_reply(replies.size() - 1, replies.back());
    };
    while (replies.size() < statements.size()) {
        const auto rest = statements.subspan(replies.size());
        const bool autocommits = session_.autocommits() && !in_transaction();
        const std::size_t count = session_.shared() ? 0 : message_.join(rest, autocommits);
        if (count < 2) {
            add(answered(rest.front()));
            continue;
        }
        std::vector<Reply> joint;
        const auto error = session_.run_together(message_, rest.first(count), joint);
        for (Reply& reply : joint) add(std::move(reply));
        if (error) throw *error;
    }
    return replies;
}

std::unique_ptr<Prepared> MysqlConnection::make_prepared(std::string_view text,
                                                         std::span<const Kind> wanted) {
    return std::make_unique<MysqlPrepared>(session_, text, wanted);
}

std::uint64_t MysqlConnection::bulk_insert(const BulkInsert& target, RowSource& source) {
    if (takes_arrays(session_.handle()))
        return insert_arrays(*this, session_, array_insert_, target, source);
    return Connection::bulk_insert(target, source);
}

std::vector<Statement> MysqlConnection::reset_statements() const {
    const SessionChanges& changes = session_.changes();
    std::vector<Statement> statements;
    if (!session_.autocommits() && !in_transaction()) statements.push_back({"SET autocommit = 1"});
    std::string list;
    for (const std::string& table : changes.temporary_tables())
        list += (list.empty() ? "" : ", ") + table;
    if (!list.empty()) statements.push_back({"DROP TEMPORARY TABLE IF EXISTS " + list});
    std::string sets;
    const auto set = [&](const std::string& name, const std::string& value) {
        sets += (sets.empty() ? "SET " : ", ") + name + " = " + value;
    };
    const auto restore = [&](std::size_t i) {
        set("SESSION " + setting_names_[i], dialect_.literal(settings_[i].cell()));
    };
    for (const std::string& variable : changes.variables()) set(variable, "NULL");
    if (changes.settings()) {
        const std::vector<Value> now = settings();
        for (std::size_t i = 0; i < now.size(); ++i)
            if (!(now[i] == settings_[i])) restore(i);
        set("SESSION timestamp", "DEFAULT");
        statements.push_back({"USE " + quoted_identifier(session_.database())});
    } else {
        for (const std::string& limit : changes.limits()) {
            const auto name = std::ranges::find(setting_names_, limit);
            if (name != setting_names_.end())
                restore(static_cast<std::size_t>(name - setting_names_.begin()));
        }
    }
    if (!sets.empty()) statements.push_back({sets});
    return statements;
}

bool MysqlConnection::keep_limits(std::span<const Statement> limits) {
    if (session_.changes().settings()) return false; // others would be kept along with them
    execute_all(limits);
    settings_ = settings();
    session_.forget_limits();
    return true;
}

std::string MysqlConnection::session() const {
    return "connection " + std::to_string(session_.id());
}

} // namespace varve::mysql
