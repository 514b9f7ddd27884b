#include "mysql.hpp"

#include <new>
#include <stdexcept>

namespace varve::floor {

namespace {

// What stands between `before` and one of `ends`.
std::string part(const std::string& url, std::string_view before, std::string_view ends) {
    const auto begin = url.find(before);
    if (begin == std::string::npos)
        throw std::runtime_error("no " + std::string(before) + " in " + url);
    const auto first = begin + before.size();
    return url.substr(first, url.find_first_of(ends, first) - first);
}

} // namespace

Mysql connect(const std::string& url, unsigned long flags) {
    Mysql mysql(mysql_init(nullptr));
    if (!mysql) throw std::bad_alloc();
    mysql_options(mysql.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (mysql_real_connect(mysql.get(), nullptr, part(url, "://", "@").c_str(), "",
                           part(url, "@/", "?").c_str(), 0, part(url, "socket=", "&").c_str(),
                           flags) == nullptr)
        throw std::runtime_error(mysql_error(mysql.get()));
    return mysql;
}

void check(const MysqlStatement& statement, int failed) {
    if (failed != 0) throw std::runtime_error(mysql_stmt_error(statement.get()));
}

MysqlStatement prepare(const Mysql& mysql, std::string_view sql) {
    MysqlStatement statement(mysql_stmt_init(mysql.get()));
    if (!statement) throw std::bad_alloc();
    check(statement, mysql_stmt_prepare(statement.get(), sql.data(), sql.size()));
    return statement;
}

MysqlResult execute(const Mysql& mysql, std::string_view sql) {
    int more = mysql_real_query(mysql.get(), sql.data(), sql.size());
    MysqlResult first;
    while (more == 0) {
        MysqlResult result(mysql_store_result(mysql.get()));
        if (!first) first = std::move(result);
        more = mysql_next_result(mysql.get());
    }
    if (more > 0) throw std::runtime_error(mysql_error(mysql.get()));
    return first;
}

} // namespace varve::floor
