#pragma once

#include "entities.hpp"

#include "plugins/dialects/mysql/dialect.hpp"
#include "plugins/dialects/postgresql/dialect.hpp"
#include "plugins/dialects/sqlite/dialect.hpp"

#include "varve/error.hpp"
#include "varve/orm.hpp"

namespace varve::test {

/// What stands behind the WHERE of a statement.
inline std::string condition(const std::string& text) {
    return text.substr(text.find(" WHERE ") + 7);
}

inline const postgresql::PostgresqlDialect postgresql_15(150'000, "15.0");
inline const sqlite::SqliteDialect sqlite_3;
inline const mysql::MysqlDialect mariadb_10({mysql::Server::Product::mariadb, 101'100});
inline const mysql::MysqlDialect mysql_5({mysql::Server::Product::mysql, 50'624});

/// The statement as a dialect takes it; where it does not, what the error says.
template <class S> std::string spelled(const Dialect& dialect, const S& statement) {
    auto cells = orm::cells_for<S>(dialect);
    statement.bind(cells);
    try {
        const orm::StatementFacts& facts = orm::facts_of(statement);
        return orm::spell(dialect, facts, cells.bound().choices).text;
    } catch (const DatabaseError& error) {
        return error.facts().message;
    }
}

template <class S> std::string on_postgresql(const S& statement) {
    return spelled(postgresql_15, statement);
}
template <class S> std::string on_sqlite(const S& statement) {
    return spelled(sqlite_3, statement);
}
template <class S> std::string on_mariadb(const S& statement) {
    return spelled(mariadb_10, statement);
}
template <class S> std::string on_mysql(const S& statement) {
    return spelled(mysql_5, statement);
}

} // namespace varve::test
