#include "exchange.hpp"

#include "copy.hpp"
#include "dialect.hpp"

#include "varve/db/lexer.hpp"

#include <utility>

namespace varve::postgresql {

namespace {

[[noreturn]] void misuse(std::string message, std::string_view text) {
    throw DatabaseError({.kind = DatabaseError::Kind::misuse,
                         .message = std::move(message),
                         .statement = std::string(text)});
}

bool is_success(ExecStatusType status) noexcept {
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
           status == PGRES_SINGLE_TUPLE || status == PGRES_PIPELINE_SYNC;
}

bool is_copy(ExecStatusType status) noexcept {
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT;
}

void read_copy_away(PGconn& connection) noexcept {
    char* row = nullptr;
    while (PQgetCopyData(&connection, &row, 0) > 0) PQfreemem(row);
}

// The server answers COMMIT of a failed transaction with success, and rolls back.
bool rolled_back_by_commit(const PGresult& result, std::string_view text) {
    // libpq forgot a const: the result is only read.
    const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(&result));
    if (tag != "ROLLBACK") return false;
    const Token verb = Lexer(text, lexical_rules).next();
    return verb.is("COMMIT") || verb.is("END");
}

// A failure to prepare is an error of the statement, so both are sent before either is awaited.
bool send_prepare(PGconn& connection, const std::string& name, const std::string& text) {
    return PQsendPrepare(&connection, name.c_str(), text.c_str(), 0, nullptr) == 1 &&
           PQsendDescribePrepared(&connection, name.c_str()) == 1;
}

} // namespace

std::vector<Cell> cells_of(std::span<const Value> values) {
    std::vector<Cell> cells;
    cells.reserve(values.size());
    for (const Value& value : values) cells.push_back(value.cell());
    return cells;
}

bool Exchange::in_transaction() const noexcept {
    const PGTransactionStatusType status = PQtransactionStatus(&handle());
    if (status == PQTRANS_ACTIVE) return streaming_in_transaction_;
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void Exchange::set_tag(std::string_view tag) {
    prefix_ = tag.empty() ? std::string() : "/* " + std::string(tag) + " */ ";
}

// The server takes no offence at a parameter that is sent with its type and is nowhere used.
std::string Exchange::tagged(std::string_view text, int parameters) {
    if (text.find('\0') != std::string_view::npos)
        misuse("the statement holds a NUL byte, which PostgreSQL does not read", text);
    if (parameters > 0 && text.find('$' + std::to_string(parameters)) == std::string_view::npos)
        misuse("the statement has no parameter $" + std::to_string(parameters) + ", and " +
                   std::to_string(parameters) + " were given",
               text);
    ++statements_sent_;
    return prefix_ + std::string(text);
}

void Exchange::require_idle() const {
    if (streaming_)
        misuse("another statement's rows are still being read from this connection; read them all "
               "or drop them first",
               {});
}

void Exchange::start_streaming() noexcept {
    streaming_in_transaction_ = in_transaction();
    streaming_ = true;
}

void Exchange::fail(const PGresult* result, std::string_view text) const {
    throw DatabaseError(facts_of(handle(), result, {text, prefix_.size()}));
}

void Exchange::require_success(const PGresult* result, std::string_view text) {
    if (result == nullptr) fail(nullptr, text);
    const ExecStatusType status = PQresultStatus(result);
    if (is_copy(status)) {
        drain();
        misuse("COPY can neither be prepared nor queried; execute it", text);
    }
    if (status == PGRES_EMPTY_QUERY) misuse("there is no statement in this text", text);
    if (!is_success(status)) fail(result, text);
    if (rolled_back_by_commit(*result, text))
        misuse("COMMIT rolled the transaction back, because a statement in it had failed", text);
}

// libpq reports a COPY again and again until it is ended.
Result Exchange::drain() {
    Result kept;
    while (Result result{PQgetResult(&handle())}) {
        if (PQresultStatus(result.get()) == PGRES_COPY_IN) PQputCopyEnd(&handle(), "no data");
        if (PQresultStatus(result.get()) == PGRES_COPY_OUT) read_copy_away(handle());
        const bool kept_is_error = kept && !is_success(PQresultStatus(kept.get()));
        if (!kept_is_error) kept = std::move(result);
        if (lost()) break;
    }
    return kept;
}

Result Exchange::run(const Statement& statement) {
    parameters_.set(cells_of(statement.parameters));
    require_idle();
    const std::string text = tagged(statement.text, parameters_.count());
    const StatementTimer timer = timed(statement.text);
    Result result(PQexecParams(&handle(), text.c_str(), parameters_.count(), parameters_.types(),
                               parameters_.values(), parameters_.lengths(), parameters_.formats(),
                               static_cast<int>(Format::text)));
    return finish(std::move(result), statement);
}

Result Exchange::run(std::string_view text, const Parameters& parameters) {
    require_idle();
    const std::string sent = tagged(text, parameters.count());
    const StatementTimer timer = timed(text);
    Result result(PQexecParams(&handle(), sent.c_str(), parameters.count(), parameters.types(),
                               parameters.values(), parameters.lengths(), parameters.formats(),
                               static_cast<int>(Format::text)));
    return finish(std::move(result), {std::string(text)});
}

Result Exchange::finish(Result result, const Statement& statement) {
    const ExecStatusType status = result ? PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
    if (status == PGRES_COPY_OUT) {
        session_.cancel();
        drain();
        throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                             .message = "COPY … TO STDOUT sends its rows to the client, which has "
                                        "no place for them; copy to a file of the server, or use "
                                        "psql",
                             .statement = statement.text});
    }
    if (status == PGRES_COPY_IN) {
        if (!statement.input) {
            drain();
            misuse("COPY … FROM STDIN needs its rows, and there are none with it", statement.text);
        }
        result = copy_in(*this, *statement.input);
    }
    require_success(result.get(), statement.text);
    if (statement.input && status != PGRES_COPY_IN)
        misuse("there is a block of data with this statement, and it reads none", statement.text);
    return result;
}

Result Exchange::prepare(const std::string& name, std::string_view text) {
    require_idle();
    const std::string sent = tagged(text);
    PGconn& connection = handle();
    if (PQenterPipelineMode(&connection) != 1) fail(nullptr, text);
    const bool is_sent = send_prepare(connection, name, sent) && PQpipelineSync(&connection) == 1;
    Result prepared, described;
    if (is_sent) {
        prepared = drain();
        described = drain();
        const Result sync(PQgetResult(&connection));
    }
    const bool left = PQexitPipelineMode(&connection) == 1;
    require_success(prepared.get(), text);
    require_success(described.get(), text);
    if (!left) fail(nullptr, text);
    return described;
}

} // namespace varve::postgresql
