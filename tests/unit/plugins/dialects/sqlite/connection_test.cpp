#include "plugins/dialects/sqlite/connection.hpp"

#include "sample.hpp"
#include "support/temp_dir.hpp"
#include "varve/db/transaction.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <thread>

using namespace varve;
using namespace std::chrono_literals;
using sqlite::test::in_memory;
using sqlite::test::text;
using DbKind = DatabaseError::Kind;

namespace {

template <class Do> DatabaseError::Facts facts_of(Do work) {
    try {
        work();
    } catch (const DatabaseError& error) {
        return error.facts();
    }
    BOOST_ERROR("no error came");
    return {};
}

DatabaseError::Facts failure(Connection& connection, Statement statement) {
    return facts_of([&] { connection.execute(statement); });
}

std::unique_ptr<Connection> with_numbers(int count) {
    auto connection = in_memory();
    connection->execute("CREATE TABLE numbers (n INTEGER, word TEXT)");
    connection->execute({"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < "
                         "?1) INSERT INTO numbers SELECT i, 'word ' || i FROM c",
                         {Value(count)}});
    return connection;
}

std::vector<std::int64_t> rest_of(Rows& rows) {
    std::vector<std::int64_t> numbers;
    for (const RowValues& row : read_all(rows)) numbers.push_back(row[0].cell().as_integer());
    return numbers;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_connection)

BOOST_AUTO_TEST_CASE(runs_exactly_one_statement) {
    const auto connection = in_memory();
    for (const char* const sql : {"SELECT 1", " ; SELECT 1 ; ; ", "SELECT 1; -- more",
                                  "/* before */ SELECT 1 /* after", "SELECT 1;\n/* x */;\n"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_CHECK_NO_THROW(connection->execute(sql));
    for (const char* const sql : {"SELECT 1; SELECT 2", "SELECT 1;;x", "", " -- nothing\n;",
                                  "PRAGMA foreign_keys=0; VACUUM"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((failure(*connection, {sql}).kind == DbKind::misuse));
    BOOST_TEST((failure(*connection, {std::string("SELECT 1\0 x", 11)}).kind == DbKind::misuse));
    BOOST_TEST(text(*connection, "PRAGMA foreign_keys") == "1"); // the refused one did nothing
}

BOOST_AUTO_TEST_CASE(refuses_what_no_statement_can_have) {
    const auto connection = in_memory();
    BOOST_TEST((failure(*connection, {"SELECT ?1, ?2", {Value(1)}}).kind == DbKind::misuse));
    BOOST_TEST((failure(*connection, {"SELECT 1", {Value(1)}}).kind == DbKind::misuse));
    BOOST_TEST((failure(*connection, {"SELECT 1", {}, "rows"}).kind == DbKind::unsupported));
    const std::array<Kind, 2> two{Kind::integer, Kind::integer};
    BOOST_TEST((facts_of([&] { connection->query({"SELECT 1"}, two); }).kind == DbKind::misuse));
}

BOOST_AUTO_TEST_CASE(counts_the_rows_that_a_statement_changes) {
    const auto connection = with_numbers(3);
    BOOST_TEST(connection->execute("UPDATE numbers SET n = n WHERE n < 3") == 2U);
    BOOST_TEST(connection->execute("CREATE INDEX i ON numbers (n)") == 0U);
    BOOST_TEST(connection->execute("SELECT * FROM numbers") == 0U);
    BOOST_TEST(connection->execute("DELETE FROM numbers WHERE n > 7") == 0U);
    const auto returning = connection->query({"DELETE FROM numbers RETURNING n"});
    BOOST_TEST(read_all(*returning).size() == 3U);
    BOOST_TEST(returning->affected() == 3U);
}

BOOST_AUTO_TEST_CASE(runs_a_statement_that_is_queried_though_nobody_reads) {
    const auto connection = with_numbers(1);
    connection->query({"DELETE FROM numbers"});
    BOOST_TEST(text(*connection, "SELECT COUNT(*) FROM numbers") == "0");
}

BOOST_AUTO_TEST_CASE(rows_are_those_of_when_they_were_asked_for) {
    struct Case {
        const char *name, *statement;
    };
    for (const Case& c : {
             Case{"new rows", "INSERT INTO numbers SELECT n + 100, 'new' FROM numbers"},
             Case{"removed rows", "DELETE FROM numbers"},
             Case{"another schema", "ALTER TABLE numbers ADD COLUMN more"},
             Case{"no table", "DROP TABLE numbers"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            const auto connection = with_numbers(4);
            const auto rows = connection->query({"SELECT n, word FROM numbers"});
            const auto prepared = connection->prepare("SELECT n, word FROM numbers");
            prepared->query({});
            std::array<Cell, 2> row;
            BOOST_TEST_REQUIRE(rows->next(row));
            connection->execute(c.statement);
            BOOST_TEST(row[1].as_text() == "word 1"); // cells live until the next row
            BOOST_TEST(rest_of(*rows) == (Numbers{2, 3, 4}));
            BOOST_TEST(rest_of(*prepared) == (Numbers{1, 2, 3, 4}));
        }
}

BOOST_AUTO_TEST_CASE(open_results_may_be_let_go_of_in_any_order) {
    for (const std::size_t first : {0U, 1U, 2U}) BOOST_TEST_CONTEXT("first goes number " << first) {
            const auto connection = with_numbers(3);
            std::array<std::unique_ptr<Rows>, 3> open;
            for (auto& rows : open) rows = connection->query({"SELECT n FROM numbers"});
            open[first].reset();
            connection->execute("DELETE FROM numbers");
            for (const auto& rows : open)
                if (rows) BOOST_TEST(rest_of(*rows) == (Numbers{1, 2, 3}));
        }
}

BOOST_AUTO_TEST_CASE(a_prepared_statement_has_the_columns_of_its_last_run) {
    const auto connection = with_numbers(1);
    const auto all = connection->prepare("SELECT * FROM numbers");
    BOOST_TEST(all->columns().size() == 2U);
    connection->execute("ALTER TABLE numbers RENAME COLUMN word TO name");
    all->query({});
    BOOST_TEST(all->columns()[1].name == "name");
    connection->execute("ALTER TABLE numbers ADD COLUMN more DEFAULT 7");
    all->query({});
    std::array<Cell, 3> row;
    BOOST_TEST_REQUIRE(all->next(row));
    BOOST_TEST(all->columns()[2].name == "more");
    BOOST_TEST(row[2].as_integer() == 7);
}

BOOST_AUTO_TEST_CASE(refuses_other_columns_than_were_wanted) {
    const auto connection = with_numbers(1);
    const std::array<Kind, 2> wanted{Kind::integer, Kind::text};
    const auto all = connection->prepare("SELECT * FROM numbers", wanted);
    connection->execute("ALTER TABLE numbers ADD COLUMN more");
    BOOST_TEST((facts_of([&] { all->query({}); }).kind == DbKind::misuse));
}

BOOST_AUTO_TEST_CASE(rows_outlast_the_end_of_their_transaction) {
    for (const bool commits : {true, false}) {
        const auto connection = with_numbers(3);
        Transaction transaction(*connection);
        const auto rows = connection->query({"UPDATE numbers SET n = n + 1 RETURNING n"});
        commits ? transaction.commit() : transaction.rollback();
        BOOST_TEST(rest_of(*rows) == (Numbers{2, 3, 4}));
    }
}

BOOST_AUTO_TEST_CASE(streams_rows_one_by_one) {
    const auto connection = with_numbers(3);
    const auto rows = connection->query({"SELECT n FROM numbers"}, {}, Fetch::stream);
    BOOST_TEST(rest_of(*rows) == (Numbers{1, 2, 3}));
    BOOST_TEST(rows->columns().front().name == "n");
    BOOST_TEST(rows->columns().front().type == "INTEGER");
}

BOOST_AUTO_TEST_CASE(prepared_statements_follow_a_new_schema) {
    const auto connection = with_numbers(1);
    const auto select = connection->prepare("SELECT * FROM numbers");
    BOOST_TEST(select->columns().size() == 2U);
    connection->execute("ALTER TABLE numbers ADD COLUMN more DEFAULT 7");
    select->query({});
    BOOST_TEST(select->columns().size() == 3U);
    BOOST_TEST(read_all(*select).front()[2].to_string() == "7");
}

BOOST_AUTO_TEST_CASE(prepared_pragmas_work_each_time) {
    const auto connection = in_memory();
    const auto off = connection->prepare("PRAGMA busy_timeout = 1");
    for (int i = 0; i < 2; ++i) {
        connection->execute("PRAGMA busy_timeout = 2");
        BOOST_TEST(text(*connection, "PRAGMA busy_timeout") == "2");
        off->execute({});
        BOOST_TEST(text(*connection, "PRAGMA busy_timeout") == "1");
    }
}

BOOST_AUTO_TEST_CASE(inserts_all_rows_of_a_bulk_or_none) {
    class Source : public RowSource {
    public:
        explicit Source(int last) : last_(last) {}
        bool next(std::span<Cell> row) override {
            if (++number_ > last_) return false;
            row[0] = Cell::integer(number_ % 5);
            return true;
        }

    private:
        int number_ = 0, last_;
    };
    const auto connection = in_memory();
    connection->execute("CREATE TABLE a (b INTEGER UNIQUE)");
    Source good(4);
    BOOST_TEST(connection->bulk_insert({"a", {"b"}, {Kind::integer}}, good) == 4U);
    connection->execute("DELETE FROM a WHERE b > 2");
    Source bad(9);
    BOOST_CHECK_THROW(connection->bulk_insert({"a", {"b"}, {Kind::integer}}, bad), DatabaseError);
    BOOST_TEST(text(*connection, "SELECT COUNT(*) FROM a") == "2");
    BOOST_TEST(!connection->in_transaction());
}

BOOST_AUTO_TEST_CASE(gives_up_waiting_when_it_is_cancelled) {
    const test::TempDir folder;
    const std::string url = "sqlite://" + (folder / "a.db").string() + "?busy_timeout=60000";
    const auto first = sqlite::test::connect(url);
    const auto second = sqlite::test::connect(url);
    const Transaction holding(*first, {.access = Access::write});
    auto waiting =
        std::async(std::launch::async, [&] { return failure(*second, {"BEGIN IMMEDIATE"}).kind; });
    std::this_thread::sleep_for(100ms);
    const auto start = std::chrono::steady_clock::now();
    second->cancel();
    BOOST_TEST((waiting.get() == DbKind::cancelled));
    BOOST_TEST((std::chrono::steady_clock::now() - start < 2s));
}

BOOST_AUTO_TEST_CASE(waits_no_longer_than_the_busy_timeout) {
    const test::TempDir folder;
    const std::string url = "sqlite://" + (folder / "a.db").string() + "?busy_timeout=50";
    const auto first = sqlite::test::connect(url);
    const auto second = sqlite::test::connect(url);
    const Transaction holding(*first, {.access = Access::write});
    const auto start = std::chrono::steady_clock::now();
    const DatabaseError::Facts facts = failure(*second, {"BEGIN IMMEDIATE"});
    BOOST_TEST((facts.kind == DbKind::lock_timeout));
    BOOST_TEST(facts.detail.find("a.db") != std::string::npos);
    BOOST_TEST((std::chrono::steady_clock::now() - start < 2s));
}

BOOST_AUTO_TEST_CASE(brings_the_session_back_to_how_connect_left_it) {
    struct Case {
        const char *change, *pragma;
        bool in_transaction = true;
    };
    const auto connection = in_memory();
    for (const Case& c : {
             Case{"PRAGMA recursive_triggers = OFF", "PRAGMA recursive_triggers"},
             Case{"PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers"},
             Case{"PRAGMA legacy_alter_table = ON", "PRAGMA legacy_alter_table"},
             Case{"PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints"},
             Case{"PRAGMA query_only = ON", "PRAGMA query_only"},
             Case{"PRAGMA writable_schema = ON", "PRAGMA writable_schema"},
             Case{"PRAGMA busy_timeout = 1", "PRAGMA busy_timeout"},
             Case{"PRAGMA case_sensitive_like = ON", "SELECT 'a' LIKE 'A'"},
             Case{"CREATE TEMP TABLE a (b)", "SELECT COUNT(*) FROM temp.sqlite_schema"},
             Case{"CREATE TEMP VIEW a AS SELECT 1", "SELECT COUNT(*) FROM temp.sqlite_schema"},
             Case{"EXPLAIN PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers"},
             Case{"PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys", false},
             Case{"PRAGMA synchronous = OFF", "PRAGMA synchronous", false},
             Case{"ATTACH ':memory:' AS a", "SELECT COUNT(*) FROM pragma_database_list", false},
         })
        BOOST_TEST_CONTEXT(c.change) {
            text(*connection, "SELECT COUNT(*) FROM temp.sqlite_schema"); // opens that database
            const std::string before = text(*connection, c.pragma);
            connection->execute(c.change);
            connection->execute_all(connection->reset_statements());
            BOOST_TEST(text(*connection, c.pragma) == before);
            if (!c.in_transaction) continue;
            Transaction transaction(*connection);
            connection->execute(c.change);
            transaction.commit(connection->reset_statements());
            BOOST_TEST(text(*connection, c.pragma) == before);
        }
}

BOOST_AUTO_TEST_CASE(a_reset_comes_back_to_the_limits_that_are_kept) {
    const auto connection = in_memory();
    const std::vector<Statement> limits{{"PRAGMA busy_timeout = 7"}};
    BOOST_TEST(connection->keep_limits(limits));
    BOOST_TEST(connection->reset_statements().empty());
    connection->execute("PRAGMA busy_timeout = 1");
    connection->execute_all(connection->reset_statements());
    BOOST_TEST(text(*connection, "PRAGMA busy_timeout") == "7");
}

BOOST_AUTO_TEST_CASE(a_reset_before_the_commit_keeps_deferred_violations) {
    const auto connection = in_memory();
    connection->execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
    connection->execute("CREATE TABLE child (id INTEGER REFERENCES parent)");
    Transaction transaction(*connection);
    connection->execute("PRAGMA defer_foreign_keys = ON");
    connection->execute("INSERT INTO child VALUES (1)");
    BOOST_TEST((facts_of([&] { transaction.commit(connection->reset_statements()); }).kind ==
                DbKind::foreign_key_violation));
}

BOOST_AUTO_TEST_SUITE_END()
