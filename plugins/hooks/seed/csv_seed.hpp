#pragma once

#include "environment.hpp"
#include "loader.hpp"

#include <functional>
#include <istream>

namespace varve::seed {

/// What a seed is read with.
struct Reading {
    const Target& target;
    const ForeignKeys& keys;
    Environment& environment;
    /// Called now and then with how many bytes have been read; may throw.
    std::function<void(std::uint64_t bytes)> tick;
};

/// Rows of a CSV file whose first line names the columns.
void read_csv_seed(std::istream& input, const Reading& reading, Loader& loader);

} // namespace varve::seed
