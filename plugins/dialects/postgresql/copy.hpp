#pragma once

#include "exchange.hpp"

#include "varve/db/connection.hpp"

namespace varve::postgresql {

/// Sends what a COPY … FROM stdin asked for and takes its result.
Result copy_in(Exchange& exchange, std::string_view input);

/// Inserts all rows of `source` by COPY: binary where every column's type can be sent that way.
std::uint64_t copy_rows(Exchange& exchange, const Dialect& dialect, const BulkInsert& target,
                        RowSource& source);

} // namespace varve::postgresql
