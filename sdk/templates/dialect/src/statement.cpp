#include "statement.hpp"

#include "errors.hpp"
#include "values.hpp"

#include <algorithm>

using namespace varve;

namespace {

sqlite3_stmt* compiled(sqlite3* database, std::string_view text, const char*& rest) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(database, text.data(), static_cast<int>(text.size()), &statement, &rest);
    if (code != SQLITE_OK) throw error_of(database, code, text);
    return statement;
}

// SQLite compiles the first statement of a text and leaves the rest alone.
bool holds_statement(sqlite3* database, std::string_view text) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database, text.data(), static_cast<int>(text.size()),
                                        &statement, nullptr);
    sqlite3_finalize(statement);
    return code != SQLITE_OK || statement != nullptr;
}

} // namespace

std::vector<Cell> cells_of(std::span<const Value> values) {
    std::vector<Cell> cells;
    for (const Value& value : values) cells.push_back(value.cell());
    return cells;
}

AcmeStatement::AcmeStatement(sqlite3* database, std::string_view text, std::span<const Kind> wanted)
    : database_(database), text_(text), wanted_(wanted.begin(), wanted.end()) {
    const char* rest = nullptr;
    statement_.reset(compiled(database, text_, rest));
    if (!statement_) throw misuse("there is no statement in this text", text_);
    const auto used = static_cast<std::size_t>(rest - text_.data());
    if (holds_statement(database, std::string_view(text_).substr(used)))
        throw misuse("there is more than one statement in this text", text_);
    describe();
}

void AcmeStatement::describe() {
    columns_.clear();
    for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i)
        columns_.push_back({.name = sqlite3_column_name(statement_.get(), i)});
    if (!wanted_.empty() && wanted_.size() != columns_.size())
        throw misuse("there are " + std::to_string(columns_.size()) + " columns, and kinds for " +
                         std::to_string(wanted_.size()),
                     text_);
    buffers_.resize(columns_.size());
}

void AcmeStatement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) {
        state_ = State::at_row;
        return;
    }
    if (code != SQLITE_DONE) {
        const DatabaseError error = error_of(database_, code, text_);
        reset();
        throw DatabaseError(error);
    }
    // What triggers and foreign keys did is in the one count and not in the other.
    const bool changed = sqlite3_total_changes64(database_) != changes_before_;
    affected_ = changed ? static_cast<std::uint64_t>(sqlite3_changes64(database_)) : 0;
    reset();
}

void AcmeStatement::start(std::span<const Cell> parameters) {
    reset();
    const int count = sqlite3_bind_parameter_count(statement_.get());
    if (static_cast<std::size_t>(count) != parameters.size())
        throw misuse("there are " + std::to_string(count) + " parameters, and values for " +
                         std::to_string(parameters.size()),
                     text_);
    for (int i = 0; i < count; ++i)
        bind_cell(statement_.get(), i + 1, parameters[static_cast<std::size_t>(i)]);
    changes_before_ = sqlite3_total_changes64(database_);
    affected_ = 0;
    step();
    describe(); // the table may have got another column since
}

bool AcmeStatement::next(std::span<Cell> row) {
    if (state_ == State::row_was_read) step();
    if (state_ == State::done) return false;
    if (row.size() != columns_.size())
        throw misuse("a row has " + std::to_string(columns_.size()) + " cells", text_);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = read_cell(statement_.get(), static_cast<int>(i),
                           wanted_.empty() ? Kind::any : wanted_[i], buffers_[i]);
    state_ = State::row_was_read;
    return true;
}

void AcmeStatement::reset() noexcept {
    sqlite3_reset(statement_.get());
    state_ = State::done;
}

AcmeStream::AcmeStream(sqlite3* database, const Statement& statement, std::span<const Kind> wanted)
    : statement_(database, statement.text, wanted) {
    statement_.start(cells_of(statement.parameters));
}

void AcmePrepared::query(std::span<const Cell> parameters) {
    reset();
    statement_.start(parameters);
    std::vector<Cell> row(columns().size());
    while (statement_.next(row)) rows_.emplace_back(row.begin(), row.end());
}

std::uint64_t AcmePrepared::execute(std::span<const Cell> parameters) {
    query(parameters);
    rows_.clear();
    return affected();
}

bool AcmePrepared::next(std::span<Cell> row) {
    if (next_ == rows_.size()) return false;
    std::ranges::transform(rows_[next_++], row.begin(), &Value::cell);
    return true;
}

void AcmePrepared::reset() noexcept {
    statement_.reset();
    rows_.clear();
    next_ = 0;
}
