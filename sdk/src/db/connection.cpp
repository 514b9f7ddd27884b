#include "varve/db/connection.hpp"

#include "db/statement_cache.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace varve {

namespace {

constexpr std::size_t standard_cache_capacity = 256;
constexpr std::size_t rows_per_bulk_statement = 256;
constexpr std::size_t bytes_per_bulk_statement = 1U << 18U; // far below what a server takes
constexpr std::size_t most_bulk_parameters = 30'000; // below the least limit known, SQLite's 32,766

// The kinds are part of what was prepared, so they are part of the key.
std::string cache_key(std::string_view text, std::span<const Kind> wanted) {
    std::string key(text);
    key += '\0';
    for (const Kind kind : wanted) key += static_cast<char>(kind);
    return key;
}

std::string insert_text(const Dialect& dialect, const BulkInsert& target, std::size_t rows) {
    std::string text = "INSERT INTO " + target.table + " (";
    for (std::size_t i = 0; i < target.columns.size(); ++i)
        text += (i == 0 ? "" : ", ") + dialect.quote(target.columns[i]);
    text += ") VALUES ";
    std::size_t ordinal = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(" : ", (";
        for (std::size_t i = 0; i < target.columns.size(); ++i)
            text += (i == 0 ? "" : ", ") + dialect.parameter(++ordinal);
        text += ')';
    }
    return text;
}

} // namespace

Prepared::~Prepared() = default;

Connection::Connection() : cache_(std::make_unique<StatementCache>(standard_cache_capacity)) {}
Connection::~Connection() = default;

std::vector<Reply> Connection::execute_all(std::span<const Statement> statements,
                                           const OnReply& on_reply) {
    std::vector<Reply> replies;
    replies.reserve(statements.size());
    for (const Statement& statement : statements) {
        if (statement.opaque) {
            replies.push_back({.affected = execute(statement)});
        } else {
            const std::unique_ptr<Rows> rows = query(statement);
            std::vector<RowValues> values = read_all(*rows);
            replies.push_back({.affected = rows->affected(), .rows = std::move(values)});
        }
        if (on_reply) on_reply(replies.size() - 1, replies.back());
    }
    return replies;
}

bool Connection::lost() const noexcept {
    return false;
}
bool Connection::keep_limits(std::span<const Statement>) {
    return false;
}
bool Connection::owns_session() const {
    return true;
}
std::string Connection::name_space() const {
    return {};
}

void Connection::ReturnToCache::operator()(Prepared* prepared) const noexcept {
    if (cache_ != nullptr)
        cache_->give_back(prepared);
    else
        delete prepared;
}

Connection::PreparedPtr Connection::prepare(std::string_view text, std::span<const Kind> wanted) {
    std::string key = cache_key(text, wanted);
    Prepared* statement = cache_->take(key);
    if (statement == nullptr) {
        statement = make_prepared(text, wanted).release();
        cache_->lend(statement, std::move(key));
    }
    return PreparedPtr(statement, ReturnToCache(*cache_));
}

void Connection::set_statement_cache(std::size_t capacity) {
    cache_->set_capacity(capacity);
}

void Connection::drop_statements() noexcept {
    cache_->clear();
}

namespace {

/// Rows for one statement.
class BulkStatement {
public:
    BulkStatement(Connection& connection, const BulkInsert& target)
        : connection_(connection), target_(target),
          most_rows_(std::clamp<std::size_t>(most_bulk_parameters / target.columns.size(), 1,
                                             rows_per_bulk_statement)) {}

    bool is_full() const noexcept {
        return rows_ == most_rows_ || bytes_ >= bytes_per_bulk_statement;
    }

    void add(std::span<const Cell> row) {
        for (const Cell cell : row) {
            values_.emplace_back(cell);
            bytes_ += size_of(cell);
        }
        ++rows_;
    }

    /// Returns how many rows were inserted.
    std::uint64_t flush() {
        if (rows_ == 0) return 0;
        if (rows_ != rows_in_text_) text_ = insert_text(connection_.dialect(), target_, rows_);
        rows_in_text_ = std::exchange(rows_, 0);
        bytes_ = 0;
        std::vector<Cell> cells;
        cells.reserve(values_.size());
        for (const Value& value : values_) cells.push_back(value.cell());
        const std::uint64_t inserted = connection_.prepare(text_)->execute(cells);
        values_.clear();
        return inserted;
    }

private:
    static std::size_t size_of(Cell cell) {
        const Kind kind = cell.kind();
        if (kind == Kind::bytes) return cell.as_bytes().size();
        return kind == Kind::text || kind == Kind::json ? cell.as_text().size() : sizeof cell;
    }

    Connection& connection_;
    const BulkInsert& target_;
    const std::size_t most_rows_;
    std::vector<Value> values_;
    std::size_t rows_ = 0, bytes_ = 0, rows_in_text_ = 0;
    std::string text_;
};

} // namespace

std::uint64_t Connection::bulk_insert(const BulkInsert& target, RowSource& source) {
    if (target.columns.empty()) return 0;
    BulkStatement statement(*this, target);
    std::optional<Transaction> all; // where one statement is not enough
    std::uint64_t inserted = 0;
    std::vector<Cell> row(target.columns.size());
    while (source.next(row)) {
        if (statement.is_full()) {
            if (!in_transaction()) all.emplace(*this, TransactionOptions{.access = Access::write});
            inserted += statement.flush();
        }
        statement.add(row);
    }
    inserted += statement.flush();
    if (all) all->commit();
    return inserted;
}

std::vector<Value> Connection::query_row(const Statement& statement, std::span<const Kind> wanted) {
    const std::unique_ptr<Rows> rows = query(statement, wanted);
    std::vector<RowValues> all = read_all(*rows);
    if (all.empty()) return {};
    if (all.size() > 1)
        throw DatabaseError(
            {.kind = DatabaseError::Kind::misuse,
             .message = "one row was expected and " + std::to_string(all.size()) + " came",
             .statement = statement.text});
    return std::move(all.front());
}

} // namespace varve
