#include "estate.hpp"

#include "support/mysql.hpp"
#include "support/secret_watch.hpp"

#include <boost/test/unit_test.hpp>

namespace varve::test {

namespace {

/// The pattern that means this database and no other.
std::string pattern_of(const std::string& database) {
    std::string pattern;
    for (const char c : database) pattern += (c == '_' ? "\\" : "") + std::string(1, c);
    return pattern;
}

} // namespace

Estate::Estate(const Database& database)
    : database_(database), suffix_(database.name().substr(database.name().find('_', 11))),
      ward_(url_of(migrator())) {
    for (const std::string& user : {migrator(), app(), reports()})
        database_.execute(is_postgresql() ? "CREATE ROLE " + user + " LOGIN"
                                          : "CREATE USER " + sql(user) + " IDENTIFIED BY '" +
                                                test_password() + '\'');
    if (is_postgresql()) {
        say("ALTER DATABASE {db} OWNER TO {migrator}");
    } else {
        say("GRANT ALL ON {db}.* TO {migrator} WITH GRANT OPTION");
        say("GRANT SELECT ON mysql.* TO {migrator}");
        ward_.set("MYSQL_PWD", test_password()); // for the database's own client
    }
    declare("after_run = 'apply'");
}

Estate::~Estate() {
    try {
        for (const std::string& user : {app(), reports(), migrator()}) {
            if (is_postgresql())
                database_.execute("REASSIGN OWNED BY " + user + " TO postgres; DROP OWNED BY " +
                                  user);
            database_.execute((is_postgresql() ? "DROP ROLE " : "DROP USER ") + sql(user));
        }
    } catch (const std::exception& error) {
        BOOST_TEST_MESSAGE(error.what());
    }
}

std::string Estate::sql(const std::string& user) const {
    return is_postgresql() ? user : '\'' + user + "'@'localhost'";
}

std::string Estate::name(const std::string& user) const {
    return is_postgresql() ? user : user + "@localhost";
}

std::string Estate::url_of(const std::string& user) const {
    return with_user(database_.url(), user);
}

std::string Estate::client(const std::string& user) const {
    if (is_postgresql())
        return "psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 '" + url_of(user) + '\'';
    std::vector<std::string> words = mysql_client(database_.url(), database_.name());
    words.push_back("--user=" + user);
    std::string line;
    for (const std::string& word : words) line += word + ' ';
    return line;
}

void Estate::declare(const std::string& more) const {
    ward_.project().write("varve.toml", "[project]\nhooks = ['roles']\n[roles]\nruntime = '" +
                                            name(app()) + "'\n" + more + "\n[roles.grants]\n'" +
                                            name(reports()) + "' = ['SELECT']\n");
}

std::string Estate::filled(std::string text) const {
    const std::string database = database_.name();
    const std::vector<std::pair<std::string, std::string>> holes{
        {"{app}", sql(app())},
        {"{reports}", sql(reports())},
        {"{migrator}", sql(migrator())},
        {"{db}", database},
        {"{all}", is_postgresql() ? "public.stones" : '`' + pattern_of(database) + "`.*"},
        {"{of all}", is_postgresql() ? "the table public.stones" : database + ".*"},
        {"{place}", is_postgresql() ? "public" : database}};
    for (const auto& [hole, value] : holes)
        for (std::size_t at = 0; (at = text.find(hole)) != std::string::npos;)
            text.replace(at, hole.size(), value);
    return text;
}

std::function<void(const std::string&)> Estate::administrator() const {
    return [this](const std::string& text) { database_.execute(text); };
}

std::string Estate::as(const std::string& user, const std::string& text) const {
    try {
        return joined(is_postgresql() ? PostgresqlSession(url_of(user)).rows(text)
                                      : MysqlSession(url_of(user)).rows(text));
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

std::string Estate::grants() const {
    const Outcome outcome = ward_.varve({"grants"});
    require_exit(outcome, 0);
    return outcome.output;
}

void for_each_estate(const std::function<void(Estate&)>& check) {
    const auto look = [&](const Database& database) {
        Estate estate(database);
        check(estate);
    };
    BOOST_TEST_CONTEXT("postgresql") {
        look(*postgresql_database());
    }
    for_each_mysql(look);
}

} // namespace varve::test
