#include "bulk.hpp"

#include "conversions.hpp"
#include "cursor.hpp"
#include "parameters.hpp"
#include "times.hpp"

#include "varve/db/transaction.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace varve::mysql {

namespace {

constexpr std::size_t rows_in_batch = 1000;
constexpr std::size_t bytes_in_batch = 1U << 18; // far below the least max_allowed_packet

enum_field_types buffer_type(Kind kind) {
    switch (kind) {
    case Kind::boolean: return MYSQL_TYPE_TINY;
    case Kind::integer:
    case Kind::unsigned_integer: return MYSQL_TYPE_LONGLONG;
    case Kind::real: return MYSQL_TYPE_DOUBLE;
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: return time_type(kind);
    case Kind::bytes:
    case Kind::uuid: return MYSQL_TYPE_BLOB;
    default: return MYSQL_TYPE_STRING;
    }
}

/// The values of one column for the rows of a batch, in the form of the client library's arrays:
/// numbers side by side, the rest behind pointers.
class ColumnArray {
public:
    explicit ColumnArray(Kind kind)
        : kind_(kind), type_(buffer_type(kind)), indicators_(rows_in_batch, STMT_INDICATOR_NONE) {
        switch (type_) {
        case MYSQL_TYPE_TINY: flags_.resize(rows_in_batch); break;
        case MYSQL_TYPE_LONGLONG: wholes_.resize(rows_in_batch); break;
        case MYSQL_TYPE_DOUBLE: reals_.resize(rows_in_batch); break;
        case MYSQL_TYPE_DATE:
        case MYSQL_TYPE_TIME:
        case MYSQL_TYPE_DATETIME:
            times_.resize(rows_in_batch);
            for (MYSQL_TIME& time : times_) pointers_.push_back(&time);
            break;
        default: lengths_.resize(rows_in_batch); pointers_.resize(rows_in_batch);
        }
    }

    /// By reference: to copy a cell that was just made takes a processor longer than to make it.
    /// False where MySQL cannot hold the value. Adds to `bytes` what texts take: the rest of a
    /// batch is small.
    bool set(std::size_t row, const Cell& cell, std::size_t& bytes) {
        if (cell.is_null()) {
            set_null(row);
            return true;
        }
        switch (type_) {
        case MYSQL_TYPE_TINY: flags_[row] = cell.as_boolean() ? 1 : 0; return true;
        case MYSQL_TYPE_LONGLONG: wholes_[row] = whole_of(cell); return true;
        case MYSQL_TYPE_DOUBLE: reals_[row] = cell.as_real(); return std::isfinite(reals_[row]);
        case MYSQL_TYPE_DATE:
        case MYSQL_TYPE_TIME:
        case MYSQL_TYPE_DATETIME: return set_time(times_[row], kind_, cell.as_integer());
        default:
            if (!set_text(row, cell)) return false;
            bytes += lengths_[row];
            return true;
        }
    }

    void bind(MYSQL_BIND& bind, std::size_t rows) {
        bind = {};
        if (has_nulls_) bind.u.indicator = indicators_.data();
        bind.buffer_type = type_;
        bind.is_unsigned = kind_ == Kind::unsigned_integer ? 1 : 0;
        switch (type_) {
        case MYSQL_TYPE_TINY: bind.buffer = flags_.data(); break;
        case MYSQL_TYPE_LONGLONG: bind.buffer = wholes_.data(); break;
        case MYSQL_TYPE_DOUBLE: bind.buffer = reals_.data(); break;
        default:
            if (!lengths_.empty()) point_at_texts(rows);
            bind.buffer = static_cast<void*>(pointers_.data());
        }
        bind.length = lengths_.data();
    }

    void clear() noexcept {
        if (has_nulls_) std::ranges::fill(indicators_, STMT_INDICATOR_NONE);
        has_nulls_ = false;
        bytes_of_texts_ = 0;
    }

private:
    static std::int64_t whole_of(const Cell& cell) {
        return cell.kind() == Kind::integer ? cell.as_integer()
                                            : static_cast<std::int64_t>(cell.as_unsigned());
    }

    void set_null(std::size_t row) {
        has_nulls_ = true;
        indicators_[row] = STMT_INDICATOR_NULL;
        if (!lengths_.empty()) lengths_[row] = 0;
    }

    bool set_text(std::size_t row, const Cell& cell) {
        if (kind_ == Kind::decimal && !is_decimal(cell.as_text())) return false;
        if (kind_ == Kind::interval)
            append(row, parameter_text(cell));
        else
            append(row, viewed(cell));
        return true;
    }

    void append(std::size_t row, std::string_view text) {
        if (texts_.size() - bytes_of_texts_ < text.size())
            texts_.resize(2 * texts_.size() + text.size());
        text.copy(texts_.data() + bytes_of_texts_, text.size());
        bytes_of_texts_ += text.size();
        lengths_[row] = text.size();
    }

    // Only now, for what they point at moves while it grows.
    void point_at_texts(std::size_t rows) {
        char* text = texts_.data();
        for (std::size_t row = 0; row < rows; ++row) {
            pointers_[row] = text;
            text += lengths_[row];
        }
    }

    Kind kind_;
    enum_field_types type_;
    bool has_nulls_ = false;
    std::vector<char> indicators_;
    std::vector<char> flags_;
    std::vector<std::int64_t> wholes_;
    std::vector<double> reals_;
    std::vector<MYSQL_TIME> times_;
    std::vector<char> texts_; ///< one behind the other
    std::size_t bytes_of_texts_ = 0;
    std::vector<unsigned long> lengths_; ///< of texts
    std::vector<void*> pointers_;        ///< to times or texts
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

} // namespace

class ArrayInsert {
public:
    ArrayInsert(Session& session, std::string text, const BulkInsert& target)
        : session_(session), text_(std::move(text)), names_(target.columns), kinds_(target.kinds),
          columns_(kinds_.begin(), kinds_.end()), binds_(names_.size()),
          statement_(mysql_stmt_init(session.handle())) {
        if (!statement_) throw std::bad_alloc();
        session_.prepares(text_);
        if (mysql_stmt_prepare(statement_.get(), text_.data(), text_.size()) != 0) fail();
        session_.ends(0);
    }

    bool is_for(const std::string& text, const BulkInsert& target) const {
        return text_ == text && kinds_ == target.kinds;
    }
    bool is_full() const noexcept { return rows_ == rows_in_batch || bytes_ >= bytes_in_batch; }

    void add(std::span<const Cell> row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].is_null() && row[i].kind() != kinds_[i]) refuse_kind(row[i], i);
            if (!columns_[i].set(rows_, row[i], bytes_)) throw unfit(row[i], names_[i], text_);
        }
        ++rows_;
    }

    /// Returns how many rows were inserted.
    std::uint64_t flush() {
        MYSQL_STMT* const statement = statement_.get();
        if (rows_ == 0) return 0;
        for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].bind(binds_[i], rows_);
        session_.starts(text_);
        mysql_stmt_attr_set(statement, STMT_ATTR_ARRAY_SIZE, &rows_);
        if (mysql_stmt_bind_param(statement, binds_.data())) fail();
        if (mysql_stmt_execute(statement) != 0) fail();
        const std::uint64_t inserted = mysql_stmt_affected_rows(statement);
        session_.ends(mysql_stmt_warning_count(statement));
        for (ColumnArray& column : columns_) column.clear();
        rows_ = 0;
        bytes_ = 0;
        return inserted;
    }

private:
    [[noreturn]] void refuse_kind(Cell cell, std::size_t column) const {
        throw misuse("the column " + names_[column] + " was announced to hold " +
                         std::string(to_string(kinds_[column])) + ", and a value of kind " +
                         std::string(to_string(cell.kind())) + " came",
                     text_);
    }

    [[noreturn]] void fail() { throw session_.failed(failure_of(statement_.get()), text_); }

    Session& session_;
    const std::string text_;
    const std::vector<std::string> names_;
    const std::vector<Kind> kinds_;
    std::vector<ColumnArray> columns_;
    std::vector<MYSQL_BIND> binds_;
    StatementPtr statement_;
    unsigned rows_ = 0;
    std::size_t bytes_ = 0; ///< of texts
};

void EndArrayInsert::operator()(ArrayInsert* insert) const noexcept {
    delete insert;
}

bool takes_arrays(MYSQL* handle) noexcept {
    unsigned long extended = 0;
    if (mariadb_get_infov(handle, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &extended) != 0)
        return false;
    return (extended & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32U)) != 0;
}

std::uint64_t insert_arrays(Connection& connection, Session& session, ArrayInsertPtr& kept,
                            const BulkInsert& target, RowSource& source) {
    if (target.columns.size() != target.kinds.size())
        throw misuse("a bulk insert names " + std::to_string(target.columns.size()) +
                     " columns and " + std::to_string(target.kinds.size()) + " kinds");
    if (target.columns.empty()) return 0;
    const std::string text = insert_text(connection.dialect(), target);
    const StatementTimer timer = session.timed(text);
    ArrayInsertPtr insert = std::move(kept);
    if (!insert || !insert->is_for(text, target))
        insert.reset(new ArrayInsert(session, text, target));
    std::optional<Transaction> all; // where one round trip is not enough
    std::uint64_t inserted = 0;
    std::vector<Cell> row(target.columns.size());
    while (source.next(row)) {
        if (insert->is_full()) {
            if (!connection.in_transaction())
                all.emplace(connection, TransactionOptions{.access = Access::write});
            inserted += insert->flush();
        }
        insert->add(row);
    }
    inserted += insert->flush();
    if (all) all->commit();
    if (!session.shared()) kept = std::move(insert);
    return inserted;
}

} // namespace varve::mysql
