#pragma once

#include <memory>
#include <mysql.h>
#include <string>
#include <string_view>

/// The client library of MySQL and MariaDB, with owners for what it hands out and errors thrown.
namespace varve::floor {

struct CloseMysql {
    void operator()(MYSQL* handle) const noexcept { mysql_close(handle); }
    void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
    void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};
using Mysql = std::unique_ptr<MYSQL, CloseMysql>;
using MysqlStatement = std::unique_ptr<MYSQL_STMT, CloseMysql>;
using MysqlResult = std::unique_ptr<MYSQL_RES, CloseMysql>;

/// `url` is mysql://USER@/DATABASE?socket=FILE. Throws std::runtime_error, as all that follow.
Mysql connect(const std::string& url, unsigned long flags = 0);

MysqlStatement prepare(const Mysql& mysql, std::string_view sql);
void check(const MysqlStatement& statement, int failed);
/// Runs one statement or several, of which each may have rows, and returns the rows of the first.
MysqlResult execute(const Mysql& mysql, std::string_view sql);

} // namespace varve::floor
