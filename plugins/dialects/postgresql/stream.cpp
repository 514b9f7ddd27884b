#include "stream.hpp"

namespace varve::postgresql {

StreamedRows::StreamedRows(Exchange& exchange, const Statement& statement,
                           std::span<const Kind> wanted)
    : exchange_(exchange), text_(statement.text) {
    exchange_.require_idle();
    Parameters parameters;
    parameters.set(cells_of(statement.parameters));
    const std::string sent = exchange_.tagged(text_, parameters.count());
    exchange_.start_streaming();
    const StatementTimer timer = exchange_.timed(text_);
    const bool is_sent =
        PQsendQueryParams(&exchange_.handle(), sent.c_str(), parameters.count(), parameters.types(),
                          parameters.values(), parameters.lengths(), parameters.formats(),
                          static_cast<int>(Format::text)) == 1 &&
        PQsetSingleRowMode(&exchange_.handle()) == 1;
    try {
        if (!is_sent) exchange_.fail(nullptr, text_);
        receive();
        decoder_ = RowDecoder(*ahead_, wanted, RowDecoder::Prefer::text);
    } catch (...) {
        end();
        throw;
    }
}

StreamedRows::~StreamedRows() {
    end();
}

void StreamedRows::receive() {
    ahead_.reset(PQgetResult(&exchange_.handle()));
    exchange_.require_success(ahead_.get(), text_);
}

bool StreamedRows::next(std::span<Cell> row) {
    if (!open_) return false;
    if (!ahead_) receive();
    if (PQresultStatus(ahead_.get()) != PGRES_SINGLE_TUPLE) {
        affected_ = affected_rows(*ahead_);
        end();
        return false;
    }
    current_ = std::move(ahead_);
    decoder_.decode(*current_, 0, row);
    return true;
}

// Inside a transaction a cancelled statement would take the transaction with it, so there the rest
// is read.
void StreamedRows::end() noexcept {
    if (!open_) return;
    open_ = false;
    const bool finished = ahead_ && PQresultStatus(ahead_.get()) != PGRES_SINGLE_TUPLE;
    if (!finished && !exchange_.in_transaction()) exchange_.session().cancel();
    exchange_.drain();
    exchange_.end_streaming();
}

} // namespace varve::postgresql
