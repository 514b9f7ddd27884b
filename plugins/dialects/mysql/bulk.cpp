#include "bulk.hpp"

#include "cursor.hpp"
#include "parameters.hpp"

#include <cmath>

namespace varve::mysql {

namespace {

constexpr std::size_t rows_in_batch = 1000;
constexpr std::size_t bytes_in_batch = 256 * 1024; // far below the least max_allowed_packet

/// The values of one column for the rows of a batch, in the form of the client library's arrays:
/// times, decimals and intervals go as text.
class ColumnArray {
public:
    explicit ColumnArray(Kind kind) : kind_(kind) {}

    /// Returns how many bytes the value takes.
    std::size_t add(Cell cell, const std::string& column, std::string_view statement) {
        const bool is_null = cell.is_null();
        if (!is_null && cell.kind() != kind_)
            throw misuse("the column " + column + " was announced to hold " +
                             std::string(to_string(kind_)) + ", and a value of kind " +
                             std::string(to_string(cell.kind())) + " came",
                         statement);
        nulls_.push_back(is_null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE);
        switch (kind_) {
        case Kind::boolean: wholes_.push_back(!is_null && cell.as_boolean() ? 1 : 0); return 8;
        case Kind::integer: wholes_.push_back(is_null ? 0 : cell.as_integer()); return 8;
        case Kind::unsigned_integer:
            wholes_.push_back(is_null ? 0 : static_cast<std::int64_t>(cell.as_unsigned()));
            return 8;
        case Kind::real:
            if (!is_null && !std::isfinite(cell.as_real())) throw unfit(cell, column, statement);
            reals_.push_back(is_null ? 0 : cell.as_real());
            return 8;
        default: texts_.push_back(is_null ? std::string() : text_of_cell(cell, column, statement));
        }
        return texts_.back().size();
    }

    void bind(MYSQL_BIND& bind) {
        bind = {};
        bind.u.indicator = nulls_.data();
        if (!wholes_.empty()) {
            bind.buffer_type = MYSQL_TYPE_LONGLONG;
            bind.buffer = wholes_.data();
            bind.is_unsigned = kind_ == Kind::unsigned_integer ? 1 : 0;
        } else if (!reals_.empty()) {
            bind.buffer_type = MYSQL_TYPE_DOUBLE;
            bind.buffer = reals_.data();
        } else {
            views_.clear();
            lengths_.clear();
            for (std::string& text : texts_) {
                views_.push_back(text.data());
                lengths_.push_back(text.size());
            }
            const bool binary = kind_ == Kind::bytes || kind_ == Kind::uuid;
            bind.buffer_type = binary ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
            bind.buffer = views_.data();
            bind.length = lengths_.data();
        }
    }

    void clear() noexcept {
        nulls_.clear();
        wholes_.clear();
        reals_.clear();
        texts_.clear();
    }

private:
    static std::string text_of_cell(Cell cell, const std::string& column,
                                    std::string_view statement) {
        switch (cell.kind()) {
        case Kind::text:
        case Kind::json: return std::string(cell.as_text());
        case Kind::bytes:
        case Kind::uuid: {
            const auto bytes = cell.as_bytes();
            return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
        }
        default: break;
        }
        std::string text = parameter_text(cell);
        if (text.empty()) throw unfit(cell, column, statement);
        return text;
    }

    Kind kind_;
    std::vector<char> nulls_;
    std::vector<std::int64_t> wholes_;
    std::vector<double> reals_;
    std::vector<std::string> texts_;
    std::vector<char*> views_;
    std::vector<unsigned long> lengths_;
};

std::string insert_text(const Dialect& dialect, const BulkInsert& target) {
    std::string columns;
    std::string values;
    for (const std::string& column : target.columns) {
        columns += (columns.empty() ? "" : ", ") + dialect.quote(column);
        values += values.empty() ? "?" : ", ?";
    }
    return "INSERT INTO " + target.table + " (" + columns + ") VALUES (" + values + ")";
}

class ArrayInsert {
public:
    ArrayInsert(Session& session, std::string text, const BulkInsert& target)
        : session_(session), text_(std::move(text)), names_(target.columns),
          columns_(target.kinds.begin(), target.kinds.end()), binds_(target.columns.size()),
          statement_(mysql_stmt_init(session.handle())) {
        if (!statement_) throw std::bad_alloc();
        session_.prepares(text_);
        if (mysql_stmt_prepare(statement_.get(), text_.data(), text_.size()) != 0) fail();
        session_.ends(0);
    }

    void add(std::span<const Cell> row) {
        for (std::size_t i = 0; i < row.size(); ++i)
            bytes_ += columns_[i].add(row[i], names_[i], text_);
        if (++rows_ == rows_in_batch || bytes_ >= bytes_in_batch) flush();
    }

    std::uint64_t finish() {
        if (rows_ > 0) flush();
        return inserted_;
    }

private:
    void flush() {
        MYSQL_STMT* const statement = statement_.get();
        for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].bind(binds_[i]);
        session_.starts(text_);
        mysql_stmt_attr_set(statement, STMT_ATTR_ARRAY_SIZE, &rows_);
        if (mysql_stmt_bind_param(statement, binds_.data())) fail();
        if (mysql_stmt_execute(statement) != 0) fail();
        inserted_ += mysql_stmt_affected_rows(statement);
        session_.ends(mysql_stmt_warning_count(statement));
        for (ColumnArray& column : columns_) column.clear();
        rows_ = 0;
        bytes_ = 0;
    }

    [[noreturn]] void fail() { throw session_.failed(failure_of(statement_.get()), text_); }

    Session& session_;
    const std::string text_;
    const std::vector<std::string> names_;
    std::vector<ColumnArray> columns_;
    std::vector<MYSQL_BIND> binds_;
    StatementPtr statement_;
    unsigned rows_ = 0;
    std::size_t bytes_ = 0;
    std::uint64_t inserted_ = 0;
};

} // namespace

bool takes_arrays(MYSQL* handle) noexcept {
    unsigned long extended = 0;
    if (mariadb_get_infov(handle, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &extended) != 0)
        return false;
    return (extended & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32U)) != 0;
}

std::uint64_t insert_arrays(Session& session, const Dialect& dialect, const BulkInsert& target,
                            RowSource& source) {
    if (target.columns.size() != target.kinds.size())
        throw misuse("a bulk insert names " + std::to_string(target.columns.size()) +
                     " columns and " + std::to_string(target.kinds.size()) + " kinds");
    if (target.columns.empty()) return 0;
    ArrayInsert insert(session, insert_text(dialect, target), target);
    std::vector<Cell> row(target.columns.size());
    while (source.next(row)) insert.add(row);
    return insert.finish();
}

} // namespace varve::mysql
