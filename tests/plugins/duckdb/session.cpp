#include "session.hpp"

#include "dialect.hpp"
#include "errors.hpp"

namespace varve::duckdb {

namespace {

SessionPtr connected(const Database& database) {
    duckdb_connection session = nullptr;
    if (duckdb_connect(database.handle(), &session) != DuckDBSuccess)
        throw DatabaseError({.kind = DatabaseError::Kind::unreachable,
                             .message = "DuckDB opened the database, but no session with it"});
    return SessionPtr(session);
}

bool leaves_session_alone(duckdb_statement_type type) noexcept {
    switch (type) {
    case DUCKDB_STATEMENT_TYPE_SELECT:
    case DUCKDB_STATEMENT_TYPE_INSERT:
    case DUCKDB_STATEMENT_TYPE_UPDATE:
    case DUCKDB_STATEMENT_TYPE_EXPLAIN:
    case DUCKDB_STATEMENT_TYPE_DELETE:
    case DUCKDB_STATEMENT_TYPE_TRANSACTION:
    case DUCKDB_STATEMENT_TYPE_COPY:
    case DUCKDB_STATEMENT_TYPE_MERGE_INTO: return true;
    default: return false;
    }
}

// DuckDB reads a text up to its first NUL, and several statements where it holds several.
void refuse_other_than_one(const std::string& text) {
    if (text.find('\0') != std::string::npos)
        throw DatabaseError({.kind = DatabaseError::Kind::syntax,
                             .message = "the statement has a NUL in its text",
                             .statement = text});
    static const DuckdbDialect dialect;
    const Script script = dialect.split(text, 1);
    if (script.problems.empty() && script.statements.size() != 1)
        throw misuse("one statement was expected and the text has " +
                         std::to_string(script.statements.size()),
                     text);
}

} // namespace

Session::Session(std::shared_ptr<Database> database)
    : database_(std::move(database)), handle_(connected(*database_)) {}

CompiledPtr Session::compile(const std::string& text) {
    refuse_during_stream(text);
    refuse_other_than_one(text);
    duckdb_extracted_statements found = nullptr;
    const idx_t count = duckdb_extract_statements(handle(), text.c_str(), &found);
    const ExtractedPtr extracted(found);
    if (const char* said = duckdb_extract_statements_error(found)) throw error_of(said, text);
    CompiledPtr compiled;
    for (idx_t i = 0; i < count; ++i) {
        compiled = made_by<CompiledPtr>(duckdb_prepare_extracted_statement, handle(), found, i);
        if (const char* said = duckdb_prepare_error(compiled.get())) throw error_of(said, text);
        if (i + 1 == count) break;
        duckdb_result ignored{};
        run(compiled.get(), text, Fetch::all, ignored);
        duckdb_destroy_result(&ignored);
    }
    if (!compiled) throw misuse("the text has no statement", text);
    return compiled;
}

void Session::refuse_during_stream(const std::string& text) const {
    if (stream != nullptr)
        throw misuse("the rows of a stream are still to be read or dropped", text);
}

void Session::run(duckdb_prepared_statement compiled, const std::string& text, Fetch fetch,
                  duckdb_result& result) {
    refuse_during_stream(text);
    const duckdb_statement_type type = duckdb_prepared_statement_type(compiled);
    if (!leaves_session_alone(type)) touched_ = true;
    if (type == DUCKDB_STATEMENT_TYPE_TRANSACTION) return end_or_begin(compiled, text, result);
    try {
        if (fetch == Fetch::stream)
            start_stream(compiled, text, result);
        else
            execute(compiled, text, result);
    } catch (const DatabaseError&) {
        has_failed();
        throw;
    }
}

void Session::execute(duckdb_prepared_statement compiled, const std::string& text,
                      duckdb_result& result) {
    if (duckdb_execute_prepared(compiled, &result) == DuckDBSuccess) return;
    const DatabaseError error = error_of(duckdb_result_error(&result), text);
    duckdb_destroy_result(&result);
    throw error;
}

void Session::start_stream(duckdb_prepared_statement compiled, const std::string& text,
                           duckdb_result& result) {
    const PendingPtr pending = made_by<PendingPtr>(duckdb_pending_prepared_streaming, compiled);
    if (duckdb_execute_pending(pending.get(), &result) == DuckDBSuccess) return;
    const char* const said = duckdb_result_error(&result);
    const DatabaseError error =
        error_of(said == nullptr ? duckdb_pending_error(pending.get()) : said, text);
    duckdb_destroy_result(&result);
    throw error;
}

void Session::end_or_begin(duckdb_prepared_statement compiled, const std::string& text,
                           duckdb_result& result) {
    const Token verb = Lexer(text, lexical_rules()).next();
    const bool begins = verb.is("BEGIN") || verb.is("START");
    const bool commits = verb.is("COMMIT") || verb.is("END");
    if (commits) ask_whether_transaction_is_sound();
    try {
        execute(compiled, text, result);
    } catch (const DatabaseError&) {
        // A commit that fails has rolled back; a BEGIN that fails is one too many.
        in_transaction_ = begins && in_transaction_;
        doubtful_ = in_transaction_;
        throw;
    }
    in_transaction_ = begins;
    doubtful_ = false;
}

// DuckDB answers COMMIT in a transaction that it gave up with a rollback and no error. Any other
// statement it refuses there, so one is run first.
void Session::ask_whether_transaction_is_sound() {
    if (!doubtful_) return;
    const std::string question = "SELECT 1";
    duckdb_result answer{};
    execute(compile(question).get(), question, answer);
    duckdb_destroy_result(&answer);
}

} // namespace varve::duckdb
