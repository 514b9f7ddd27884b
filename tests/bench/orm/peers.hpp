#pragma once

#include "sides.hpp"

/// The same work by other libraries of C++, for PostgreSQL.
namespace bench {

std::unique_ptr<Side> make_libpqxx(const std::string& url);
std::unique_ptr<Side> make_soci(const std::string& url);

} // namespace bench
