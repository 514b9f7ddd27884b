#include "session.hpp"

#include "lexical_rules.hpp"

#include "varve/db/lexer.hpp"
#include "varve/log.hpp"

#include <cstdlib>
#include <mutex>

namespace varve::mysql {

namespace {

using Tls = Location::Tls;

constexpr unsigned tls_failed = 2026;

// A migration may last for hours without a word from the server: only connecting has a limit.
void set_options(MYSQL* handle, const ConnectRequest& request) {
    const auto seconds = static_cast<unsigned>((request.timeout.count() + 999) / 1000);
    const unsigned no_files = 0; // a server could ask for any file of ours
    if (seconds > 0) mysql_options(handle, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_options(handle, MYSQL_OPT_LOCAL_INFILE, &no_files);
    mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options4(handle, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", request.application.c_str());
}

void set_tls(MYSQL* handle, const Location& location) {
    const char* const certificate =
        location.certificate.empty() ? nullptr : location.certificate.c_str();
    const char* const key = location.key.empty() ? nullptr : location.key.c_str();
    const char* const ca = location.ca.empty() ? nullptr : location.ca.c_str();
    const my_bool yes = 1;
    const my_bool verifies = location.tls == Tls::verify_identity ? 1 : 0;
    mysql_ssl_set(handle, key, certificate, ca, nullptr, nullptr);
    mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &yes);
    mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verifies);
}

const char* or_null(const std::string& text) {
    return text.empty() ? nullptr : text.c_str();
}

HandlePtr try_connect(const ConnectRequest& request, const Location& location, bool tls,
                      Failure& failure) {
    HandlePtr handle(mysql_init(nullptr));
    if (!handle) throw std::bad_alloc();
    set_options(handle.get(), request);
    if (tls) set_tls(handle.get(), location);
    const auto protocol = location.host.empty() ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;
    mysql_options(handle.get(), MYSQL_OPT_PROTOCOL, &protocol);
    const std::optional<Secret>& secret = request.url.password();
    const std::string password = secret ? std::string(secret->reveal()) : std::string();
    // Rows that an UPDATE leaves as they are count too, as they do everywhere else.
    if (mysql_real_connect(handle.get(), or_null(location.host), or_null(location.user),
                           password.c_str(), location.database.c_str(), location.port,
                           or_null(location.socket), CLIENT_FOUND_ROWS) != nullptr)
        return handle;
    failure = failure_of(handle.get());
    return nullptr;
}

HandlePtr connected(const ConnectRequest& request, const Location& location) {
    static std::once_flag library;
    std::call_once(library, [] { mysql_library_init(0, nullptr, nullptr); });
    const bool prefers = location.tls == Tls::preferred;
    const bool tls = location.tls != Tls::disabled && !(prefers && location.host.empty());
    Failure failure;
    HandlePtr handle = try_connect(request, location, tls, failure);
    if (!handle && tls && prefers && failure.code == tls_failed)
        handle = try_connect(request, location, false, failure);
    if (!handle) throw not_connected(failure, location.database);
    // The library goes on in the clear where the server offers no TLS.
    if (tls && !prefers && mysql_get_ssl_cipher(handle.get()) == nullptr)
        throw DatabaseError({.kind = DatabaseError::Kind::unreachable,
                             .message = "the server offers no encrypted connections (TLS), and the "
                                        "database URL asks for one",
                             .hint = "set up TLS on the server, or take ssl-mode out of the URL"});
    return handle;
}

// ROLLBACK of the whole transaction, and not to a savepoint.
bool is_rollback(std::string_view statement) {
    static constexpr LexicalRules rules{.hash_comments = true};
    Lexer lexer(statement, rules);
    if (!lexer.next().is("ROLLBACK")) return false;
    const Token next = lexer.next();
    return next.kind == TokenKind::end || next.is(";") || next.is("WORK");
}

// Runs no code that anybody wrote: no function, no trigger.
bool only_defines(std::string_view statement) {
    static constexpr LexicalRules rules{.backtick_identifiers = true,
                                        .hash_comments = true,
                                        .dash_comment_needs_space = true,
                                        .executable_comments = true};
    if (statement.find('\\') != std::string_view::npos) return false; // a string may go on or not
    Lexer lexer(statement, rules);
    const Token first = lexer.next();
    if (first.is("ALTER") || first.is("DROP") || first.is("RENAME") || first.is("TRUNCATE"))
        return true;
    if (!first.is("CREATE")) return false;
    const Token kind = lexer.next();
    if (kind.is("INDEX") || kind.is("UNIQUE")) return true;
    if (!kind.is("TABLE")) return false;
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next())
        if (token.is("SELECT") || token.is("TABLE") || token.is("VALUES") ||
            token.text.starts_with("/*"))
            return false;
    return true;
}

} // namespace

Session::Session(const ConnectRequest& request)
    : request_(request), location_(parse_location(request.url)),
      handle_(connected(request, location_)), database_(location_.database) {
    try {
        learn_server();
        set_up();
    } catch (const DatabaseError& error) {
        throw not_connected({static_cast<unsigned>(error.facts().native_code),
                             error.facts().sqlstate, error.facts().message},
                            database_);
    }
}

void Session::learn_server() {
    server_.product =
        mariadb_connection(handle()) ? Server::Product::mariadb : Server::Product::mysql;
    server_.version = static_cast<unsigned>(mysql_get_server_version(handle()));
}

// Strict, or values that do not fit would be cut off without a word; and times are UTC. A proxy
// that shares the server's sessions out answers with another than it announced; ProxySQL answers
// the bare question itself, with what it announced.
void Session::set_up() {
    std::uint64_t affected = 0;
    run("SET time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')",
        affected);
    const ResultPtr result = run("SELECT @@sql_mode, CONNECTION_ID() AS session", affected);
    const MYSQL_ROW row = mysql_fetch_row(result.get());
    server_.sql_mode = row[0];
    shared_ = std::strtoull(row[1], nullptr, 10) != id();
    changes_ = SessionChanges();
}

bool Session::in_transaction() const noexcept {
    return doomed_ || (handle()->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

bool Session::autocommits() const noexcept {
    return (handle()->server_status & SERVER_STATUS_AUTOCOMMIT) != 0;
}

void Session::starts(std::string_view statement) {
    require_ready(statement);
    doubts_locks_ = doubts_locks_ || !only_defines(statement);
}

void Session::require_ready(std::string_view statement) {
    if (streaming_)
        throw misuse("the rows of a streamed result are still to be read; read or drop them "
                     "before the next statement",
                     statement);
    if (doomed_) {
        if (!is_rollback(statement))
            throw misuse("the server has rolled this transaction back; end it with ROLLBACK",
                         statement);
        doomed_ = false;
    }
    busy_ = true;
}

void Session::prepares(std::string_view statement) {
    starts(statement);
    changes_.see(statement);
}

void Session::ends(unsigned warnings) {
    busy_ = false;
    if (warnings > 0 && request_.on_notice) pass_on_warnings();
}

void Session::pass_on_warnings() {
    constexpr std::string_view text = "SHOW WARNINGS";
    if (mysql_real_query(handle(), text.data(), text.size()) != 0) return;
    const ResultPtr result(mysql_store_result(handle()));
    if (!result) return;
    while (const MYSQL_ROW row = mysql_fetch_row(result.get()))
        if (row[2] != nullptr) request_.on_notice(row[2]);
}

// An error does not tell what became of the transaction: a deadlock ends it, and so does a
// statement that commits before it fails.
DatabaseError Session::failed(const Failure& failure, std::string_view statement) {
    using Kind = DatabaseError::Kind;
    busy_ = false;
    DatabaseError error = error_of(failure, statement);
    if (error.kind() == Kind::connection_lost) {
        lost_ = true;
        handle()->server_status &= ~static_cast<unsigned>(SERVER_STATUS_IN_TRANS);
        return error;
    }
    if (!in_transaction()) return error;
    constexpr std::string_view nothing = "DO 0";
    if (mysql_real_query(handle(), nothing.data(), nothing.size()) != 0) return error;
    const bool undone = error.kind() == Kind::deadlock || error.kind() == Kind::lock_timeout;
    doomed_ = undone && !in_transaction();
    return error;
}

// Off before any text that the server could see two statements in, however we read it.
void Session::allow_several(bool several) {
    if (several == several_) return;
    const auto option =
        several ? MYSQL_OPTION_MULTI_STATEMENTS_ON : MYSQL_OPTION_MULTI_STATEMENTS_OFF;
    if (mysql_set_server_option(handle(), option) != 0) throw failed(failure_of(handle()), {});
    several_ = several;
}

// The next result in a message of several: a number of rows that were changed, or one row of
// counts, each what a statement answers.
bool Session::take_result(std::vector<Reply>& columns) {
    columns.clear();
    const unsigned count = mysql_field_count(handle());
    if (count == 0) {
        columns.push_back({.affected = mysql_affected_rows(handle())});
        return true;
    }
    const ResultPtr result(mysql_store_result(handle()));
    if (!result) return false;
    columns.resize(count);
    while (const MYSQL_ROW row = mysql_fetch_row(result.get()))
        for (unsigned i = 0; i < count; ++i)
            columns[i].rows.push_back({Value(std::int64_t{std::strtoll(row[i], nullptr, 10)})});
    return true;
}

std::optional<DatabaseError> Session::run_together(const JointMessage& message,
                                                   std::span<const Statement> statements,
                                                   std::vector<Reply>& replies) {
    for (const Statement& statement : statements) {
        require_ready(statement.text);
        changes_.see(statement.text);
    }
    replies.reserve(statements.size());
    allow_several(true);
    std::vector<Reply> columns;
    std::size_t column = 0;
    bool sent = false;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const StatementTimer timer = timed(statements[i].text);
        const Answer answer = message.answers()[i];
        if (answer == Answer::nothing) {
            replies.emplace_back();
            continue;
        }
        if (answer == Answer::own) {
            const std::string& text = message.text();
            const int failure = sent ? mysql_next_result(handle())
                                     : mysql_real_query(handle(), text.data(), text.size());
            if (failure != 0 || !take_result(columns))
                return failed(failure_of(handle()), statements[i].text);
            sent = true;
            column = 0;
        }
        replies.push_back(std::move(columns.at(column++)));
    }
    ends(0);
    return std::nullopt;
}

ResultPtr Session::run(std::string_view statement, std::uint64_t& affected) {
    prepares(statement);
    if (!is_surely_one(statement)) allow_several(false);
    const StatementTimer timer = timed(statement);
    if (mysql_real_query(handle(), statement.data(), statement.size()) != 0)
        throw failed(failure_of(handle()), statement);
    ResultPtr result = take_results(statement, affected);
    ends(mysql_warning_count(handle()));
    return result;
}

// Of a procedure's several results the first is kept; all have to be taken.
ResultPtr Session::take_results(std::string_view statement, std::uint64_t& affected) {
    ResultPtr first;
    affected = 0;
    int more = 0;
    while (more == 0) {
        ResultPtr result(mysql_store_result(handle()));
        if (!result && mysql_field_count(handle()) > 0)
            throw failed(failure_of(handle()), statement);
        if (!result)
            affected = mysql_affected_rows(handle());
        else if (!first)
            first = std::move(result);
        more = mysql_next_result(handle());
    }
    if (more > 0) throw failed(failure_of(handle()), statement);
    return first;
}

// Asked for while nothing runs, it could hit the next statement.
void Session::cancel() noexcept {
    if (!busy_) return;
    try {
        const HandlePtr other = connected(request_, location_);
        const std::string kill = "KILL QUERY " + std::to_string(id());
        if (mysql_real_query(other.get(), kill.data(), kill.size()) != 0)
            log::warning(std::string("the server could not be asked to cancel: ") +
                         mysql_error(other.get()));
    } catch (const std::exception& error) {
        log::warning(std::string("the server could not be asked to cancel: ") + error.what());
    }
}

} // namespace varve::mysql
