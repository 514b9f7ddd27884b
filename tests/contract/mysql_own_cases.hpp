#pragma once

#include "varve/db/driver.hpp"
#include "varve/testing/suite.hpp"

#include <functional>

namespace varve::test {

/// How a case gets a database of its own.
struct MysqlPlace {
    const Driver& driver;
    std::function<Url()> make_database;
    std::function<void(const Url&)> drop_database;
    bool mariadb = false;
};

/// What is MySQL's own, and so not in the SDK's suite.
testing::Suite mysql_own_cases(const MysqlPlace& place);

} // namespace varve::test
