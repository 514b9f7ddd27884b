#include "support/database.hpp"
#include "support/native_project.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

/// Users with three rows, of which no run may take any; orders may come.
struct Protected : Project {
    explicit Protected(const Database& database) {
        url = database.url();
        write("varve.toml", "[invariants]\ntables = ['users', 'orders']\n");
        migration("20260101000000_users", "-- varve:up\nCREATE TABLE users (id int);\n"
                                          "INSERT INTO users VALUES (1), (2), (3);\n"
                                          "-- varve:down\nDROP TABLE users;\n");
        require_exit(varve({"run"}), 0);
    }
    void next(const std::string& up, const std::string& option = "") const {
        migration("20260102000000_next", "-- varve:up" + option + "\n" + up + "\n");
    }
};

const std::string took_one = "the table users had 3 rows and has 2";

} // namespace

BOOST_AUTO_TEST_SUITE(invariants)

BOOST_AUTO_TEST_CASE(fewer_rows_take_back_the_migration) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        project.next("DELETE FROM users WHERE id = 2;");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "it was rolled back: nothing of it is in the database"));
        BOOST_TEST(says(failed, took_one));
        BOOST_TEST(says(failed, "agree with '-- varve:allow fewer-rows' in the migration, or "
                                "--allow fewer-rows for this run"));
        BOOST_TEST(database.rows("SELECT count(*) FROM users") == "3\n");
        BOOST_TEST(database.history() == "20260101000000|users|sql\n");
        project.next("DELETE FROM users WHERE id = 2;\nINSERT INTO users VALUES (4);");
        require_exit(project.varve({"run"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(a_table_that_is_renamed_or_dropped_has_fewer) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        for (const char* const up : {"ALTER TABLE users RENAME TO people;",
                                     "CREATE TABLE orders (x int); DROP TABLE users;"}) {
            project.next(up);
            const Outcome failed = project.varve({"run", "--allow", "drop-table"});
            require_exit(failed, 1);
            BOOST_TEST(says(failed, "the table users had 3 rows and is gone"), failed.error);
        }
        database.execute("DELETE FROM users");
        const Outcome failed = project.varve({"run", "--allow", "drop-table"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "the table users had 0 rows and is gone"), failed.error);
        BOOST_TEST(database.rows("SELECT count(*) FROM users") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(leave_is_given_by_the_migration_or_for_the_run) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        project.next("-- varve:allow fewer-rows\nDELETE FROM users WHERE id = 1;");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260103000000_more", "-- varve:up\nDELETE FROM users WHERE id = 2;\n");
        require_exit(project.varve({"run"}), 1);
        require_exit(project.varve({"run", "--allow", "fewer-rows"}), 0);
        BOOST_TEST(database.rows("SELECT id FROM users") == "3\n");
    });
}

BOOST_AUTO_TEST_CASE(one_transaction_for_all_names_the_migration) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        project.next("CREATE TABLE orders (x int);\nINSERT INTO orders VALUES (1);");
        project.migration("20260103000000_less", "-- varve:up\nDELETE FROM orders WHERE x = 1;\n");
        const Outcome failed = project.varve({"run", "--transaction", "all"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "migration 20260103000000 less failed"));
        BOOST_TEST(says(failed, "the table orders had 1 rows and has 0"));
        BOOST_TEST(database.history() == "20260101000000|users|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(without_a_transaction_it_is_told_and_stays) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        project.next("DELETE FROM users WHERE id = 2;", " transaction=none");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, took_one));
        BOOST_TEST(says(failed, "are done and recorded, and cannot be taken back"));
        BOOST_TEST(says(project.varve({"status"}), "partial"));
        require_exit(project.varve({"run"}), 0); // as somebody saw it
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_history") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(a_revert_is_bound_too) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        const Outcome failed = project.varve({"revert", "--yes"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "the table users had 3 rows and is gone"));
        BOOST_TEST(says(failed, "agree with --allow fewer-rows for this run"));
        BOOST_TEST(database.rows("SELECT count(*) FROM users") == "3\n");
        require_exit(project.varve({"plan", "revert", "--allow", "fewer-rows", "--out",
                                    (project / "plan").string()}),
                     0);
        require_exit(project.varve({"redo", "--yes", "--allow", "fewer-rows"}), 0);
        require_exit(project.varve({"revert", "--yes", "--allow", "fewer-rows"}), 0);
        BOOST_TEST(database.history() == "");
    });
}

BOOST_AUTO_TEST_CASE(a_trial_takes_back_what_it_has_made) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        require_exit(project.varve({"test", "--all"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(what_cpp_takes_is_missed_too) {
    for_each_database([](const Database& database) {
        NativeProject project(database);
        project.environment = {{"VARVE_INVARIANTS_TABLES", "pebbles"}};
        require_exit(project.varve({"run", "--target", "20260103000000"}), 0);
        const Outcome dropped = project.varve({"revert", "--yes"});
        require_exit(dropped, 1);
        BOOST_TEST(says(dropped, "the table pebbles had 0 rows and is gone"));
        BOOST_TEST(says(dropped, "nothing of it is in the database"));
        if (database.kind() != "sqlite") return; // where a trigger is said in one statement
        database.execute("INSERT INTO pebbles VALUES (1); INSERT INTO orders VALUES ('text'); "
                         "CREATE TRIGGER g AFTER UPDATE ON stones BEGIN DELETE FROM pebbles; END");
        const Outcome outside = project.varve({"run"});
        require_exit(outside, 1);
        BOOST_TEST(says(outside, "the table pebbles had 1 rows and has 0"));
        BOOST_TEST(says(outside, "varve repair --done 20260104000000:1"));
    });
}

BOOST_AUTO_TEST_CASE(what_cannot_be_counted_is_told) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        project.write("varve.toml", "[invariants]\ntables = ['users WHERE']\n");
        for (const std::string option : {"", " transaction=none"}) {
            project.next("CREATE TABLE more (x int);", option);
            const Outcome failed = project.varve({"run"});
            require_exit(failed, 1);
            BOOST_TEST(says(failed, "the tables in invariants.tables could not be counted"));
            BOOST_TEST(database.schema().find("more") == std::string::npos);
        }
    });
}

BOOST_AUTO_TEST_CASE(the_doctor_tells_of_a_table_that_is_not_there) {
    for_each_database([](const Database& database) {
        const Protected project(database);
        const Outcome missing = project.varve({"doctor"});
        require_exit(missing, 0);
        BOOST_TEST(says(missing, "invariants.tables names orders, which is not there"),
                   missing.output);
        database.execute("CREATE TABLE orders (x int)");
        BOOST_TEST(says(project.varve({"doctor"}), "2 tables may lose no rows"));
    });
}

BOOST_AUTO_TEST_CASE(rows_that_went_before_a_second_try_are_missed_all_the_same,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const Protected project(*database);
    database->execute("CREATE TABLE held (x int)");
    project.next("DELETE FROM users WHERE id = 2;\nALTER TABLE held ADD COLUMN y int;",
                 " transaction=none");
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; SELECT * FROM held");
    Process process(project.command({"run", "--lock-timeout", "200ms"}));
    BOOST_TEST(process.wait_for("trying 20260102000000 again", std::chrono::seconds(5)));
    blocker.execute("COMMIT");
    const Outcome failed = process.wait();
    require_exit(failed, 1);
    BOOST_TEST(says(failed, took_one));
}

BOOST_AUTO_TEST_CASE(names_are_those_of_sql, *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE SCHEMA shop; CREATE TABLE shop.orders (x int); CREATE SCHEMA later; "
                      "CREATE TABLE later.\"Odd one\" (x int); INSERT INTO shop.orders VALUES (1); "
                      "INSERT INTO later.\"Odd one\" VALUES (1); ALTER DATABASE " +
                      database->name() + " SET search_path = public, later");
    project.write("varve.toml", "[invariants]\ntables = ['SHOP.Orders', '\"Odd one\"', 'none']\n");
    for (const std::string table : {"shop.orders", "later.\"Odd one\""}) {
        project.migration("20260101000000_next",
                          "-- varve:up\nSET search_path = shop;\nDELETE FROM " + table +
                              " WHERE x = 1;\n");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "had 1 rows and has 0"), failed.error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
