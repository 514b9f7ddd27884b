#include "cursor.hpp"

#include "errors.hpp"

#include <cassert>
#include <utility>

namespace varve::sqlite {

Cursor::Cursor(Session& session, std::string text, std::span<const Kind> wanted, unsigned flags)
    : session_(session), text_(std::move(text)), flags_(flags),
      compiled_each_run_((flags & SQLITE_PREPARE_PERSISTENT) != 0 && is_pragma(text_)),
      statement_(session.compile(text_, flags)), wanted_(wanted.begin(), wanted.end()) {
    describe();
}

Cursor::~Cursor() {
    reset();
}

void Cursor::describe() {
    const auto count = static_cast<std::size_t>(sqlite3_column_count(statement_.get()));
    if (!wanted_.empty() && wanted_.size() != count)
        throw misuse(std::to_string(wanted_.size()) + " kinds are wanted of " +
                         std::to_string(count) + " columns",
                     text_);
    columns_.clear();
    buffers_.resize(count);
    kinds_ = wanted_;
    kinds_.resize(count, Kind::any);
    for (std::size_t i = 0; i < count; ++i) {
        const int column = static_cast<int>(i);
        const char* const name = sqlite3_column_name(statement_.get(), column);
        const char* const type = sqlite3_column_decltype(statement_.get(), column);
        columns_.push_back({name == nullptr ? "" : name, Kind::any, type == nullptr ? "" : type});
    }
}

void Cursor::bind(std::span<const Cell> parameters, CellsLive live) {
    const auto count = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_.get()));
    if (count != parameters.size())
        throw misuse("the statement has " + std::to_string(count) + " parameters and " +
                         std::to_string(parameters.size()) + " were given",
                     text_);
    for (std::size_t i = 0; i < count; ++i) {
        int code = SQLITE_OK;
        if (!bind_cell(statement_.get(), static_cast<int>(i + 1), parameters[i], live, code))
            throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                                 .message = "parameter " + std::to_string(i + 1) +
                                            " is a value of kind " +
                                            std::string(to_string(parameters[i].kind())) +
                                            " that SQLite cannot hold",
                                 .statement = text_});
        if (code != SQLITE_OK) throw session_.error(code, text_);
    }
}

void Cursor::first_step() {
    session_.starts();
    sqlite3_stmt* const statement = statement_.get();
    // COMMIT and the like count as read-only, but have no columns.
    const bool only_reads =
        sqlite3_stmt_readonly(statement) != 0 && sqlite3_column_count(statement) > 0;
    if (!only_reads) session_.fetch_all_but(*this);
    changes_before_ = sqlite3_total_changes64(session_.database());
    affected_ = 0;
    if (step()) state_ = State::at_row;
    // SQLite compiles a statement again when the schema has changed; its columns may be others now.
    const int recompiled = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_REPREPARE, 0);
    if (std::exchange(recompiled_, recompiled) != recompiled) describe();
}

void Cursor::start(std::span<const Cell> parameters, Fetch fetch) {
    reset();
    fetch_ = fetch;
    if (compiled_each_run_) statement_ = session_.compile(text_, flags_);
    bind(parameters, CellsLive::until_run);
    const StatementTimer timer = session_.timed(text_);
    first_step();
    if (state_ == State::at_row && fetch == Fetch::all) session_.opened(*this);
}

std::uint64_t Cursor::run(std::span<const Cell> parameters) {
    reset();
    if (compiled_each_run_) statement_ = session_.compile(text_, flags_);
    bind(parameters, CellsLive::longer_than_run);
    const StatementTimer timer = session_.timed(text_);
    first_step();
    while (state_ != State::idle) step();
    return affected_;
}

// Goes to the next row; false, and idle, after the last.
bool Cursor::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) {
        DatabaseError error = session_.error(code, text_);
        reset();
        throw error;
    }
    finish();
    return false;
}

void Cursor::finish() noexcept {
    sqlite3* const database = session_.database();
    const bool changed = sqlite3_total_changes64(database) != changes_before_;
    // SQLite's count is that of the last INSERT, UPDATE or DELETE, which need not be this
    // statement.
    if (changed && sqlite3_stmt_readonly(statement_.get()) == 0)
        affected_ = static_cast<std::uint64_t>(sqlite3_changes64(database));
    reset();
}

void Cursor::reset() noexcept {
    fetched_.clear();
    failure_ = nullptr;
    if (std::exchange(state_, State::idle) != State::idle) session_.closed(*this);
    sqlite3_reset(statement_.get());
}

void Cursor::read(std::size_t column, sqlite3_value* value, Cell& cell) {
    if (read_cell(value, kinds_[column], buffers_[column], cell)) return;
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "a value of the column '" + columns_[column].name +
                                    "' cannot be read as " + std::string(to_string(kinds_[column])),
                         .statement = text_});
}

// The cells of a row must outlive `fetch_rest`, which lets SQLite go on.
void Cursor::own(std::size_t column, Cell& cell) {
    std::string& buffer = buffers_[column];
    const auto keep = [&](std::string_view view) {
        if (view.data() == buffer.data()) return;
        buffer = view;
        cell = Cell::view(cell.kind(), buffer);
    };
    switch (cell.kind()) {
    case Kind::text:
    case Kind::decimal:
    case Kind::json: return keep(cell.as_text());
    case Kind::bytes:
    case Kind::uuid: {
        const auto bytes = cell.as_bytes();
        return keep({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    default: return;
    }
}

bool Cursor::next(std::span<Cell> row) {
    assert(row.size() == columns_.size());
    switch (state_) {
    case State::idle: return false;
    case State::fetched: return next_fetched(row);
    case State::at_row: state_ = State::reading; break;
    case State::reading:
        if (!step()) return false;
    }
    // Asked for as a whole, then read by its functions: these are cheaper than those of columns.
    // They are not for several threads at once, which nobody has here.
    for (std::size_t i = 0; i < row.size(); ++i) {
        read(i, sqlite3_column_value(statement_.get(), static_cast<int>(i)), row[i]);
        if (fetch_ == Fetch::all) own(i, row[i]);
    }
    return true;
}

void Cursor::keep_row(std::vector<ValuePtr>& rows) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const int column = static_cast<int>(i);
        ValuePtr value(sqlite3_value_dup(sqlite3_column_value(statement_.get(), column)));
        if (!value) throw session_.error(SQLITE_NOMEM, text_);
        rows.push_back(std::move(value));
    }
}

void Cursor::fetch_rest() noexcept {
    std::vector<ValuePtr> rest;
    std::exception_ptr failure;
    try {
        bool more = state_ == State::at_row || step();
        for (; more; more = step()) keep_row(rest);
    } catch (...) {
        failure = std::current_exception();
        reset();
    }
    fetched_ = std::move(rest);
    failure_ = std::move(failure);
    next_fetched_ = 0;
    state_ = State::fetched;
}

bool Cursor::next_fetched(std::span<Cell> row) {
    if (next_fetched_ == fetched_.size()) {
        const std::exception_ptr failure = failure_;
        reset();
        if (failure) std::rethrow_exception(failure);
        return false;
    }
    for (std::size_t i = 0; i < row.size(); ++i) read(i, fetched_[next_fetched_++].get(), row[i]);
    return true;
}

} // namespace varve::sqlite
