#pragma once

#include "plugins/dialects/sqlite/driver.hpp"
#include "varve/db/driver.hpp"

#include <memory>
#include <string>

/// What the tests of the SQLite plugin share: sessions, and questions with one answer.
namespace varve::sqlite::test {

inline std::unique_ptr<Connection> connect(const std::string& url) {
    return SqliteDriver().connect({.url = Url::parse(url)});
}

inline std::unique_ptr<Connection> in_memory() {
    return connect("sqlite::memory:");
}

inline Value answer(Connection& connection, std::string sql, Kind wanted = Kind::any) {
    std::vector<Value> row =
        connection.query_row({std::move(sql)}, std::span<const Kind>(&wanted, 1));
    return row.empty() ? Value() : row.front();
}

inline std::string text(Connection& connection, std::string sql) {
    return answer(connection, std::move(sql)).to_string();
}

} // namespace varve::sqlite::test
