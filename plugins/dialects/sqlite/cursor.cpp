#include "cursor.hpp"

#include "errors.hpp"

#include <cassert>
#include <utility>

namespace varve::sqlite {

Cursor::Cursor(Session& session, std::string text, std::span<const Kind> wanted, unsigned flags)
    : session_(session), text_(std::move(text)), flags_(flags),
      compiled_each_run_((flags & SQLITE_PREPARE_PERSISTENT) != 0 && is_pragma(text_)),
      wanted_(wanted.begin(), wanted.end()) {
    compile();
}

Cursor::~Cursor() {
    reset();
}

void Cursor::compile() {
    statement_ = session_.compile(text_, flags_);
    sqlite3_stmt* const statement = statement_.get();
    parameter_count_ = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
    read_only_ = sqlite3_stmt_readonly(statement) != 0;
    described_ = -1;
    size_up();
}

void Cursor::size_up() {
    const auto count = static_cast<std::size_t>(sqlite3_column_count(statement_.get()));
    if (!wanted_.empty() && wanted_.size() != count)
        throw misuse(std::to_string(wanted_.size()) + " kinds are wanted of " +
                         std::to_string(count) + " columns",
                     text_);
    buffers_.resize(count);
    wanted_of_.clear();
    for (std::size_t i = 0; i < count; ++i)
        wanted_of_.push_back(wanted_as(wanted_.empty() ? Kind::any : wanted_[i]));
}

void Cursor::describe() const {
    columns_.clear();
    for (int column = 0; column < sqlite3_column_count(statement_.get()); ++column) {
        const char* const name = sqlite3_column_name(statement_.get(), column);
        const char* const type = sqlite3_column_decltype(statement_.get(), column);
        columns_.push_back({name == nullptr ? "" : name, Kind::any, type == nullptr ? "" : type});
    }
}

// SQLite compiles a statement again when the schema has changed; its columns may be others then.
std::span<const ColumnInfo> Cursor::columns() const {
    const int compiled = sqlite3_stmt_status(statement_.get(), SQLITE_STMTSTATUS_REPREPARE, 0);
    if (std::exchange(described_, compiled) != compiled) describe();
    return columns_;
}

void Cursor::refuse_parameter(int ordinal, const Cell& cell) const {
    const int code = bind_cell(statement_.get(), ordinal, cell, CellsLive::until_run);
    if (code != cannot_hold) throw session_.error(code, text_);
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "parameter " + std::to_string(ordinal) +
                                    " is a value of kind " + std::string(to_string(cell.kind())) +
                                    " that SQLite cannot hold",
                         .statement = text_});
}

void Cursor::refuse_count(std::size_t given) const {
    throw misuse("the statement has " + std::to_string(parameter_count_) + " parameters and " +
                     std::to_string(given) + " were given",
                 text_);
}

namespace {

// Returns the ordinal of the parameter that could not be bound, or 0.
int bind_all(sqlite3_stmt* statement, std::span<const Cell> parameters, CellsLive live) {
    int ordinal = 0;
    for (const Cell& cell : parameters)
        if (bind_cell(statement, ++ordinal, cell, live) != SQLITE_OK) return ordinal;
    return 0;
}

} // namespace

void Cursor::reset() noexcept {
    if (state_ == State::fetched) forget_fetched();
    if (std::exchange(state_, State::idle) != State::idle) session_.closed(*this);
    sqlite3_reset(statement_.get());
}

void Cursor::forget_fetched() noexcept {
    fetched_.clear();
    failure_ = nullptr;
}

// Goes to the next row; false, and idle, after the last.
inline bool Cursor::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(code);
    finish();
    return false;
}

void Cursor::fail(int code) {
    const DatabaseError error = session_.error(code, text_);
    reset();
    throw error;
}

inline void Cursor::finish() noexcept {
    sqlite3* const database = session_.database();
    // SQLite's count is that of the last INSERT, UPDATE or DELETE, which need not be this
    // statement.
    if (!read_only_ && sqlite3_total_changes64(database) != changes_before_)
        affected_ = static_cast<std::uint64_t>(sqlite3_changes64(database));
    reset();
}

// Runs it up to its first row, or to its end.
void Cursor::begin(std::span<const Cell> parameters, CellsLive live, Fetch fetch) {
    if (state_ != State::idle) reset();
    if (compiled_each_run_) compile();
    if (parameters.size() != parameter_count_) refuse_count(parameters.size());
    const int refused = bind_all(statement_.get(), parameters, live);
    if (refused != 0) refuse_parameter(refused, parameters[static_cast<std::size_t>(refused) - 1]);
    const StatementTimer timer = session_.timed(text_);
    session_.starts();
    // COMMIT and the like have no columns.
    if (!read_only_ || wanted_of_.empty()) session_.fetch_all_but(*this);
    if (!read_only_) {
        affected_ = 0;
        changes_before_ = sqlite3_total_changes64(session_.database());
    }
    if (step()) {
        state_ = State::at_row;
        if (fetch == Fetch::all) session_.opened(*this);
    }
    // It may have been compiled again, for another schema.
    const int count = sqlite3_column_count(statement_.get());
    if (static_cast<std::size_t>(count) != wanted_of_.size()) size_up();
}

std::uint64_t Cursor::run(std::span<const Cell> parameters) {
    begin(parameters, CellsLive::longer_than_run, Fetch::stream);
    while (state_ != State::idle) step();
    return affected_;
}

void Cursor::convert(std::size_t column, sqlite3_value* value, Cell& cell) {
    if (convert_cell(value, wanted_of_[column].kind, buffers_[column], cell)) return;
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "a value of the column '" + columns()[column].name +
                                    "' cannot be read as " +
                                    std::string(to_string(wanted_of_[column].kind)),
                         .statement = text_});
}

bool Cursor::next(std::span<Cell> row) {
    assert(row.size() == wanted_of_.size());
    if (state_ == State::reading) {
        if (!step()) return false;
    } else if (state_ == State::at_row) {
        state_ = State::reading;
    } else {
        return state_ == State::fetched && next_fetched(row);
    }
    // Asked for as a whole, then read by its functions: these are cheaper than those of columns.
    // They are not for several threads at once, which nobody has here.
    sqlite3_stmt* const statement = statement_.get();
    const Wanted* const wanted = wanted_of_.data();
    std::size_t column = 0;
    for (Cell& cell : row) {
        sqlite3_value* const value = sqlite3_column_value(statement, static_cast<int>(column));
        if (!read_stored(value, wanted[column], cell)) convert(column, value, cell);
        ++column;
    }
    return true;
}

namespace {

// Empty where the cell holds its value itself.
std::string_view viewed_by(Cell cell) {
    switch (cell.kind()) {
    case Kind::text:
    case Kind::decimal:
    case Kind::json: return cell.as_text();
    case Kind::bytes:
    case Kind::uuid: {
        const auto bytes = cell.as_bytes();
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    default: return {};
    }
}

} // namespace

void Cursor::keep(std::span<Cell> row) {
    if (state_ == State::fetched) return;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string_view view = viewed_by(row[i]);
        if (view.empty() || view.data() == buffers_[i].data()) continue;
        buffers_[i] = view;
        row[i] = Cell::view(row[i].kind(), buffers_[i]);
    }
}

void Cursor::keep_row(std::vector<ValuePtr>& rows) {
    for (std::size_t i = 0; i < wanted_of_.size(); ++i) {
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
    for (std::size_t i = 0; i < row.size(); ++i) {
        sqlite3_value* const value = fetched_[next_fetched_++].get();
        if (!read_stored(value, wanted_of_[i], row[i])) convert(i, value, row[i]);
    }
    return true;
}

} // namespace varve::sqlite
