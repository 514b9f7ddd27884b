#include "prepared.hpp"

#include "varve/log.hpp"

namespace varve::postgresql {

namespace {

// Behind the last row the result is let go of.
bool read_next(Result& result, int& next, RowDecoder& decoder, std::span<Cell> row) {
    if (result && next < PQntuples(result.get())) {
        decoder.decode(*result, next++, row);
        return true;
    }
    result.reset();
    return false;
}

// The server's copy of a statement does not survive a change of its result's columns (0A000), nor
// DEALLOCATE ALL (26000).
bool is_stale(const PGresult* result) noexcept {
    const char* const sqlstate =
        result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (sqlstate == nullptr) return false;
    return std::string_view(sqlstate) == "0A000" || std::string_view(sqlstate) == "26000";
}

} // namespace

void StatementNames::forget(Exchange& exchange, std::string name) noexcept {
    if (closed_ || name.empty()) return;
    try {
        pending_.push_back(std::move(name));
        forget_pending(exchange);
    } catch (const std::exception& error) {
        log::debug(std::string("deallocating a prepared statement: ") + error.what());
    }
}

void StatementNames::forget_pending(Exchange& exchange) {
    // Inside a transaction an error would take the transaction with it.
    if (PQtransactionStatus(&exchange.handle()) != PQTRANS_IDLE) return;
    for (; !pending_.empty(); pending_.pop_back()) {
        // Not checked: DEALLOCATE ALL may have been there before us.
        const Result result(
            PQexec(&exchange.handle(), ("DEALLOCATE \"" + pending_.back() + '"').c_str()));
    }
}

PreparedStatement::PreparedStatement(Exchange& exchange, StatementNames& names,
                                     std::string_view text, std::span<const Kind> wanted)
    : exchange_(exchange), names_(names), text_(text), wanted_(wanted.begin(), wanted.end()) {
    prepare();
}

PreparedStatement::~PreparedStatement() {
    names_.forget(exchange_, std::move(name_));
}

void PreparedStatement::prepare() {
    const std::string name = names_.next();
    const Result shape = exchange_.prepare(name, text_);
    name_ = name;
    stale_ = false;
    decoder_ = RowDecoder(*shape, wanted_, RowDecoder::Prefer::binary);
    parameter_types_.clear();
    for (int i = 0; i < PQnparams(shape.get()); ++i)
        parameter_types_.push_back(PQparamtype(shape.get(), i));
}

Result PreparedStatement::send() {
    return Result(PQexecPrepared(&exchange_.handle(), name_.c_str(), parameters_.count(),
                                 parameters_.values(), parameters_.lengths(), parameters_.formats(),
                                 static_cast<int>(decoder_.format())));
}

void PreparedStatement::start(std::size_t parameters) {
    result_.reset();
    next_ = 0;
    exchange_.require_idle();
    if (stale_) prepare();
    if (parameters != parameter_types_.size())
        throw DatabaseError(
            {.kind = DatabaseError::Kind::misuse,
             .message = "the statement takes " + std::to_string(parameter_types_.size()) +
                        " parameters, and " + std::to_string(parameters) + " were given",
             .statement = text_});
}

void PreparedStatement::run(std::span<const Cell> parameters) {
    start(parameters.size());
    parameters_.set(parameters, parameter_types_);
    finish();
}

void PreparedStatement::finish() {
    const StatementTimer timer = exchange_.timed(text_);
    result_ = send();
    if (is_stale(result_.get())) {
        stale_ = true;
        // Inside a transaction the error has already ended it.
        if (!exchange_.in_transaction()) {
            prepare();
            result_ = send();
        }
    }
    try {
        exchange_.require_success(result_.get(), text_);
    } catch (...) {
        result_.reset();
        throw;
    }
    affected_ = affected_rows(*result_);
}

bool PreparedStatement::next(std::span<Cell> row) {
    return read_next(result_, next_, decoder_, row);
}

std::uint64_t PreparedStatement::execute(std::span<const Cell> parameters) {
    run(parameters);
    result_.reset();
    return affected_;
}

std::uint64_t PreparedStatement::execute_encoded(std::span<const std::string_view> parameters) {
    start(parameters.size());
    parameters_.set_encoded(parameters);
    finish();
    result_.reset();
    return affected_;
}

void RepeatedStatement::query(std::span<const Cell> parameters) {
    result_.reset();
    next_ = 0;
    parameters_.set(parameters);
    result_ = exchange_.run(text_, parameters_);
    affected_ = affected_rows(*result_);
    decoder_ = RowDecoder(*result_, wanted_, RowDecoder::Prefer::text);
}

bool RepeatedStatement::next(std::span<Cell> row) {
    return read_next(result_, next_, decoder_, row);
}

std::uint64_t RepeatedStatement::execute(std::span<const Cell> parameters) {
    result_.reset();
    parameters_.set(parameters);
    affected_ = affected_rows(*exchange_.run(text_, parameters_));
    return affected_;
}

} // namespace varve::postgresql
