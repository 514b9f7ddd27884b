#include "varve/db/connection.hpp"

#include "db/statement_cache.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

namespace {

constexpr std::size_t standard_cache_capacity = 256;
constexpr std::size_t rows_per_bulk_statement = 100;
constexpr std::size_t most_bulk_parameters = 900; // below the least limit known, SQLite's old 999

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

std::uint64_t Connection::bulk_insert(const BulkInsert& target, RowSource& source) {
    const std::size_t width = target.columns.size();
    if (width == 0) return 0;
    const std::size_t batch =
        std::clamp<std::size_t>(most_bulk_parameters / width, 1, rows_per_bulk_statement);
    const std::string whole_batch = insert_text(dialect(), target, batch);

    std::uint64_t inserted = 0;
    std::vector<Cell> row(width);
    std::vector<Value> values;
    const auto flush = [&](const std::string& text) {
        std::vector<Cell> cells;
        cells.reserve(values.size());
        for (const Value& value : values) cells.push_back(value.cell());
        inserted += prepare(text)->execute(cells);
        values.clear();
    };
    while (source.next(row)) {
        for (const Cell cell : row) values.emplace_back(cell);
        if (values.size() == batch * width) flush(whole_batch);
    }
    if (!values.empty()) flush(insert_text(dialect(), target, values.size() / width));
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
