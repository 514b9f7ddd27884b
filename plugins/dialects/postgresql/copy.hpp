#pragma once

#include "exchange.hpp"

namespace varve::postgresql {

/// Sends bytes of a COPY … FROM stdin; false where the server takes no more.
bool put_copy_data(Exchange& exchange, std::string_view bytes);

/// Sends what a COPY … FROM stdin asked for and takes its result.
Result copy_in(Exchange& exchange, std::string_view input);

} // namespace varve::postgresql
