#pragma once

#include "settled.hpp"

#include "varve/db/connection.hpp"
#include "varve/schema/name.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace varve::postgresql {

/// A row of a query of the catalogs; columns are counted from 0.
class CatalogRow {
public:
    explicit CatalogRow(std::span<const Cell> cells) : cells_(cells) {}

    std::int64_t number(std::size_t i) const { return cells_[i].as_integer(); }
    std::optional<std::int64_t> number_if(std::size_t i) const {
        return cells_[i].is_null() ? std::nullopt : std::optional(number(i));
    }
    bool is(std::size_t i) const { return !cells_[i].is_null() && cells_[i].as_boolean(); }
    /// Empty where it is NULL.
    std::string_view view(std::size_t i) const {
        return cells_[i].is_null() ? std::string_view() : cells_[i].as_text();
    }
    std::string text(std::size_t i) const { return std::string(view(i)); }
    std::optional<std::string> text_if(std::size_t i) const {
        return cells_[i].is_null() ? std::nullopt : std::optional(text(i));
    }
    /// An expression or a query.
    std::string sql(std::size_t i) const { return settled(view(i)); }
    std::optional<std::string> sql_if(std::size_t i) const {
        return cells_[i].is_null() ? std::nullopt : std::optional(sql(i));
    }
    char letter(std::size_t i) const { return view(i).empty() ? '\0' : view(i).front(); }
    /// Of two columns.
    schema::Name name(std::size_t i) const { return {text(i), text(i + 1)}; }
    /// The whole numbers in a text: "1 2", "{1,2}".
    std::vector<std::int64_t> numbers(std::size_t i) const;
    /// The lines of a text.
    std::vector<std::string> lines(std::size_t i) const;
    /// The lines of a text, each a name, '=' and a value.
    schema::Options options(std::size_t i) const;

private:
    std::span<const Cell> cells_;
};

/// Calls `function` with each row; `kinds` has a letter for each column: n number, t text, b
/// boolean.
template <class Function>
void each_row(Connection& connection, std::string query, std::string_view kinds,
              Function&& function) {
    std::vector<Kind> wanted;
    for (const char letter : kinds)
        wanted.push_back(letter == 'n'   ? Kind::integer
                         : letter == 'b' ? Kind::boolean
                                         : Kind::text);
    const auto rows = connection.query({std::move(query)}, wanted, Fetch::all);
    std::vector<Cell> cells(wanted.size());
    while (rows->next(cells)) function(CatalogRow(cells));
}

} // namespace varve::postgresql
