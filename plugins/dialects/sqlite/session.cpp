#include "session.hpp"

#include "cursor.hpp"
#include "dialect.hpp"
#include "errors.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <thread>

namespace varve::sqlite {

namespace {

// What is left of a text after its first statement; white space, comments and semicolons do no
// harm.
void refuse_more(std::string_view rest, const std::string& text) {
    if (rest.empty()) return;
    Lexer lexer(rest, lexical_rules());
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
        if (token.is(";")) continue;
        throw misuse(token.text.front() == '\0' ? "the text holds a NUL, where SQLite stops to read"
                                                : "the text holds more than one statement; give "
                                                  "each of them on its own",
                     text);
    }
}

// A PRAGMA takes effect while it is compiled, so that what stands behind it must be looked at
// before.
void refuse_more_than_pragma(const std::string& text) {
    Lexer lexer(text, lexical_rules());
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next())
        if (token.is(";")) return refuse_more(std::string_view(text).substr(lexer.offset()), text);
}

// PRAGMA main.busy_timeout = 100
bool is_busy_timeout(const std::string& text) {
    Lexer lexer(text, lexical_rules());
    for (Token token = lexer.next(); token.kind == TokenKind::word || token.is(".");
         token = lexer.next())
        if (token.is("BUSY_TIMEOUT")) return true;
    return false;
}

} // namespace

bool is_pragma(const std::string& text) {
    Lexer lexer(text, lexical_rules());
    Token word = lexer.next();
    while (word.is("EXPLAIN") || word.is("QUERY") || word.is("PLAN")) word = lexer.next();
    return word.is("PRAGMA");
}

Session::Session(DatabasePtr database, std::chrono::milliseconds busy_timeout,
                 OnStatement on_statement)
    : database_(std::move(database)), busy_timeout_(busy_timeout),
      on_statement_(std::move(on_statement)) {
    install_wait();
}

// SQLite's own handler for busy_timeout cannot be interrupted: ours can. It forgets the time that
// `PRAGMA busy_timeout` tells, so that is put back around such a statement (compile_busy_timeout).
void Session::install_wait() noexcept {
    sqlite3_busy_handler(database_.get(), &Session::wait, this);
}

int Session::wait(void* self, int attempt) noexcept {
    using namespace std::chrono;
    constexpr std::array<int, 9> pauses{1, 2, 5, 10, 15, 20, 25, 50, 100};
    auto& session = *static_cast<Session*>(self);
    const auto now = steady_clock::now();
    if (attempt == 0) session.waiting_since_ = now;
    const auto left = session.waiting_since_ + session.busy_timeout_ - now;
    if (session.cancelled_ || left <= left.zero()) return 0;
    const auto index = std::min(static_cast<std::size_t>(attempt), pauses.size() - 1);
    std::this_thread::sleep_for(std::min<nanoseconds>(milliseconds(pauses[index]), left));
    return 1;
}

void Session::cancel() noexcept {
    cancelled_ = true;
    sqlite3_interrupt(database_.get());
}

// Has a transaction read already? SQLite does not let it wait to write as well: the other writer
// may be waiting for it, and what it read is outdated when that is done.
bool Session::has_read() const noexcept {
    return sqlite3_get_autocommit(database_.get()) == 0 &&
           sqlite3_txn_state(database_.get(), nullptr) == SQLITE_TXN_READ;
}

DatabaseError Session::error(int code, const std::string& statement) const {
    DatabaseError error = error_of(database_.get(), code, statement);
    if (error.kind() != DatabaseError::Kind::lock_timeout) return error;
    DatabaseError::Facts facts = error.facts();
    if (cancelled_) {
        facts.kind = DatabaseError::Kind::cancelled;
        facts.message = "cancelled while it waited for another connection: " + facts.message;
        facts.hint.clear();
    } else if ((code & 0xff) == SQLITE_BUSY && has_read()) {
        facts.kind = DatabaseError::Kind::serialization;
        facts.hint = "another transaction writes, and this one has read already: begin it again, "
                     "or as one that writes";
    } else {
        return error;
    }
    return DatabaseError(std::move(facts));
}

StatementPtr Session::compile(const std::string& text, unsigned flags) {
    if (!is_pragma(text)) return compile_any(text, flags);
    refuse_more_than_pragma(text);
    if (is_busy_timeout(text)) return compile_busy_timeout(text, flags);
    settings_touched_ = true;
    return compile_any(text, flags);
}

StatementPtr Session::compile_any(const std::string& text, unsigned flags) {
    if (text.size() >= static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw misuse("the statement is longer than SQLite can read");
    sqlite3_stmt* compiled = nullptr;
    const char* rest = nullptr;
    // With the NUL that ends it, or SQLite makes a copy.
    const int code = sqlite3_prepare_v3(database_.get(), text.c_str(),
                                        static_cast<int>(text.size() + 1), flags, &compiled, &rest);
    StatementPtr statement(compiled);
    if (code != SQLITE_OK) throw error(code, text);
    refuse_more(std::string_view(text).substr(static_cast<std::size_t>(rest - text.c_str())), text);
    if (!statement) throw misuse("the text holds no statement", text);
    return statement;
}

StatementPtr Session::compile_busy_timeout(const std::string& text, unsigned flags) {
    sqlite3_busy_timeout(database_.get(), static_cast<int>(busy_timeout_.count()));
    StatementPtr statement;
    try {
        statement = compile_any(text, flags);
        const StatementPtr read = compile_any("PRAGMA busy_timeout", 0);
        if (sqlite3_step(read.get()) == SQLITE_ROW)
            busy_timeout_ = std::chrono::milliseconds(sqlite3_column_int(read.get(), 0));
    } catch (...) {
        install_wait();
        throw;
    }
    install_wait();
    return statement;
}

void Session::fetch_open_but(const Cursor& running) {
    // Each leaves the list as it is read to its end.
    for (Cursor* cursor = open_; cursor != nullptr;) {
        Cursor* const next = cursor->open_behind_;
        if (cursor != &running) cursor->fetch_rest();
        cursor = next;
    }
}

} // namespace varve::sqlite
