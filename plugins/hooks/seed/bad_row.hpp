#pragma once

#include "varve/db/value.hpp"
#include "varve/error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace varve::seed {

/// Where a row is: a file as people know it, and the line that it begins on.
struct Place {
    std::string file;
    std::uint32_t line = 0;

    std::string text() const { return file + ':' + std::to_string(line); }
};

/// What is wrong with a value: "seeds/dev/users.csv:17: column "age": 'abc': this is …".
Error bad_value(const Place& place, const std::string& column, Cell value,
                const std::string& reason);

/// What the database said of a row, with the column and the value that its words are about, where
/// they tell.
Error bad_row(const Place& place, std::span<const std::string> columns, std::span<const Cell> row,
              const DatabaseError& error);

/// Will the same row be refused again? Not where the session, or the whole transaction, is lost.
bool is_about_rows(const DatabaseError& error) noexcept;

} // namespace varve::seed
