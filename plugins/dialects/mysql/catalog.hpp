#pragma once

#include "varve/db/connection.hpp"

#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace varve::mysql {

/// A row of a query of information_schema; columns are counted from 0, and all of them are text.
class CatalogRow {
public:
    explicit CatalogRow(std::span<const Cell> cells) : cells_(cells) {}

    /// Empty where it is NULL.
    std::string_view view(std::size_t i) const {
        return cells_[i].is_null() ? std::string_view() : cells_[i].as_text();
    }
    std::string text(std::size_t i) const { return std::string(view(i)); }
    std::optional<std::string> text_if(std::size_t i) const {
        return cells_[i].is_null() ? std::nullopt : std::optional(text(i));
    }
    bool is_yes(std::size_t i) const { return view(i) == "YES"; }
    /// 0 where it is NULL.
    std::int64_t number(std::size_t i) const {
        std::int64_t number = 0;
        const std::string_view digits = view(i);
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    }

private:
    std::span<const Cell> cells_;
};

/// What a server's information_schema tells of the current database, which not every server tells
/// alike.
class Catalog {
public:
    explicit Catalog(Connection& connection);

    const std::string& database() const noexcept { return database_; }
    /// Is there such a column: "statistics.ignored"?
    bool tells(std::string_view column) const { return told_.contains(column); }
    /// In braces is {database}, its name as a literal, or a column that not every server has: NULL
    /// where this one has not.
    std::string filled_in(std::string_view query) const;
    /// Calls `function` with each row of a query that is filled in.
    void each_row(std::string query, std::size_t columns,
                  const std::function<void(const CatalogRow&)>& function) const;

private:
    Connection& connection_;
    std::string database_;
    std::set<std::string, std::less<>> told_;
};

} // namespace varve::mysql
