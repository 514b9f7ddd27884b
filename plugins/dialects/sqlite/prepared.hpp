#pragma once

#include "cursor.hpp"
#include "varve/db/connection.hpp"

namespace varve::sqlite {

/// The rows of a statement that is run once.
class SqliteRows final : public Rows {
public:
    SqliteRows(Session& session, const Statement& statement, std::span<const Kind> wanted,
               Fetch fetch);

    std::span<const ColumnInfo> columns() const override { return cursor_.columns(); }
    bool next(std::span<Cell> row) override;
    std::uint64_t affected() const override { return cursor_.affected(); }

private:
    Cursor cursor_;
    const Fetch fetch_;
};

class SqlitePrepared final : public Prepared {
public:
    SqlitePrepared(Session& session, std::string_view text, std::span<const Kind> wanted);

    std::span<const ColumnInfo> columns() const override { return cursor_.columns(); }
    bool next(std::span<Cell> row) override { return cursor_.next(row); }
    std::uint64_t affected() const override { return cursor_.affected(); }
    void query(std::span<const Cell> parameters) override { cursor_.start(parameters, Fetch::all); }
    std::uint64_t execute(std::span<const Cell> parameters) override {
        return cursor_.run(parameters);
    }
    void reset() noexcept override { cursor_.reset(); }

private:
    Cursor cursor_;
};

/// The cells of a statement's parameters, which stay theirs.
std::vector<Cell> cells_of(const std::vector<Value>& parameters);

} // namespace varve::sqlite
