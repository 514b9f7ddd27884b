#include "support/postgresql.hpp"
#include "support/program.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

/// A project with a database of its own on the server that this variable names.
class MysqlProject : public Project {
public:
    explicit MysqlProject(const std::string& variable)
        : server_(server_url(variable)), name_(new_database_name()) {
        url = with_database(server_, name_);
        client("CREATE DATABASE " + name_, "mysql");
    }
    MysqlProject(const MysqlProject&) = delete;
    MysqlProject& operator=(const MysqlProject&) = delete;
    ~MysqlProject() { client("DROP DATABASE " + name_, "mysql"); }

    std::string rows(const std::string& sql) const { return client(sql, name_); }

private:
    std::string client(const std::string& sql, const std::string& database) const {
        const std::string parameter = "socket=";
        const std::string socket = server_.substr(server_.find(parameter) + parameter.size());
        const Outcome outcome =
            run({.arguments = {"mariadb", "--no-defaults", "--skip-ssl", "-uroot", "-N", "-S",
                               socket, "-e", sql, database}});
        BOOST_TEST(outcome.error == "");
        return outcome.output;
    }

    std::string server_, name_;
};

void for_each_server(const std::function<void(const MysqlProject&)>& check) {
    for (const char* const variable : {"VARVE_TEST_MARIADB", "VARVE_TEST_MYSQL"})
        BOOST_TEST_CONTEXT(variable) {
            check(MysqlProject(variable));
        }
}

boost::test_tools::assertion_result both_are_there(boost::unit_test::test_unit_id) {
    const auto mariadb = server_is_there("VARVE_TEST_MARIADB");
    return mariadb ? server_is_there("VARVE_TEST_MYSQL") : mariadb;
}

} // namespace

BOOST_AUTO_TEST_SUITE(mysql, *boost::unit_test::precondition(both_are_there))

BOOST_AUTO_TEST_CASE(goes_up_down_and_up_with_tables_and_rows_in_one_migration) {
    for_each_server([](const MysqlProject& project) {
        project.migration("20260101000000_users",
                          "-- varve:up\n"
                          "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email "
                          "VARCHAR(190) NOT NULL);\n"
                          "CREATE TRIGGER small BEFORE INSERT ON users FOR EACH ROW BEGIN SET "
                          "NEW.email = LOWER(NEW.email); END;\n"
                          "INSERT INTO users (email) VALUES ('A@X'), ('B@X');\n"
                          "CREATE INDEX users_email ON users (email);\n"
                          "-- varve:down\nDROP TABLE users;\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.rows("SELECT email FROM users ORDER BY id") == "a@x\nb@x\n");
        require_exit(project.varve({"status", "--check"}), 0);
        require_exit(project.varve({"revert", "--all", "--yes"}), 0);
        BOOST_TEST(project.rows("SHOW TABLES LIKE 'users'") == "");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.rows("SELECT count(*) FROM users") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(goes_on_behind_what_is_done_when_the_rest_is_mended) {
    for_each_server([](const MysqlProject& project) {
        const auto write = [&](const std::string& type) {
            project.migration("20260101000000_users", "-- varve:up\n"
                                                      "CREATE TABLE users (id INT);\n"
                                                      "INSERT INTO users VALUES (1);\n"
                                                      "ALTER TABLE users ADD COLUMN x " +
                                                          type + ";\n");
        };
        write("NOTATYPE");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "20260101000000_users.sql:4"));
        BOOST_TEST(says(project.varve({"status"}), "partial"));
        write("INT");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.rows("SELECT count(*), count(x) FROM users") == "1\t0\n");
    });
}

BOOST_AUTO_TEST_CASE(makes_a_view_anew) {
    for_each_server([](const MysqlProject& project) {
        const auto write = [&](const std::string& columns) {
            project.write("migrations/repeatable/names.sql", "-- varve:up\nCREATE VIEW names AS " +
                                                                 columns +
                                                                 ";\n-- varve:down\n"
                                                                 "DROP VIEW names;\n");
        };
        write("SELECT 1 AS a");
        require_exit(project.varve({"run"}), 0);
        write("SELECT 2 AS a, 3 AS b");
        const Outcome again = project.varve({"run"});
        require_exit(again, 0);
        BOOST_TEST(says(again, "names makes is not there while this runs"));
        BOOST_TEST(project.rows("SELECT a, b FROM names") == "2\t3\n");
    });
}

BOOST_AUTO_TEST_SUITE_END()
