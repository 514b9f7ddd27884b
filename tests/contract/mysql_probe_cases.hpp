#pragma once

#include "mysql_own_cases.hpp"

namespace varve::test {

/// Whether the probes of a server's statements notice that they took effect, and nothing else.
testing::Suite mysql_probe_cases(const MysqlPlace& place);

} // namespace varve::test
