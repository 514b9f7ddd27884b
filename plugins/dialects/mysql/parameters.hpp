#pragma once

#include "varve/db/value.hpp"
#include "varve/error.hpp"

#include <mysql.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::mysql {

/// The parameters of one run of a statement, as the client library takes them. Views of the cells,
/// which need to live as long.
class Parameters {
public:
    /// DatabaseError(invalid_data) for what MySQL cannot hold: NaN, infinities, dates that it
    /// lacks.
    Parameters(std::span<const Cell> cells, std::string_view statement);

    MYSQL_BIND* binds() noexcept { return binds_.data(); }

private:
    struct Place {
        std::int64_t whole = 0;
        double real = 0;
        MYSQL_TIME time = {};
        std::string text = {};
    };

    void bind(MYSQL_BIND& bind, Place& place, Cell cell, std::size_t ordinal,
              std::string_view statement);

    std::vector<Place> places_;
    std::vector<MYSQL_BIND> binds_;
};

/// What the client library calls a date, time or timestamp.
enum_field_types time_type(Kind kind) noexcept;

/// How a value is written where only text can be given; empty where MySQL cannot hold it. For
/// times, decimals and intervals.
std::string parameter_text(Cell cell);

/// The error for a value that MySQL cannot hold.
DatabaseError unfit(Cell cell, const std::string& which, std::string_view statement);

} // namespace varve::mysql
