#include "cursor.hpp"

#include "errors.hpp"

namespace varve::duckdb {

Cursor::Cursor(Session& session, std::string text, std::span<const Kind> wanted)
    : session_(session), text_(std::move(text)), compiled_(session.compile(text_)),
      wanted_(wanted.begin(), wanted.end()) {}

Cursor::~Cursor() {
    reset();
}

void Cursor::bind(std::span<const Cell> parameters) {
    const idx_t count = duckdb_nparams(compiled_.get());
    if (count != parameters.size())
        throw misuse("the statement has " + std::to_string(count) + " parameters and " +
                         std::to_string(parameters.size()) + " were given",
                     text_);
    for (idx_t i = 0; i < count; ++i) {
        const ValuePtr value = value_of(parameters[i]);
        if (value && duckdb_bind_value(compiled_.get(), i + 1, value.get()) == DuckDBSuccess)
            continue;
        throw DatabaseError(
            {.kind = DatabaseError::Kind::invalid_data,
             .message = "parameter " + std::to_string(i + 1) + " is a value of kind " +
                        std::string(to_string(parameters[i].kind())) + " that DuckDB cannot hold",
             .statement = text_});
    }
}

// DuckDB's own count of changed rows is a result too, of one row; here it is none.
void Cursor::describe() {
    const bool has_rows = duckdb_result_return_type(result_) == DUCKDB_RESULT_TYPE_QUERY_RESULT;
    const idx_t count = has_rows ? duckdb_column_count(&result_) : 0;
    if (!wanted_.empty() && wanted_.size() != count)
        throw misuse(std::to_string(wanted_.size()) + " kinds are wanted of " +
                         std::to_string(count) + " columns",
                     text_);
    columns_.clear();
    readers_.clear();
    for (idx_t i = 0; i < count; ++i) {
        const TypePtr type(duckdb_column_logical_type(&result_, i));
        readers_.emplace_back(type.get());
        columns_.push_back({duckdb_column_name(&result_, i), readers_.back().kind()});
    }
}

void Cursor::start(std::span<const Cell> parameters, Fetch fetch) {
    reset();
    bind(parameters);
    session_.run(compiled_.get(), text_, fetch, result_);
    if (fetch == Fetch::stream) session_.stream = this;
    describe();
    affected_ = columns_.empty() ? duckdb_rows_changed(&result_) : 0;
}

std::uint64_t Cursor::run(std::span<const Cell> parameters) {
    start(parameters, Fetch::all);
    while (next_chunk()) {}
    const std::uint64_t affected = affected_;
    reset();
    return affected;
}

bool Cursor::next_chunk() {
    if (columns_.empty() || result_.internal_data == nullptr) return false;
    chunk_.reset(duckdb_fetch_chunk(result_));
    row_ = 0;
    rows_ = chunk_ ? duckdb_data_chunk_get_size(chunk_.get()) : 0;
    if (rows_ == 0) {
        const char* const said = duckdb_result_error(&result_);
        const bool failed = said != nullptr && *said != '\0';
        std::optional<DatabaseError> error;
        if (failed) error = error_of(said, text_);
        reset();
        if (error) throw *error;
        return false;
    }
    for (idx_t i = 0; i < readers_.size(); ++i)
        readers_[i].start(duckdb_data_chunk_get_vector(chunk_.get(), i));
    return true;
}

Cell Cursor::cell(std::size_t column) {
    const Kind wanted = wanted_.empty() ? Kind::any : wanted_[column];
    if (const std::optional<Cell> cell = readers_[column].read(row_, wanted)) return *cell;
    const bool has_kind = readers_[column].kind() != Kind::any;
    throw DatabaseError(
        {.kind = has_kind ? DatabaseError::Kind::invalid_data : DatabaseError::Kind::unsupported,
         .message = "a value of the column '" + columns_[column].name + "' cannot be read as " +
                    std::string(to_string(wanted)),
         .statement = text_,
         .hint = has_kind ? "" : "cast lists, structs and the like to VARCHAR"});
}

bool Cursor::next(std::span<Cell> row) {
    if (row_ == rows_ && !next_chunk()) return false;
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = cell(i);
    ++row_;
    return true;
}

void Cursor::reset() noexcept {
    if (session_.stream == this) session_.stream = nullptr;
    row_ = rows_ = 0;
    chunk_.reset();
    duckdb_destroy_result(&result_);
    result_ = {};
}

std::vector<Cell> cells_of(std::span<const Value> values) {
    std::vector<Cell> cells;
    cells.reserve(values.size());
    for (const Value& value : values) cells.push_back(value.cell());
    return cells;
}

DuckdbRows::DuckdbRows(Session& session, const Statement& statement, std::span<const Kind> wanted,
                       Fetch fetch)
    : cursor_(session, statement.text, wanted) {
    cursor_.start(cells_of(statement.parameters), fetch);
}

} // namespace varve::duckdb
